import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Decimal, dec } from '@/lib/core/decimal'
import {
  bankruptShare,
  expectedLoss,
  type LeverageLaw,
  leverageLawSchema,
  meanCushion,
  solveUnitLoss,
  standardLaws,
  tiersLaw,
} from '@/lib/core/metrics/leverage-law'
import { anyLaw, logScale } from './laws'

const unitLoss = fc.oneof(fc.double({ min: 0, max: 2, noNaN: true }), logScale(-6, 3))

/** The double itself, not its shortest decimal text. */
function exactly(value: number): Decimal {
  return dec(BigInt(value * 2 ** 90).toString()).div(dec(2).pow(90))
}

/** The textbook forms of methodology 4.2 in 60 digits. */
function exactLoss(law: LeverageLaw, x: number): Decimal {
  if (law.kind === 'mixture') {
    const total = law.parts.reduce((sum, part) => sum.plus(part.weight), dec(0))
    return law.parts.reduce((sum, part) => sum.plus(exactLoss(part.law, x).times(part.weight)), dec(0)).div(total)
  }
  if (law.kind === 'point') return Decimal.max(0, exactly(x).minus(dec(1).div(exactly(law.leverage))))
  const [a, b] = [exactly(law.min), exactly(law.max)]
  if (law.kind === 'cushion_uniform') {
    const h = Decimal.min(Decimal.max(exactly(x), a), b)
    return h
      .minus(a)
      .times(exactly(x).minus(h.plus(a).div(2)))
      .div(b.minus(a))
  }
  const l = Decimal.min(Decimal.max(dec(1).div(exactly(x)), a), b)
  return law.kind === 'uniform'
    ? exactly(x).times(b.minus(l)).minus(b.div(l).ln()).div(b.minus(a))
    : exactly(x)
        .times(b.div(l).ln())
        .minus(dec(1).div(l).minus(dec(1).div(b)))
        .div(b.div(a).ln())
}

describe('expectedLoss', () => {
  test('agrees with the textbook forms in 60 digits', () => {
    let positive = 0
    fc.assert(
      fc.property(anyLaw, logScale(-3, 1), (law, x) => {
        const exact = exactLoss(law, x)
        // A double cannot place x, 1/a or 1/b better than this.
        const resolution = Number.EPSILON * 2 * Math.max(x, 1)
        if (exact.gt(0)) positive += 1
        expect(Math.abs(expectedLoss(law, x) - exact.toNumber())).toBeLessThanOrEqual(
          1e-12 * exact.toNumber() + resolution * bankruptShare(law, x + resolution),
        )
      }),
      { numRuns: 300 },
    )
    expect(positive).toBeGreaterThan(100)
  })

  test('keeps its digits just above the first bankruptcy', () => {
    let compared = 0
    for (const kind of ['uniform', 'loguniform'] as const) {
      for (const exponent of [-40, -30, -20, -10, -5, 0]) {
        const law = { kind, min: 1, max: 128 }
        const x = 2 ** -7 * (1 + 2 ** exponent)
        expect(Math.abs(expectedLoss(law, x) / exactLoss(law, x).toNumber() - 1)).toBeLessThan(1e-13)
        compared += 1
      }
    }
    expect(compared).toBe(12)
  })

  test('is 0 where nobody is bankrupt and x less the mean cushion where everybody is', () => {
    fc.assert(
      fc.property(anyLaw, (law) => {
        expect(expectedLoss(law, 0)).toBe(0)
        expect(expectedLoss(law, -1)).toBe(0)
        expect(expectedLoss(law, 3)).toBeCloseTo(3 - meanCushion(law), 12)
        expect(bankruptShare(law, 3)).toBeCloseTo(1, 12)
      }),
    )
  })

  test('has the bankrupt share as its slope', () => {
    fc.assert(
      fc.property(anyLaw, unitLoss, (law, x) => {
        const step = 1e-5 * Math.max(x, 1e-3)
        const slope = (expectedLoss(law, x + step) - expectedLoss(law, x - step)) / (2 * step)
        expect(slope).toBeGreaterThanOrEqual(bankruptShare(law, x - step) - 1e-8)
        expect(slope).toBeLessThanOrEqual(bankruptShare(law, x + step) + 1e-8)
      }),
      { numRuns: 300 },
    )
  })
})

describe('bankruptShare', () => {
  test('stays within 0..1 and rises with the unit loss', () => {
    fc.assert(
      fc.property(anyLaw, unitLoss, unitLoss, (law, x, y) => {
        const [low, high] = [bankruptShare(law, Math.min(x, y)), bankruptShare(law, Math.max(x, y))]
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(high).toBeGreaterThanOrEqual(low - 1e-12)
      }),
      { numRuns: 300 },
    )
  })

  test('of a point law is 1 only beyond its cushion', () => {
    const law: LeverageLaw = { kind: 'point', leverage: 10 }
    expect([0.0999, 0.1, 0.1001].map((x) => bankruptShare(law, x))).toEqual([0, 0, 1])
  })

  test('gives the BitMEX calibration of methodology 4.3', () => {
    const law: LeverageLaw = { kind: 'loguniform', min: 1, max: 100 }
    expect(1 - bankruptShare(law, 1 / 54)).toBeCloseTo(0.866, 3)
    expect(1 - bankruptShare(law, 1 / 47)).toBeCloseTo(0.836, 3)
  })
})

describe('solveUnitLoss', () => {
  test('inverts the loss to 1e-9, or to the resolution of a double', () => {
    fc.assert(
      fc.property(anyLaw, logScale(-12, 1), (law, r) => {
        const x = solveUnitLoss(law, r)
        const resolution = Number.EPSILON * x
        expect(Math.abs(expectedLoss(law, x) - r)).toBeLessThanOrEqual(1e-9 * r + resolution)
      }),
      { numRuns: 1000 },
    )
  })

  test('inverts the two leverage ranges to 1e-9 even for tiny losses', () => {
    const range = fc.record({
      kind: fc.constantFrom('uniform' as const, 'loguniform' as const),
      min: fc.double({ min: 1, max: 10, noNaN: true }),
      max: fc.double({ min: 11, max: 1000, noNaN: true }),
    })
    fc.assert(
      fc.property(range, logScale(-14, 1), (law, r) => {
        expect(Math.abs(expectedLoss(law, solveUnitLoss(law, r)) / r - 1)).toBeLessThan(1e-9)
      }),
      { numRuns: 500 },
    )
  })

  test('is the same for a mixture of one part as for the part', () => {
    fc.assert(
      fc.property(anyLaw, logScale(-6, 0), (law, r) => {
        const wrapped: LeverageLaw = { kind: 'mixture', parts: [{ weight: 1, law }] }
        expect(Math.abs(solveUnitLoss(wrapped, r) / solveUnitLoss(law, r) - 1)).toBeLessThan(1e-12)
      }),
    )
  })

  test('of 0 is the largest move that costs nothing', () => {
    expect(solveUnitLoss({ kind: 'loguniform', min: 1, max: 50 }, 0)).toBe(0.02)
    expect(solveUnitLoss({ kind: 'cushion_uniform', min: 0.01, max: 0.5 }, 0)).toBe(0.01)
    expect(solveUnitLoss({ kind: 'point', leverage: 4 }, 0)).toBe(0.25)
    const law: LeverageLaw = { kind: 'uniform', min: 2, max: 5 }
    const parts = [
      { weight: 0.5, law },
      { weight: 0.5, law: { kind: 'point', leverage: 3 } as const },
    ]
    expect(solveUnitLoss({ kind: 'mixture', parts }, 0)).toBe(0.2)
  })

  test('refuses a negative loss and NaN', () => {
    const law: LeverageLaw = { kind: 'point', leverage: 10 }
    expect(() => solveUnitLoss(law, -1e-9)).toThrow('loss per unit of open interest is -1e-9; accepted: 0 or more')
    expect(() => solveUnitLoss(law, Number.NaN)).toThrow(RangeError)
  })
})

describe('tiersLaw', () => {
  const edges = (maxLeverage: number) => {
    const law = tiersLaw(maxLeverage)
    if (law?.kind !== 'mixture') throw new Error('no tiers')
    return law.parts.map(({ weight, law: part }) => ({ ...part, weight }))
  }

  test('keeps the three tiers from 40x on', () => {
    for (const maxLeverage of [40, 100]) {
      expect(edges(maxLeverage)).toEqual([
        { kind: 'uniform', min: 1, max: 3, weight: 0.363 },
        { kind: 'uniform', min: 3, max: 7, weight: 0.485 },
        { kind: 'uniform', min: 7, max: 40, weight: 0.152 },
      ])
    }
  })

  test('cuts a tier at the highest leverage and drops the tiers above it', () => {
    expect(edges(20).map(({ weight, ...part }) => ({ ...part, weight: weight.toFixed(6) }))).toEqual([
      { kind: 'uniform', min: 1, max: 3, weight: '0.363000' },
      { kind: 'uniform', min: 3, max: 7, weight: '0.485000' },
      { kind: 'uniform', min: 7, max: 20, weight: '0.152000' },
    ])
    expect(edges(5).map(({ weight, ...part }) => ({ ...part, weight: weight.toFixed(6) }))).toEqual([
      { kind: 'uniform', min: 1, max: 3, weight: (0.363 / 0.848).toFixed(6) },
      { kind: 'uniform', min: 3, max: 5, weight: (0.485 / 0.848).toFixed(6) },
    ])
    expect(edges(3)).toEqual([{ kind: 'uniform', min: 1, max: 3, weight: 1 }])
    expect(edges(1.5)).toEqual([{ kind: 'uniform', min: 1, max: 1.5, weight: 1 }])
  })

  test('is null without a highest leverage above 1', () => {
    const invalid = [1, 0.5, 0, -3, Number.NaN, Number.POSITIVE_INFINITY]
    expect(invalid.map(tiersLaw)).toEqual(invalid.map(() => null))
    expect(invalid.map(standardLaws)).toEqual(invalid.map(() => null))
  })

  test('loses more, never less, with a higher highest leverage', () => {
    const highest = fc.double({ min: 1.01, max: 1000, noNaN: true })
    fc.assert(
      fc.property(highest, highest, fc.double({ min: 0.001, max: 1.5, noNaN: true }), (a, b, x) => {
        const low = standardLaws(Math.min(a, b))
        const high = standardLaws(Math.max(a, b))
        if (low === null || high === null) throw new Error('no laws')
        low.forEach((law, index) => {
          const other = high[index] ?? law
          expect(expectedLoss(other, x)).toBeGreaterThanOrEqual(expectedLoss(law, x) * (1 - 1e-12))
        })
      }),
      { numRuns: 300 },
    )
  })
})

describe('standardLaws', () => {
  test('are two log-uniform laws, the second up to 50x, and the tiers', () => {
    expect(standardLaws(125)).toEqual([
      { kind: 'loguniform', min: 1, max: 125 },
      { kind: 'loguniform', min: 1, max: 50 },
      tiersLaw(125),
    ])
    expect(standardLaws(20)?.slice(0, 2)).toEqual([
      { kind: 'loguniform', min: 1, max: 20 },
      { kind: 'loguniform', min: 1, max: 20 },
    ])
  })

  test('are laws the API accepts', () => {
    const laws = [1.01, 3, 7, 12.5, 100, 1000].flatMap((highest) => standardLaws(highest) ?? [])
    expect(laws.map((law) => leverageLawSchema.safeParse(law).success)).toEqual(Array(18).fill(true))
  })
})

describe('leverageLawSchema', () => {
  const nest = (depth: number): unknown =>
    depth === 0 ? { kind: 'point', leverage: 5 } : { kind: 'mixture', parts: [{ weight: 1, law: nest(depth - 1) }] }

  test('accepts every law of the API as it is', () => {
    fc.assert(
      fc.property(anyLaw, (law) => {
        expect(leverageLawSchema.parse(law)).toEqual(law)
      }),
    )
    expect(leverageLawSchema.parse(nest(3))).toEqual(nest(3))
  })

  const half = { weight: 0.5, law: { kind: 'point', leverage: 5 } }
  test.each([
    ['a number', 3, 'the leverage law is 3; accepted: an object with a kind of point'],
    ['an unknown kind', { kind: 'normal' }, 'kind is "normal"; accepted: point, uniform'],
    ['no kind', { leverage: 3 }, 'kind is missing; accepted: point'],
    ['leverage 0', { kind: 'point', leverage: 0 }, 'leverage is 0; accepted: a number from 0.001 to 1000'],
    ['leverage above 1000', { kind: 'point', leverage: 1001 }, 'leverage is 1001; accepted'],
    ['leverage as text', { kind: 'point', leverage: '10' }, 'leverage is "10"; accepted'],
    ['infinite leverage', { kind: 'point', leverage: Number.POSITIVE_INFINITY }, 'leverage is Infinity; accepted'],
    ['no leverage', { kind: 'point' }, 'leverage is missing; accepted'],
    [
      'an extra key',
      { kind: 'point', leverage: 3, min: 1 },
      'a point law has unknown key "min"; accepted: kind, leverage',
    ],
    ['a falling range', { kind: 'uniform', min: 5, max: 4 }, 'max is 4 and min is 5; accepted: max above min'],
    ['an empty range', { kind: 'loguniform', min: 5, max: 5 }, 'max is 5 and min is 5; accepted: max above min'],
    ['cushion 0', { kind: 'cushion_uniform', min: 0, max: 0.5 }, 'min is 0; accepted: a number above 0 and at most 1'],
    ['a cushion above 1', { kind: 'cushion_uniform', min: 0.1, max: 1.5 }, 'max is 1.5; accepted'],
    ['no parts', { kind: 'mixture', parts: [] }, 'parts is a list of 0; accepted: a list of 1 to 20 parts'],
    ['21 parts', { kind: 'mixture', parts: Array(21).fill({ ...half, weight: 1 / 21 }) }, 'parts is a list of 21'],
    ['weights above 1', { kind: 'mixture', parts: [half, half, half] }, 'the weights add up to 1.5; accepted'],
    ['a negative weight', { kind: 'mixture', parts: [{ ...half, weight: -1 }] }, 'weight is -1; accepted'],
    ['four levels of mixture', nest(4), 'mixtures nest too deep; accepted: at most 3 levels'],
    ['a hostile nesting', nest(2000), 'mixtures nest too deep; accepted: at most 3 levels'],
  ])('refuses %s', (_, law, message) => {
    const result = leverageLawSchema.safeParse(law)
    expect(result.error?.issues.map((issue) => issue.message).join('\n')).toContain(message)
  })

  test('accepts weights that add up to 1 within 1e-9, and no further', () => {
    const mixture = (total: number) => ({ kind: 'mixture', parts: [half, { ...half, weight: total - 0.5 }] })
    expect(leverageLawSchema.safeParse(mixture(1 + 5e-10)).success).toBe(true)
    expect(leverageLawSchema.safeParse(mixture(1 + 2e-9)).success).toBe(false)
  })

  test('can be written as JSON schema', () => {
    expect(JSON.stringify(z.toJSONSchema(leverageLawSchema))).toContain('"cushion_uniform"')
  })
})
