import { describe, expect, test } from 'vitest'
import { dec } from '@/lib/core/decimal'
import type { MarketDescription } from '@/lib/core/observation'
import { describeSidesAssumed, describeTurnover, largestBy } from '@/lib/venues/_contract/market-rows'
import { readEpoch } from '@/lib/venues/_contract/numeric'

const checkedAt = new Date('2026-11-23T12:00:00Z')
const linear: MarketDescription = {
  market: 'BTC-USDT',
  contractType: 'linear',
  marketKind: 'perpetual',
  baseAsset: 'BTC',
  quoteAsset: 'USDT',
  settleAsset: 'USDT',
  segment: 'usdt',
}
const at = { payload: 0, observedAt: null } as const

describe('readEpoch', () => {
  test.each([
    ['s', 1_795_000_000],
    ['ms', 1_795_000_000_000],
    ['us', '1795000000000000'],
    ['ns', '1795000000000000000'],
  ] as const)('reads %s', (unit, raw) => {
    expect(readEpoch('t', raw, unit, new Date(1_795_000_000_000))).toEqual({
      ok: true,
      value: new Date(1_795_000_000_000),
    })
  })

  test('never rounds a fine time up, and refuses one in the wrong unit', () => {
    expect(readEpoch('t', '1672142789065999999', 'ns', checkedAt)).toEqual({ ok: true, value: new Date(1672142789065) })
    expect(readEpoch('t', 1_672_142_789, 'ns', checkedAt)).toMatchObject({ ok: false, reason: 'absurd' })
    expect(readEpoch('t', 1_672_142_789_065_593, 'ms', checkedAt)).toMatchObject({ ok: false, reason: 'future_time' })
  })
})

describe('rows of markets', () => {
  test('an assumed side is an estimate, and a figure without a price is missing', () => {
    const row = { ...at, market: linear, unit: 'base', amount: dec('2') } as const
    const priced = describeSidesAssumed({ ...row, markPrice: dec('90000'), caveats: ['valued at the index'] })
    expect(priced).toMatchObject({ status: 'E', valueUsd: dec('180000'), sourceSides: 1 })
    expect(priced.reason).toBe('venue does not state its side convention; taken as one-sided; valued at the index')
    expect(describeSidesAssumed({ ...row, markPrice: null })).toMatchObject({
      status: 'M',
      valueUsd: null,
      reason: 'no mark price',
    })
  })

  test('an index price values, and is not passed off as the mark', () => {
    const row = { ...at, market: linear, unit: 'base', amount: dec('2'), markPrice: null } as const
    expect(describeSidesAssumed({ ...row, indexPrice: dec('100') })).toMatchObject({
      valueUsd: dec('200'),
      markPrice: null,
    })
  })

  test('turnover in a quote without a dollar price has no value', () => {
    const row = { ...at, turnover: dec('10'), baseUnits: null }
    expect(describeTurnover({ ...row, market: linear })).toMatchObject({ valueUsd: dec('10'), status: 'A' })
    expect(describeTurnover({ ...row, market: { ...linear, quoteAsset: 'EUR' } })).toMatchObject({
      valueUsd: null,
      status: 'M',
    })
  })

  test('the largest rows come largest first, those without an amount not at all', () => {
    const rows = ['3', null, '20', '100'].map((amount) => ({ amount: amount === null ? null : dec(amount) }))
    expect(largestBy(rows, 2, (row) => row.amount).map((row) => row.amount?.toFixed())).toEqual(['100', '20'])
    expect(largestBy(rows, 9, (row) => row.amount)).toHaveLength(3)
  })
})
