import { z } from 'zod'
import { numberAbove, numberWithin, shown, statesAccepted, statesKeys } from '@/lib/core/metrics/input-schema'
import { entropyExcess, excessOverLog, solveLowerBranch, solvePrincipalBranch } from '@/lib/core/metrics/lambert-w'

/**
 * How effective leverage (notional / equity at the pre-shock mark) is spread over open interest, in notional weights.
 * `cushion_uniform` spreads 1/L instead of L.
 */
export type LeverageLaw =
  | { readonly kind: 'point'; readonly leverage: number }
  | SpreadLaw
  | { readonly kind: 'cushion_uniform'; readonly min: number; readonly max: number }
  | MixtureLaw

interface SpreadLaw {
  readonly kind: 'uniform' | 'loguniform'
  readonly min: number
  readonly max: number
}

interface MixtureLaw {
  readonly kind: 'mixture'
  readonly parts: readonly { readonly weight: number; readonly law: LeverageLaw }[]
}

const LEAST_LEVERAGE = 0.001
const MOST_LEVERAGE = 1000
const MOST_PARTS = 20
const DEEPEST_MIXTURE = 3
const WEIGHT_TOLERANCE = 1e-9
const KINDS = 'point, uniform, loguniform, cushion_uniform, mixture'

const leverageBound = (name: string) => numberWithin(name, LEAST_LEVERAGE, MOST_LEVERAGE)
const cushionBound = (name: string) => numberAbove(name, 0, 1)

const pointSchema = z.strictObject(
  { kind: z.literal('point'), leverage: leverageBound('leverage') },
  statesKeys('a point law', ['kind', 'leverage']),
)
const uniformSchema = rangeSchema('uniform', leverageBound)
const loguniformSchema = rangeSchema('loguniform', leverageBound)
const cushionSchema = rangeSchema('cushion_uniform', cushionBound)

function rangeSchema<Kind extends 'uniform' | 'loguniform' | 'cushion_uniform'>(
  kind: Kind,
  bound: (name: string) => z.ZodNumber,
) {
  return z
    .strictObject(
      { kind: z.literal(kind), min: bound('min'), max: bound('max') },
      statesKeys(`a ${kind} law`, ['kind', 'min', 'max']),
    )
    .superRefine(({ min, max }, context) => {
      if (min < max) return
      context.addIssue({
        code: 'custom',
        path: ['max'],
        message: `max is ${max} and min is ${min}; accepted: max above min`,
      })
    })
}

function mixtureSchema(deeper: z.ZodType<LeverageLaw>) {
  const count = statesAccepted('parts', `a list of 1 to ${MOST_PARTS} parts`)
  const part = z.strictObject(
    { weight: numberAbove('weight', 0, 1), law: deeper },
    statesKeys('a part', ['weight', 'law']),
  )
  return z
    .strictObject(
      { kind: z.literal('mixture'), parts: z.array(part, count).min(1, count).max(MOST_PARTS, count) },
      statesKeys('a mixture law', ['kind', 'parts']),
    )
    .superRefine((law, context) => {
      const total = totalWeight(law.parts)
      if (Math.abs(total - 1) <= WEIGHT_TOLERANCE) return
      const message = `the weights add up to ${total}; accepted: weights that add up to 1`
      context.addIssue({ code: 'custom', path: ['parts'], message })
    })
}

/** One schema per depth, so that a hostile nesting is refused before it is walked. */
function lawSchemaWithin(depth: number): z.ZodType<LeverageLaw> {
  const kind = {
    error: (issue: { readonly input?: unknown }) => {
      const given = z.object({ kind: z.unknown().optional() }).safeParse(issue.input)
      if (!given.success)
        return `the leverage law is ${shown(issue.input)}; accepted: an object with a kind of ${KINDS}`
      if (given.data.kind === 'mixture') return `mixtures nest too deep; accepted: at most ${DEEPEST_MIXTURE} levels`
      return `kind is ${shown(given.data.kind)}; accepted: ${KINDS}`
    },
  }
  if (depth === 0) {
    return z.discriminatedUnion('kind', [pointSchema, uniformSchema, loguniformSchema, cushionSchema], kind)
  }
  const mixture = mixtureSchema(lawSchemaWithin(depth - 1))
  return z.discriminatedUnion('kind', [pointSchema, uniformSchema, loguniformSchema, cushionSchema, mixture], kind)
}

/**
 * The leverage law as the API takes it. Leverages are 0.001 to 1000, cushions above 0 and at most 1, ranges rise, and
 * a mixture has 1 to 20 parts, weights adding up to 1 within 1e-9, and at most 3 levels.
 */
export const leverageLawSchema: z.ZodType<LeverageLaw> = lawSchemaWithin(DEEPEST_MIXTURE)

/**
 * lambda(x) = E[max(0, x - 1/L)]: the loss beyond margin per unit of open interest at unit loss `x` (methodology 4.2),
 * written from the bankrupt edge so that no digits cancel. 0 where nobody is bankrupt.
 */
export function expectedLoss(law: LeverageLaw, x: number): number {
  switch (law.kind) {
    case 'point':
      return Math.max(0, x - 1 / law.leverage)
    case 'cushion_uniform': {
      const beyond = Math.min(x, law.max) - law.min
      return beyond <= 0 ? 0 : (beyond * beyond) / (2 * (law.max - law.min)) + Math.max(0, x - law.max)
    }
    case 'mixture':
      return weighted(law, (part) => expectedLoss(part, x))
    default: {
      const t = edgeDistance(law, x)
      return t === 0 ? 0 : lossToEdge(law, t) + Math.max(0, x - 1 / law.min)
    }
  }
}

/** B(x) = P(1/L < x): the share of open interest that is bankrupt at unit loss `x`, 0..1 (methodology 4.2). */
export function bankruptShare(law: LeverageLaw, x: number): number {
  switch (law.kind) {
    case 'point':
      return x > 1 / law.leverage ? 1 : 0
    case 'cushion_uniform':
      return clampShare((x - law.min) / (law.max - law.min))
    case 'mixture':
      return clampShare(weighted(law, (part) => bankruptShare(part, x)))
    default: {
      const t = edgeDistance(law, x)
      if (t === 0) return 0
      if (x >= 1 / law.min) return 1
      if (law.kind === 'uniform') return clampShare(t / (x * (law.max - law.min)))
      return clampShare(Math.log1p(t) / Math.log1p(spread(law)))
    }
  }
}

/** E[1/L]: the mean margin per unit of open interest (methodology 4.2). */
export function meanCushion(law: LeverageLaw): number {
  switch (law.kind) {
    case 'point':
      return 1 / law.leverage
    case 'uniform':
      return Math.log1p(spread(law)) / (law.max - law.min)
    case 'loguniform':
      return spread(law) / (law.max * Math.log1p(spread(law)))
    case 'cushion_uniform':
      return law.min + (law.max - law.min) / 2
    case 'mixture':
      return weighted(law, meanCushion)
  }
}

/**
 * The unit loss x at which lambda(x) = `r` (methodology 4.4): closed forms, Lambert W for the two leverage ranges,
 * bisection for mixtures. r = 0 gives the largest x that costs nothing. Throws RangeError on a negative r or NaN.
 */
export function solveUnitLoss(law: LeverageLaw, r: number): number {
  if (!(r >= 0)) throw new RangeError(`loss per unit of open interest is ${r}; accepted: 0 or more`)
  switch (law.kind) {
    case 'point':
      return 1 / law.leverage + r
    case 'cushion_uniform': {
      const width = law.max - law.min
      return r >= width / 2 ? law.max + (r - width / 2) : law.min + Math.sqrt(2 * width * r)
    }
    case 'mixture':
      return bisectUnitLoss(law, r)
    default: {
      const whole = lossToEdge(law, spread(law))
      if (r >= whole) return 1 / law.min + (r - whole)
      const t =
        law.kind === 'uniform'
          ? solveLowerBranch(r * (law.max - law.min))
          : solvePrincipalBranch(law.max * r * Math.log1p(spread(law)))
      return 1 / law.max + t / law.max
    }
  }
}

/** b/a - 1. */
function spread(law: SpreadLaw): number {
  return (law.max - law.min) / law.min
}

/** b x - 1 within 0..b/a-1: how far the bankrupt edge 1/x has come down from the highest leverage. */
function edgeDistance(law: SpreadLaw, x: number): number {
  if (x >= 1 / law.min) return spread(law)
  return Math.min(spread(law), Math.max(0, law.max * (x - 1 / law.max)))
}

function lossToEdge(law: SpreadLaw, t: number): number {
  if (law.kind === 'uniform') return excessOverLog(t) / (law.max - law.min)
  return entropyExcess(t) / (law.max * Math.log1p(spread(law)))
}

function clampShare(share: number): number {
  return Math.min(1, Math.max(0, share))
}

function totalWeight(parts: MixtureLaw['parts']): number {
  return parts.reduce((total, part) => total + part.weight, 0)
}

/** Divides by the total, so that weights which add up to 1 only within the tolerance stay a distribution. */
function weighted(law: MixtureLaw, measure: (part: LeverageLaw) => number): number {
  return law.parts.reduce((total, part) => total + part.weight * measure(part.law), 0) / totalWeight(law.parts)
}

/** Bisection to neighbouring doubles between the smallest cushion and r + E[1/L], which Jensen puts at or above x. */
function bisectUnitLoss(law: MixtureLaw, r: number): number {
  let below = leastCushion(law)
  if (r === 0) return below
  let above = r + meanCushion(law)
  for (;;) {
    const middle = below + (above - below) / 2
    if (!(middle > below && middle < above)) return above
    if (expectedLoss(law, middle) < r) below = middle
    else above = middle
  }
}

function leastCushion(law: LeverageLaw): number {
  switch (law.kind) {
    case 'point':
      return 1 / law.leverage
    case 'cushion_uniform':
      return law.min
    case 'mixture':
      return Math.min(...law.parts.map((part) => leastCushion(part.law)))
    default:
      return 1 / law.max
  }
}

/** Open interest by leverage tier reported for Hyperliquid on 15 December 2025; the top edge is assumed (methodology 4.3). */
const TIERS = [
  { weight: 0.363, min: 1, max: 3 },
  { weight: 0.485, min: 3, max: 7 },
  { weight: 0.152, min: 7, max: 40 },
] as const

/** The leverage above which the central law does not look, even where a venue offers more. */
const CENTRAL_CAP = 50

/**
 * Three tiers, uniform inside each, cut at `maxLeverage`: a tier wholly above it drops out, one that straddles it ends
 * there and keeps its weight, and the weights left are brought back to 1. Null unless `maxLeverage` is above 1.
 */
export function tiersLaw(maxLeverage: number): LeverageLaw | null {
  if (!isUsableMaximum(maxLeverage)) return null
  const kept = TIERS.filter((tier) => tier.min < maxLeverage)
  const total = kept.reduce((sum, tier) => sum + tier.weight, 0)
  return {
    kind: 'mixture',
    parts: kept.map((tier) => ({
      weight: tier.weight / total,
      law: { kind: 'uniform', min: tier.min, max: Math.min(tier.max, maxLeverage) },
    })),
  }
}

/**
 * The three laws of the exhaustion band for a highest offered leverage: log-uniform to it, log-uniform to it or 50x, and
 * the tiers. Null unless `maxLeverage` is a finite number above 1.
 */
export function standardLaws(maxLeverage: number): readonly [LeverageLaw, LeverageLaw, LeverageLaw] | null {
  const tiers = tiersLaw(maxLeverage)
  if (tiers === null) return null
  return [
    { kind: 'loguniform', min: 1, max: maxLeverage },
    { kind: 'loguniform', min: 1, max: Math.min(maxLeverage, CENTRAL_CAP) },
    tiers,
  ]
}

function isUsableMaximum(maxLeverage: number): boolean {
  return Number.isFinite(maxLeverage) && maxLeverage > 1
}
