import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { creditSurplus, type GlideInput, glide, triggerCushion } from '@/lib/core/metrics/glide'
import { bankruptShare, expectedLoss } from '@/lib/core/metrics/leverage-law'
import { anyLaw } from './laws'

const base: GlideInput = {
  openInterest: 2e9,
  leverageLaw: { kind: 'loguniform', min: 1, max: 100 },
  gap: 0.2,
  slippage: 0.015,
  maintenance: 0.005,
}
const small = fc.double({ min: 0, max: 0.1, noNaN: true })
const gap = fc.double({ min: 0, max: 0.9, noNaN: true })

describe('glide', () => {
  test('costs the fund only when slippage passes the maintenance margin', () => {
    fc.assert(
      fc.property(anyLaw, gap, small, small, (leverageLaw, fall, slippage, maintenance) => {
        const result = glide({ ...base, leverageLaw, gap: fall, slippage, maintenance })
        if (slippage <= maintenance) expect(result.shortfall).toBe(0)
        else expect(result.netFundChange).toBeLessThanOrEqual(0)
        expect(result.shortfall).toBe(Math.max(0, -result.netFundChange))
      }),
      { numRuns: 300 },
    )
  })

  test('is the exact sum over the positions of a point law', () => {
    const result = glide({ ...base, leverageLaw: { kind: 'point', leverage: 10 } })
    expect(result.netFundChange / ((2e9 * (0.005 - 0.015) * 0.9) / 0.995)).toBeCloseTo(1, 12)
    const safe = glide({ ...base, leverageLaw: { kind: 'point', leverage: 2 } })
    expect(safe).toMatchObject({ shortfall: 0, netFundChange: 0 })
  })

  test('keeps only the retained share of a gain, and bears a loss in full', () => {
    const gain = glide({ ...base, slippage: 0.004 }).netFundChange
    expect(glide({ ...base, slippage: 0.004, retention: 0.25 }).netFundChange).toBeCloseTo(gain / 4, 6)
    expect(glide({ ...base, retention: 0 }).netFundChange).toBe(glide(base).netFundChange)
  })

  test('refuses rates out of range', () => {
    expect(() => glide({ ...base, maintenance: 1 })).toThrow('maintenance is 1; accepted: from 0 to below 1')
    expect(() => glide({ ...base, retention: 1.5 })).toThrow('retention is 1.5; accepted: from 0 to 1')
  })
})

describe('creditSurplus', () => {
  test('agrees with the sum over thin slices of the law', () => {
    const input = { ...base, gap: 0.05, slippage: 0 }
    const law = base.leverageLaw
    const chi = triggerCushion(0.05, 0.005)
    const slices = 2000
    let sum = 0
    for (let slice = 0; slice < slices; slice += 1) {
      const left = 0.05 + ((chi - 0.05) * slice) / slices
      const right = 0.05 + ((chi - 0.05) * (slice + 1)) / slices
      sum += ((left + right) / 2 - 0.05) * (bankruptShare(law, right) - bankruptShare(law, left))
    }
    expect(creditSurplus(input).surplus / (2e9 * sum)).toBeCloseTo(1, 6)
  })

  test('is never negative and nets off by the retained share', () => {
    fc.assert(
      fc.property(anyLaw, gap, small, small, (leverageLaw, fall, slippage, maintenance) => {
        const result = creditSurplus({ ...base, leverageLaw, gap: fall, slippage, maintenance, retention: 0.5 })
        expect(result.surplus).toBeGreaterThanOrEqual(0)
        expect(result.netDraw).toBeCloseTo(result.shortfall - result.surplus / 2, 3)
        const move = fall + slippage - fall * slippage
        expect(result.shortfall / 2e9).toBeCloseTo(expectedLoss(leverageLaw, move), 12)
      }),
    )
  })
})
