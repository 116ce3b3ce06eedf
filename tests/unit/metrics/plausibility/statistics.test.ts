import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  adjustByHolm,
  chiSquareTail,
  correlateRanks,
  fitToShares,
  medianOf,
  rankOf,
} from '@/lib/core/metrics/plausibility/statistics'

describe('the statistics of plausibility', () => {
  test('ranks share their mean at ties', () => {
    expect(rankOf([30, 10, 20, 10])).toEqual([4, 1.5, 3, 1.5])
  })

  test('Spearman’s rho of a textbook sample, its sign and its p at the ends', () => {
    const pairs = [
      [106, 7],
      [100, 27],
      [86, 2],
      [101, 50],
      [99, 28],
      [103, 29],
      [97, 20],
      [113, 12],
      [112, 6],
      [110, 17],
    ] as const
    expect(correlateRanks(pairs)?.rho).toBeCloseTo(-29 / 165, 12)
    expect(correlateRanks(pairs)?.p).toBeGreaterThan(0.5)
    const straight = Array.from({ length: 30 }, (_, index) => [index, -(index ** 3)] as const)
    expect(correlateRanks(straight)).toEqual({ rho: expect.closeTo(-1, 12), p: 1 / 2000 })
    expect(
      correlateRanks([
        [1, 2],
        [1, 3],
      ]),
    ).toBeNull()
  })

  test('neither unit nor order of pairs changes the answer', () => {
    const pair = fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 1000 }))
    fc.assert(
      fc.property(fc.array(pair, { minLength: 5, maxLength: 30 }), fc.integer({ min: 1, max: 999 }), (pairs, scale) => {
        const turned = [...pairs].reverse().map(([x, y]) => [x * scale, y * 7 * scale] as const)
        expect(correlateRanks(turned)).toEqual(correlateRanks(pairs))
      }),
      { numRuns: 25 },
    )
  })

  test('the chi-square tail agrees with tables', () => {
    for (const [x, degrees, p] of [
      [3.841, 1, 0.05],
      [5.991, 2, 0.05],
      [16.919, 9, 0.05],
      [21.666, 9, 0.01],
      [20.09, 8, 0.01],
    ] as const)
      expect(chiSquareTail(x, degrees)).toBeCloseTo(p, 4)
    expect([chiSquareTail(0, 9), chiSquareTail(1e4, 9)]).toEqual([1, expect.closeTo(0, 12)])
  })

  test('the fit of counts to shares', () => {
    expect(fitToShares([10, 30], [0.5, 0.5])).toMatchObject({ chiSquare: 10, distance: 0.25 })
    expect(fitToShares([20, 20], [0.5, 0.5])).toEqual({ chiSquare: 0, p: 1, distance: 0 })
  })

  test('medians, and Holm’s adjustment by hand', () => {
    expect([medianOf([3, 1, 2]), medianOf([4, 1, 2, 3]), medianOf([])]).toEqual([2, 2.5, Number.NaN])
    expect(adjustByHolm([0.04, 0.01, 0.03])).toEqual([0.06, 0.03, 0.06])
    expect(adjustByHolm([0.9, 0.8])).toEqual([1, 1])
  })
})
