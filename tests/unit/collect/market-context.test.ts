import { describe, expect, test } from 'vitest'
import { largestMarketsOf, mustWaitForMarkets, touchesCoverage } from '@/lib/collect/market-context'
import { dec } from '@/lib/core/decimal'
import type { Observation } from '@/lib/core/observation'
import { depthSource, liquidationSource, volumeSource } from '@/tests/support/stub-context'
import { fundSource, marketSource } from '@/tests/support/stub-venue'

function openInterest(market: string, usd: string | null): Observation {
  return {
    kind: 'open_interest',
    payload: 0,
    market: {
      market,
      contractType: 'linear',
      marketKind: 'perpetual',
      baseAsset: market,
      quoteAsset: 'USDT',
      settleAsset: 'USDT',
      segment: 'main',
    },
    contracts: null,
    baseUnits: null,
    valueUsd: usd === null ? null : dec(usd),
    sourceSides: 1,
    markPrice: null,
    undocumented: false,
    observedAt: null,
    status: 'A',
    reason: null,
  }
}

describe('the largest markets of what was just read', () => {
  test('are three at most, largest first, ties by name; unknown and empty ones are none', () => {
    const read = [
      openInterest('none', null),
      openInterest('b', '10'),
      openInterest('zero', '0'),
      openInterest('huge', '123456789012345678901'),
      openInterest('a', '10'),
      openInterest('small', '9.99'),
    ]
    expect(largestMarketsOf(read)).toEqual(['huge', 'a', 'b'])
    expect(largestMarketsOf([])).toEqual([])
  })
})

describe('a source', () => {
  test('waits for markets only where it asks for order books', () => {
    const waits = [depthSource, volumeSource, liquidationSource, marketSource].map((source) =>
      mustWaitForMarkets(source, []),
    )
    expect(waits).toEqual([true, false, false, false])
    expect(mustWaitForMarkets(depthSource, ['BTC'])).toBe(false)
  })

  test('of order books that chooses its markets by itself does not wait', () => {
    expect(mustWaitForMarkets({ ...depthSource, choosesMarkets: true }, [])).toBe(false)
  })

  test('of market context touches coverage only when it read something coverage follows from', () => {
    const touches = (source: Parameters<typeof touchesCoverage>[0]) => touchesCoverage(source, [])
    expect([depthSource, volumeSource, liquidationSource].map(touches)).toEqual([false, false, false])
    expect([marketSource, fundSource].map(touches)).toEqual([true, true])
    expect(touchesCoverage(volumeSource, [openInterest('a', '1')])).toBe(true)
  })
})
