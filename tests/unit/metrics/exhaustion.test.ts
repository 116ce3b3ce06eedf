import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dec } from '@/lib/core/decimal'
import { type ExhaustionPool, exhaustionMove } from '@/lib/core/metrics/exhaustion'
import { type LeverageLaw, solveUnitLoss, standardLaws, tiersLaw } from '@/lib/core/metrics/leverage-law'
import { stress } from '@/lib/core/metrics/stress'
import { logScale } from './laws'

const pool = (share: number, change: Partial<ExhaustionPool> = {}): ExhaustionPool => ({
  usable: dec(1e9).times(share),
  openInterest: dec(1e9),
  contract: 'linear',
  side: 'long',
  maxLeverage: 100,
  ...change,
})

describe('the table of methodology 4.4', () => {
  const logUniform = (max: number): LeverageLaw => ({ kind: 'loguniform', min: 1, max })
  const tiers = tiersLaw(40)
  if (tiers === null) throw new Error('no tiers')
  const columns: [LeverageLaw, number][] = [
    [logUniform(100), 1],
    [logUniform(50), 1],
    [logUniform(20), 1],
    [{ kind: 'uniform', min: 1, max: 100 }, 1],
    [tiers, 1],
    [logUniform(100), 0.3],
  ]

  test.each([
    [0.0025, ['2.87', '4.28', '7.98', '1.88', '6.08', '1.94']],
    [0.005, ['3.82', '5.39', '9.34', '2.35', '8.18', '2.39']],
    [0.01, ['5.34', '7.11', '11.40', '3.13', '11.81', '3.08']],
    [0.02, ['7.79', '9.83', '14.55', '4.48', '17.08', '4.16']],
    [0.05, ['13.65', '16.14', '21.58', '8.03', '24.40', '6.63']],
    [0.1, ['21.69', '24.59', '30.67', '13.50', '33.09', '9.91']],
  ])('is reproduced at %d of open interest', (share, printed) => {
    expect(columns.map(([law, usable]) => (solveUnitLoss(law, share * usable) * 100).toFixed(2))).toEqual(printed)
  })

  test('gives the band its smallest, middle and largest law', () => {
    const band = exhaustionMove(pool(0.01))
    expect(band).toMatchObject({ present: true })
    if (!band.present) return
    expect([band.low, band.central, band.high].map((move) => ((move ?? Number.NaN) * 100).toFixed(2))).toEqual([
      '5.34',
      '7.11',
      '11.81',
    ])
  })
})

describe('exhaustionMove', () => {
  test('is in order, and the stress at each of its moves uses up the fund under one of the laws', () => {
    let members = 0
    fc.assert(
      fc.property(
        fc.constantFrom('linear' as const, 'inverse' as const),
        fc.constantFrom('long' as const, 'short' as const),
        logScale(-4, -0.5),
        fc.double({ min: 1.5, max: 200, noNaN: true }),
        (contract, side, share, maxLeverage) => {
          const given = pool(share, { contract, side, maxLeverage })
          const band = exhaustionMove(given)
          if (!band.present) return
          const moves = [band.low, band.central, band.high].filter((move) => move !== null)
          expect(moves).toEqual([...moves].sort((a, b) => a - b))
          for (const move of moves) {
            const losses = (standardLaws(maxLeverage) ?? []).map((leverageLaw) => {
              const { openInterest, usable } = given
              const shock = { gap: move, slippage: 0, leverageLaw }
              return stress({ contract, side, openInterest, fund: usable, ...shock }).shortfall
            })
            const nearest = Math.min(...losses.map((loss) => Math.abs(loss / given.usable.toNumber() - 1)))
            expect(nearest).toBeLessThan(1e-9)
            members += 1
          }
        },
      ),
    )
    expect(members).toBeGreaterThan(200)
  })

  test('shrinks, never grows, with a higher highest leverage, and grows with the fund', () => {
    const highest = fc.double({ min: 1.5, max: 200, noNaN: true })
    const share = logScale(-4, -0.7)
    fc.assert(
      fc.property(highest, highest, share, share, (a, b, r, q) => {
        const low = (maxLeverage: number, part: number) => {
          const band = exhaustionMove(pool(part, { maxLeverage }))
          return band.present ? band.low : Number.POSITIVE_INFINITY
        }
        expect(low(Math.max(a, b), r)).toBeLessThanOrEqual(low(Math.min(a, b), r) * (1 + 1e-12))
        expect(low(a, Math.min(r, q))).toBeLessThanOrEqual(low(a, Math.max(r, q)) * (1 + 1e-12))
      }),
    )
  })

  test('is 0 for an empty or negative fund, whatever the leverage', () => {
    const zero = { present: true, low: 0, central: 0, high: 0 }
    expect(exhaustionMove(pool(0))).toEqual(zero)
    expect(exhaustionMove(pool(-0.1, { maxLeverage: null }))).toEqual(zero)
  })

  test('says why it is absent', () => {
    const reason = (given: ExhaustionPool) => {
      const band = exhaustionMove(given)
      return band.present ? null : band.reason
    }
    expect(reason(pool(0.01, { openInterest: dec(0) }))).toBe('no open interest')
    expect(reason(pool(0.01, { maxLeverage: null }))).toBe('highest leverage unknown')
    expect(reason(pool(0.01, { maxLeverage: 1 }))).toBe('highest leverage is 1, not above 1')
    expect(reason(pool(1))).toBe('no fall can exhaust it')
    expect(reason(pool(1, { contract: 'inverse', side: 'short' }))).toBe('no rise can exhaust it')
    expect(reason(pool(1, { contract: 'inverse' }))).toBeNull()
  })

  test('leaves out only the laws under which no fall is large enough', () => {
    // At 0.70 of open interest: mean cushions 0.215 (100x), 0.25 (50x) and 0.32 (tiers).
    expect(exhaustionMove(pool(0.7))).toMatchObject({ present: true, central: expect.closeTo(0.9505, 3), high: null })
    expect(exhaustionMove(pool(0.77))).toMatchObject({ present: true, central: null, high: null })
    expect(exhaustionMove(pool(0.8))).toMatchObject({ present: false })
  })
})
