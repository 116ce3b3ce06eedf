import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type StressInput, stress } from '@/lib/core/metrics/stress'
import { assumedMaintenance, stressCurve, stressIsolated, usableShareOf } from '@/lib/core/metrics/stress-pools'

/** At 10x a fall of 15 % costs 5 % of open interest. */
const pool = (openInterest: number, fund: number): StressInput => ({
  contract: 'linear',
  side: 'long',
  openInterest,
  fund,
  gap: 0.15,
  slippage: 0,
  leverageLaw: { kind: 'point', leverage: 10 },
})

describe('pools that cannot pay for one another', () => {
  test('each pays for its own, then the amounts are added', () => {
    // Losses 50 and 10; funds 20 and 30: 30 is left of the first although the second keeps 20.
    const result = stressIsolated([pool(1000, 20), pool(200, 30)])
    expect(result.shortfall).toBeCloseTo(60, 9)
    expect(result.fundDraw).toBeCloseTo(30, 9)
    expect(result.residualToAdl).toBeCloseTo(30, 9)
    expect(result.short).toBe(1)
    expect(result.pools.map(({ residualToAdl }) => Math.round(residualToAdl))).toEqual([30, 0])
    expect(stress(pool(1200, 50)).residualToAdl).toBeCloseTo(10, 9)
  })

  test('of no pool is nothing', () => {
    expect(stressIsolated([])).toEqual({ pools: [], shortfall: 0, fundDraw: 0, residualToAdl: 0, short: 0 })
  })

  test('never leave less to ADL than one common fund', () => {
    const amount = fc.integer({ min: 0, max: 1_000_000 })
    fc.assert(
      fc.property(fc.array(fc.tuple(amount, amount), { minLength: 1, maxLength: 8 }), (pools) => {
        const apart = stressIsolated(pools.map(([oi, fund]) => pool(oi, fund)))
        const total = (index: 0 | 1) => pools.reduce((all, one) => all + one[index], 0)
        const together = stress(pool(total(0), total(1)))
        expect(apart.shortfall).toBeCloseTo(together.shortfall, 4)
        expect(apart.residualToAdl).toBeGreaterThanOrEqual(together.residualToAdl - 1e-4)
        expect(apart.fundDraw + apart.residualToAdl).toBeCloseTo(apart.shortfall, 4)
      }),
    )
  })
})

test('the curve is the shortfall at each gap', () => {
  const points = stressCurve(pool(1000, 20), [0, 0.1, 0.15, 0.2])
  expect(points.map(({ gap }) => gap)).toEqual([0, 0.1, 0.15, 0.2])
  const expected = [0, 0, 50, 100]
  for (const [index, { gap, shortfall }] of points.entries()) {
    expect(shortfall).toBeCloseTo(expected[index] ?? -1, 9)
    expect(shortfall).toBe(stress({ ...pool(1000, 20), gap }).shortfall)
  }
})

test('maintenance is assumed to be half the initial margin at the highest leverage', () => {
  expect(assumedMaintenance(100)).toBe(0.005)
  expect(assumedMaintenance(50)).toBe(0.01)
})

test('a usable share is taken of the whole amount, and of nothing below zero', () => {
  expect(usableShareOf('40000000', 0.3)).toBe('12000000')
  expect(usableShareOf('1', 1)).toBe('1')
  expect(usableShareOf('-5', 0.5)).toBe('0')
  // Cut, never rounded up: the API refuses a usable amount above the fund.
  expect(usableShareOf('0.000000000000000003', 0.5)).toBe('0.000000000000000001')
})
