import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dec } from '@/lib/core/decimal'
import { standardLaws } from '@/lib/core/metrics/leverage-law'
import { stress } from '@/lib/core/metrics/stress'
import { type CoverPool, coverInFall, STRESS_FALLS } from '@/lib/core/metrics/stress-coverage'

const pool = (overrides: Partial<CoverPool> = {}): CoverPool => ({
  contract: 'linear',
  openInterestUsd: dec('2e9'),
  usableUsd: dec('40e6'),
  maxLeverage: 100,
  assetRatio: 0.9,
  ...overrides,
})

describe('stress coverage', () => {
  test('of one pool is that of the stress model under each standard law', () => {
    for (const fall of STRESS_FALLS) {
      const laws = standardLaws(100) ?? []
      expect(laws).toHaveLength(3)
      for (const [place, leverageLaw] of laws.entries()) {
        const base = { contract: 'linear', side: 'long', slippage: 0, gap: fall, leverageLaw } as const
        const expected = stress({ ...base, openInterest: '2e9', fund: '40e6' })
        const found = coverInFall([pool()], fall)[place]
        expect(found?.shortfallUsd.toNumber()).toBeCloseTo(expected.shortfall, 3)
        expect(found?.coverage ?? null).toBe(expected.stressCoverage)
        expect(found?.residualUsd.toNumber()).toBeCloseTo(expected.residualToAdl, 3)
        if (found?.coverage) expect(found.coverageAtPrices).toBeCloseTo(found.coverage * 0.9, 12)
      }
    }
  })

  test('adds pools without letting one pay for another', () => {
    const rich = pool({ usableUsd: dec('5e9') })
    const poor = pool({ usableUsd: dec('0') })
    const [high] = coverInFall([rich, poor], 0.2)
    expect(high?.coverage).toBeGreaterThan(1)
    expect(high?.residualUsd.times(2).toString()).toBe(high?.shortfallUsd.toString())
  })

  test('is null, never infinite, without a shortfall, and at prices no rule gives', () => {
    const [, , low] = coverInFall([pool({ maxLeverage: 2 })], 0.05)
    expect(low).toMatchObject({ coverage: null, coverageAtPrices: null })
    expect(coverInFall([pool({ assetRatio: null })], 0.2)[0]?.coverageAtPrices).toBeNull()
  })

  test('reckons an inverse pool in its coin: the fund falls with what it owes', () => {
    const [high] = coverInFall([pool({ contract: 'inverse', assetRatio: 0.8 })], 0.2)
    expect(high?.coverageAtPrices).toBe(high?.coverage)
    const linear = coverInFall([pool()], 0.2)[0]
    expect(high?.shortfallUsd.gt(linear?.shortfallUsd ?? 0)).toBe(true)
  })

  test('does not change when everything is measured in another unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0.05, max: 0.6, noNaN: true }), (scale, fall) => {
        const scaled = pool({ openInterestUsd: dec('2e9').times(scale), usableUsd: dec('40e6').times(scale) })
        const [before, after] = [coverInFall([pool()], fall)[0], coverInFall([scaled], fall)[0]]
        expect(after?.coverage ?? 0).toBeCloseTo(before?.coverage ?? 0, 10)
      }),
      { numRuns: 50 },
    )
  })
})
