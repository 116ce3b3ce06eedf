import { describe, expect, test } from 'vitest'
import { dec, plain } from '@/lib/core/decimal'
import {
  type LiquidationFeed,
  type LiquidationGroup,
  type LiquidationTotals,
  totalLiquidations,
} from '@/lib/core/metrics/liquidation-totals'

const FROM = new Date('2026-11-19T12:00:00Z')
const watched: LiquidationFeed = { since: new Date('2026-11-01T00:00:00Z'), staleSince: null, tellsApart: true }
const window = { from: FROM, straddling: 0, incomplete: false }

function group(overrides: Partial<Omit<LiquidationGroup, 'valueUsd' | 'lossUsd'>> & { usd?: string; loss?: string }) {
  const { usd = '0', loss = '0', ...rest } = overrides
  return {
    liquidation: 'liquidation' as const,
    beyond: false,
    rows: 1,
    unvalued: 0,
    withLoss: 0,
    ...rest,
    valueUsd: dec(usd),
    lossUsd: dec(loss),
  }
}

/** The amounts as text, in the order liquidated, beyond, loss, backstop, ADL. */
function amounts(totals: LiquidationTotals) {
  const { liquidatedUsd, beyondUsd, lossUsd, backstopUsd, adlUsd } = totals
  return [liquidatedUsd, beyondUsd, lossUsd, backstopUsd, adlUsd].map((value) => value && plain(value))
}

describe('liquidation totals', () => {
  test('add kinds up, keep ADL apart, and state the share beyond bankruptcy', () => {
    const totals = totalLiquidations(
      [
        group({ rows: 40, usd: '750000' }),
        group({ liquidation: 'bankruptcy', beyond: true, rows: 3, usd: '200000', withLoss: 3, loss: '1234.5' }),
        group({ liquidation: 'backstop', rows: 2, usd: '50000' }),
        group({ liquidation: 'adl', rows: 5, usd: '90000' }),
      ],
      watched,
      window,
    )
    expect(amounts(totals)).toEqual(['1000000', '200000', '1234.5', '50000', '90000'])
    expect(totals).toMatchObject({ rows: 50, beyondShare: 0.2, lowerBound: false, reason: null, beyondReason: null })
  })

  test('a watched feed that shows nothing gives 0, one never read gives nothing', () => {
    expect(amounts(totalLiquidations([], watched, window))).toEqual(['0', '0', '0', '0', '0'])
    expect(totalLiquidations([], watched, window)).toMatchObject({
      beyondShare: null,
      beyondReason: 'nothing was liquidated',
    })
    const never = totalLiquidations([], { ...watched, since: null }, window)
    expect([...amounts(never), never.reason, never.lowerBound]).toEqual([
      null,
      null,
      null,
      null,
      null,
      'not yet collected',
      false,
    ])
  })

  test('a feed that began within the window gives at least what it saw, and no 0', () => {
    const young = { ...watched, since: new Date('2026-11-20T10:00:00Z') }
    expect(totalLiquidations([group({ usd: '10' })], young, window)).toMatchObject({
      lowerBound: true,
      reason: 'collected only since 2026-11-20 10:00 UTC',
    })
    expect(amounts(totalLiquidations([], young, window))).toEqual([null, null, null, null, null])
  })

  test('a feed not read of late gives no 0', () => {
    const stale = { ...watched, staleSince: new Date('2026-11-20T01:00:00Z') }
    const totals = totalLiquidations([], stale, window)
    expect([totals.liquidatedUsd, totals.reason]).toEqual([null, 'last read at 2026-11-20 01:00 UTC'])
  })

  test('without a bankruptcy or a loss ever told apart, a share of 0 is not claimed', () => {
    const totals = totalLiquidations([group({ usd: '10' })], { ...watched, tellsApart: false }, window)
    expect([totals.liquidatedUsd && plain(totals.liquidatedUsd), totals.beyondUsd, totals.beyondShare]).toEqual([
      '10',
      null,
      null,
    ])
    expect(totals.beyondReason).toBe('the feed has marked none as beyond bankruptcy so far')
    const told = totalLiquidations([group({ usd: '10', withLoss: 1 })], watched, window)
    expect([told.beyondShare, told.lossUsd?.toNumber()]).toEqual([0, 0])
  })

  test('rows without a dollar value are counted, and never make a share too small', () => {
    const totals = totalLiquidations(
      [
        group({ rows: 2, usd: '100' }),
        group({ liquidation: 'bankruptcy', beyond: true, rows: 1, unvalued: 1, withLoss: 1, loss: '7' }),
      ],
      watched,
      window,
    )
    expect(amounts(totals)).toEqual(['100', null, '7', '0', '0'])
    expect(totals).toMatchObject({
      beyondShare: null,
      beyondReason: 'of those beyond bankruptcy not all have a dollar value',
      lowerBound: true,
      reason: '1 of 3 without a dollar value, left out',
    })
  })

  test('a throttled feed, and sums that began earlier, give a lower bound', () => {
    expect(totalLiquidations([group({ usd: '1' })], watched, { ...window, incomplete: true }).lowerBound).toBe(true)
    const cut = totalLiquidations([], watched, { ...window, straddling: 1 })
    expect([cut.liquidatedUsd, cut.reason]).toEqual([
      null,
      'published sums that began before the window (1) are left out',
    ])
  })
})
