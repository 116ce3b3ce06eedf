import fc from 'fast-check'
import type { LeverageLaw } from '@/lib/core/metrics/leverage-law'

const leverage = fc.double({ min: 1, max: 200, noNaN: true })
/** A range's width as a share of its low end, from a millionth to a hundredfold. */
const width = fc.double({ min: -6, max: 2, noNaN: true }).map((exponent) => 10 ** exponent)

const point = leverage.map((value): LeverageLaw => ({ kind: 'point', leverage: value }))
const spread = fc
  .record({ kind: fc.constantFrom('uniform' as const, 'loguniform' as const), min: leverage, width })
  .map(({ kind, min, width: wide }): LeverageLaw => ({ kind, min, max: Math.min(1000, min * (1 + wide)) }))
const cushion = fc
  .record({
    min: fc.double({ min: 0.001, max: 0.9, noNaN: true }),
    share: fc.double({ min: 1e-6, max: 1, noNaN: true }),
  })
  .map(({ min, share }): LeverageLaw => ({ kind: 'cushion_uniform', min, max: min + (1 - min) * share }))

const simpleLaw: fc.Arbitrary<LeverageLaw> = fc.oneof(point, spread, cushion)

const mixture = fc
  .array(fc.record({ weight: fc.double({ min: 0.05, max: 1, noNaN: true }), law: simpleLaw }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((parts): LeverageLaw => {
    const total = parts.reduce((sum, part) => sum + part.weight, 0)
    return { kind: 'mixture', parts: parts.map(({ weight, law }) => ({ weight: weight / total, law })) }
  })

/** Any law of the API with leverages from 1 to 1000 and cushions of at least 0.1 %. */
export const anyLaw: fc.Arbitrary<LeverageLaw> = fc.oneof(point, spread, cushion, mixture)

/** 10^low .. 10^high, evenly over the exponents. */
export function logScale(low: number, high: number): fc.Arbitrary<number> {
  return fc.double({ min: low, max: high, noNaN: true }).map((exponent) => 10 ** exponent)
}
