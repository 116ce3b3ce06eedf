import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dec } from '@/lib/core/decimal'
import { type IsolatedPosition, liquidationPrices } from '@/lib/core/metrics/liquidation-price'

const position: fc.Arbitrary<IsolatedPosition> = fc.record({
  contract: fc.constantFrom('linear' as const, 'inverse' as const),
  side: fc.constantFrom('long' as const, 'short' as const),
  entry: fc.integer({ min: 1, max: 1_000_000 }),
  leverage: fc.integer({ min: 2, max: 125 }),
  maintenance: fc.integer({ min: 1, max: 30 }).map((tenths) => dec(tenths).div(10_000)),
})

describe('liquidationPrices', () => {
  test('liquidates between entry and bankruptcy', () => {
    fc.assert(
      fc.property(position, (given) => {
        const { bankruptcy, liquidationOnMark, liquidationOnEntry } = liquidationPrices(given)
        if (!bankruptcy || !liquidationOnMark || !liquidationOnEntry) throw new Error('2x and more has all prices')
        for (const liquidation of [liquidationOnMark, liquidationOnEntry]) {
          const [first, last] = given.side === 'long' ? [bankruptcy, given.entry] : [given.entry, bankruptcy]
          expect(liquidation.gte(first)).toBe(true)
          expect(liquidation.lte(last)).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('leaves a linear position no equity at bankruptcy and its maintenance at liquidation', () => {
    fc.assert(
      fc.property(position, (given) => {
        const { bankruptcy, liquidationOnMark } = liquidationPrices({ ...given, contract: 'linear' })
        if (!bankruptcy || !liquidationOnMark) throw new Error('no price')
        const [entry, sign] = [dec(given.entry), given.side === 'long' ? 1 : -1]
        const margin = entry.div(dec(given.leverage))
        expect(margin.plus(bankruptcy.minus(entry).times(sign)).toNumber()).toBeCloseTo(0, 10)
        const left = margin.plus(liquidationOnMark.minus(entry).times(sign))
        expect(left.div(liquidationOnMark).toNumber()).toBeCloseTo(dec(given.maintenance).toNumber(), 12)
      }),
    )
  })

  test('agrees with the general one-way formula of Binance for an isolated position', () => {
    fc.assert(
      fc.property(position, fc.integer({ min: 1, max: 1000 }), (given, quantity) => {
        const [entry, side] = [dec(given.entry), given.side === 'long' ? 1 : -1]
        const wallet = entry.times(quantity).div(dec(given.leverage))
        const rate = dec(given.maintenance)
        const general = wallet.minus(entry.times(quantity).times(side)).div(rate.minus(side).times(quantity))
        const { liquidationOnMark } = liquidationPrices({ ...given, contract: 'linear' })
        expect(liquidationOnMark?.div(general).toNumber()).toBeCloseTo(1, 12)
      }),
    )
  })

  test('has no bankruptcy price for an inverse short at 1x, and 0 for a linear long', () => {
    const plain = { entry: 100, leverage: 1, maintenance: '0.005' }
    expect(liquidationPrices({ ...plain, contract: 'inverse', side: 'short' })).toMatchObject({
      bankruptcy: null,
      liquidationOnMark: null,
    })
    expect(liquidationPrices({ ...plain, contract: 'linear', side: 'long' }).bankruptcy?.toFixed()).toBe('0')
    const half = liquidationPrices({ ...plain, leverage: 0.5, contract: 'linear', side: 'long' })
    expect(half).toEqual({ bankruptcy: null, liquidationOnMark: null, liquidationOnEntry: null })
  })

  test('refuses inputs that describe no position', () => {
    const given = { contract: 'linear', side: 'long', entry: 100, leverage: 10, maintenance: 0.005 } as const
    expect(() => liquidationPrices({ ...given, entry: 0 })).toThrow('entry is 0; accepted: above 0')
    expect(() => liquidationPrices({ ...given, leverage: -1 })).toThrow('leverage is -1; accepted: above 0')
    expect(() => liquidationPrices({ ...given, maintenance: 1 })).toThrow(
      'maintenance is 1; accepted: from 0 to below 1',
    )
  })
})
