import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { measureConcentration, measureWrongWay, stressWrongWay } from '@/lib/core/metrics/wrong-way'

describe('measureWrongWay', () => {
  test('values the fund as shown, in the scenario and after haircuts', () => {
    const result = measureWrongWay([
      { asset: 'USDT', valueUsd: '100.10', shock: 0, haircut: 0.02 },
      { asset: 'BTC', valueUsd: '200', shock: 0.3, haircut: 0.35 },
    ])
    expect(result.headlineUsd.toFixed()).toBe('300.1')
    expect(result.stressedUsd.toFixed()).toBe('240.1')
    expect(result.haircutUsd.toFixed()).toBe('228.098')
    expect(result.wrongWayRatio).toBeCloseTo(240.1 / 300.1, 14)
  })

  test('has no ratio for an empty fund', () => {
    expect(measureWrongWay([]).wrongWayRatio).toBeNull()
  })
})

describe('stressWrongWay', () => {
  test('leaves the shortfall and lowers the coverage', () => {
    const assets = [
      { asset: 'USDC', valueUsd: 3e7, shock: 0, haircut: 0.02 },
      { asset: 'ETH', valueUsd: 1e7, shock: 0.5, haircut: 0.35 },
    ]
    const { headline, stressed, haircut } = stressWrongWay(assets, {
      contract: 'linear',
      side: 'long',
      openInterest: 2e9,
      gap: 0.05,
      slippage: 0.005,
      leverageLaw: { kind: 'loguniform', min: 1, max: 100 },
    })
    expect(stressed.shortfall).toBe(headline.shortfall)
    expect(haircut.shortfall).toBe(headline.shortfall)
    expect(headline.stressCoverage).toBeCloseTo(1.9055011759627916, 12)
    expect(stressed.stressCoverage).toBeCloseTo((1.9055011759627916 * 35) / 40, 12)
    expect(haircut.stressCoverage).toBeCloseTo((1.9055011759627916 * 35.9) / 40, 12)
  })
})

describe('measureConcentration', () => {
  test('is 1 for one asset and 1/n for n equal ones', () => {
    expect(measureConcentration(['5'])).toEqual({ hhi: 1, effectiveAssets: 1 })
    expect(measureConcentration([7, 7, 7, 7])).toEqual({ hhi: 0.25, effectiveAssets: 4 })
    expect(measureConcentration([7, 0])).toEqual({ hhi: 1, effectiveAssets: 1 })
  })

  test('lies between 1/n and 1', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 12 }), (values) => {
        const result = measureConcentration(values)
        if (result === null) throw new Error('values are positive')
        expect(result.hhi).toBeLessThanOrEqual(1)
        expect(result.hhi).toBeGreaterThanOrEqual((1 - 1e-15) / values.length)
        expect(result.effectiveAssets).toBeGreaterThanOrEqual(1)
      }),
    )
  })

  test('is null without value or with a negative one', () => {
    expect(measureConcentration([])).toBeNull()
    expect(measureConcentration([0, 0])).toBeNull()
    expect(measureConcentration([10, -2])).toBeNull()
  })
})
