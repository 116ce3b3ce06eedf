import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ImpactInput, solveSlippage } from '@/lib/core/metrics/slippage'
import { anyLaw, logScale } from './laws'

const base: ImpactInput = {
  openInterest: 2e9,
  leverageLaw: { kind: 'loguniform', min: 1, max: 100 },
  gap: 0.05,
  maintenance: 0.005,
  impact: 1,
  dailyVolatility: 0.04,
  dailyVolume: 1e10,
}

describe('solveSlippage', () => {
  test('is a fixed point of the square-root law that only adds to the loss', () => {
    let settled = 0
    fc.assert(
      fc.property(anyLaw, logScale(8, 12), fc.double({ min: 0, max: 0.5, noNaN: true }), (leverageLaw, volume, gap) => {
        const result = solveSlippage({ ...base, leverageLaw, dailyVolume: volume, gap })
        if (result.cascade) return
        settled += 1
        const again = 0.04 * Math.sqrt(result.liquidatedNotional / volume)
        expect(Math.abs(again - result.slippage)).toBeLessThanOrEqual(1e-8 * result.slippage)
        expect(result.shortfall).toBeGreaterThanOrEqual(result.shortfallWithoutSlippage)
        expect(result.slippage).toBeLessThan(1)
      }),
    )
    expect(settled).toBeGreaterThan(80)
  })

  test('adds nothing when nobody is liquidated', () => {
    const calm = solveSlippage({ ...base, gap: 0.001 })
    expect(calm).toMatchObject({ cascade: false, slippage: 0, shortfall: 0, liquidatedNotional: 0 })
  })

  test('flags a cascade when no slippage below 1 settles', () => {
    expect(solveSlippage({ ...base, dailyVolume: 1e6 })).toEqual({
      cascade: true,
      shortfallWithoutSlippage: expect.closeTo(17576720.940670867, 4),
    })
  })

  test('refuses a day without volume', () => {
    expect(() => solveSlippage({ ...base, dailyVolume: 0 })).toThrow('daily volume is 0; accepted: above 0')
    expect(() => solveSlippage({ ...base, dailyVolume: -5 })).toThrow('daily volume is -5; accepted: above 0')
  })
})
