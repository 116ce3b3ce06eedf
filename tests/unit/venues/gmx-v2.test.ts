import { describe, expect, test } from 'vitest'
import gmx from '@/lib/venues/gmx-v2'
import { loadFixture, normaliseFixture, sourceOf } from '../../support/venue-fixtures'

const fund = sourceOf(gmx, 'fund')
const openInterest = sourceOf(gmx, 'open_interest')
const context = { now: new Date('2026-11-23T12:00:00Z'), largestMarkets: [] }

describe('GMX requests', () => {
  test('ask names and index of three chains, each once', () => {
    for (const source of [fund, openInterest]) {
      const planned = source.requests(context)
      expect(planned.map((item) => `${item.endpoint} ${item.subject}`)).toEqual([
        'markets arbitrum',
        'index arbitrum',
        'markets avalanche',
        'index avalanche',
        'markets megaeth',
        'index megaeth',
      ])
      expect(new Set(planned.map((item) => item.url)).size).toBe(6)
    }
  })

  test('take an error of the index for one, whatever the status', () => {
    const body = { errors: [{ message: 'Cannot query field "poolValue"' }, null] }
    expect(fund.vendorError?.(body, 200)).toMatchObject({
      kind: 'request',
      message: 'Cannot query field "poolValue"; no message',
    })
    expect(fund.vendorError?.(body, 429)).toMatchObject({ kind: 'busy' })
    expect(fund.vendorError?.({ data: { marketInfos: [] } }, 200)).toBeNull()
  })
})

describe('a GM pool', () => {
  const { observations } = normaliseFixture(fund, loadFixture('gmx-v2', 'fund', 'edges'))
  const pools = observations.flatMap((item) => (item.kind === 'fund_balance' ? [item] : []))

  test('is a counterparty that covers nothing', () => {
    expect(pools.length).toBeGreaterThan(0)
    for (const { fund: pool } of pools) {
      expect(pool).toMatchObject({ fundType: 'counterparty', cover: { kind: 'none' }, partOf: null })
    }
  })

  test('of a swap-only or disabled market is left out', () => {
    expect(pools.map((item) => item.fund.key).filter((key) => /swap|old/.test(key))).toEqual([])
  })
})

describe('GMX open interest', () => {
  const { observations } = normaliseFixture(openInterest, loadFixture('gmx-v2', 'open_interest', 'edges'))
  const found = observations.flatMap((item) => (item.kind === 'open_interest' ? [item] : []))

  test('adds both sides, because both face the pool, and says that the size is that at entry', () => {
    const [eth] = found
    expect(eth?.valueUsd?.toFixed()).toBe('5000000.25')
    expect(eth).toMatchObject({ sourceSides: 1, status: 'E' })
    expect(eth?.reason).toContain('at entry')
  })

  test('of a chain whose index did not answer is missing, its markets stay listed', () => {
    const listed = observations.flatMap((item) => (item.kind === 'market' && item.listed ? [item.market.market] : []))
    expect(listed).toContain('megaeth:ETH/USD [WETH-USDC]')
    expect(found.map((item) => item.market.segment)).not.toContain('megaeth')
  })
})
