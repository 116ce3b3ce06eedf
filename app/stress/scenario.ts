import { type Decimal, dec, plain, ratio, sum } from '@/lib/core/decimal'
import { known } from '@/lib/core/known'
import { haircutOf, shockOf } from '@/lib/core/metrics/asset-policy'
import { lackOfRule } from '@/lib/core/metrics/fund-assets'
import { type Glide, glide } from '@/lib/core/metrics/glide'
import { meanCushion } from '@/lib/core/metrics/leverage-law'
import { readStressInput, type StressInput, type StressResult, stress } from '@/lib/core/metrics/stress'
import { assumedMaintenance, type CurvePoint, stressCurve } from '@/lib/core/metrics/stress-pools'
import { measureWrongWay } from '@/lib/core/metrics/wrong-way'
import type { StressAsset, StressPool, StressVenue } from '@/lib/queries/dto/stress'
import type { StressFields } from '@/lib/render/stress-fields'
import type { NamedLaw, StressInputs } from './inputs'
import { type PoolsTogether, poolsTogether } from './pools'

/** One scenario worked out: what every part of the page reads. */
export interface Scenario {
  readonly fields: StressFields
  readonly inputs: StressInputs
  readonly pool: StressPool | null
  readonly rows: readonly LawRow[]
  /** Under the chosen law. */
  readonly result: StressResult
  /** What the fund can pay, in the unit of the inputs. */
  readonly usable: number
  /** Every pool of the venue one by one; null where one pool, or typed figures, are looked at. */
  readonly together: PoolsTogether | null
}

/** Works out a scenario: the chosen law and those beside it, and for a venue as a whole its pools one by one. */
export function workOut(
  fields: StressFields,
  inputs: StressInputs,
  venue: StressVenue | null,
  pool: StressPool | null,
): Scenario {
  const input = readStressInput(inputs.request)
  return {
    fields,
    inputs,
    pool,
    rows: lawRows(inputs),
    result: stress(input),
    usable: Math.max(0, Number(inputs.request.usable_fund ?? inputs.request.fund)),
    together: venue !== null && pool?.fund === null ? poolsTogether(fields, venue) : null,
  }
}

export interface LawRow {
  readonly named: NamedLaw
  readonly meanMargin: number
  readonly result: StressResult
  readonly chosen: boolean
  readonly standard: boolean
}

/** The chosen law and the others beside it, on the same inputs. */
export function lawRows(inputs: StressInputs): readonly LawRow[] {
  const { standard, ceiling, chosen } = inputs
  const others = [...standard, ...(ceiling === null ? [] : [ceiling])]
  const own = others.some(({ name }) => name === chosen.name) ? [] : [chosen]
  const input = readStressInput(inputs.request)
  return [...own, ...others].map((named) => ({
    named,
    meanMargin: meanCushion(named.law),
    result: stress({ ...input, leverageLaw: named.law }),
    chosen: named.name === chosen.name,
    standard: standard.some(({ name }) => name === named.name),
  }))
}

/** The laws that are drawn: the standard ones, and before them the chosen one where it is none of them. */
export function drawnLaws({ standard, chosen }: StressInputs): readonly NamedLaw[] {
  return standard.some(({ name }) => name === chosen.name) ? standard : [chosen, ...standard]
}

const COVERAGE_GAPS: readonly number[] = [0.05, 0.1, 0.2, 0.3]

export interface CoverageRow {
  readonly gap: number
  readonly cells: readonly { readonly law: NamedLaw; readonly result: StressResult }[]
}

/** Usable fund over shortfall at moves of 5, 10, 20 and 30 %, by law (methodology 1.3). */
export function coverageRows(inputs: StressInputs, laws: readonly NamedLaw[]): readonly CoverageRow[] {
  const input = readStressInput(inputs.request)
  return COVERAGE_GAPS.map((gap) => ({
    gap,
    cells: laws.map((law) => ({ law, result: stress({ ...input, gap, leverageLaw: law.law }) })),
  }))
}

export interface CurveData {
  readonly lines: readonly {
    readonly law: NamedLaw
    readonly points: readonly CurvePoint[]
    /** The gap at which the line meets the usable fund; null when it does not in view. */
    readonly meets: number | null
  }[]
  readonly usable: number
  readonly gap: number
  readonly end: number
}

const CURVE_STEPS = 60
const LEAST_END = 0.2
const MOST_END = 0.95

/** Shortfall over gaps for some laws, far enough to see where the chosen gap and the exhaustion moves are. */
export function curveData(inputs: StressInputs, laws: readonly NamedLaw[], usable: number): CurveData {
  const input = readStressInput(inputs.request)
  const moves = laws.map((law) => stress({ ...input, leverageLaw: law.law }).exhaustion?.gap ?? null)
  const seen = moves.flatMap((move) => (move === null ? [] : [Math.min(0.5, move * 1.15)]))
  const wanted = Math.max(LEAST_END, input.gap * 1.5, ...seen)
  const end = input.side === 'long' ? Math.min(MOST_END, Math.ceil(wanted * 20) / 20) : Math.ceil(wanted * 20) / 20
  const gaps = Array.from({ length: CURVE_STEPS + 1 }, (_, index) => (end * index) / CURVE_STEPS)
  return {
    lines: laws.map((law, index) => {
      const move = moves[index] ?? null
      return {
        law,
        points: stressCurve({ ...input, leverageLaw: law.law }, gaps),
        meets: move !== null && move >= 0 && move <= end ? move : null,
      }
    }),
    usable,
    gap: input.gap,
    end,
  }
}

export type Orderly =
  | { readonly present: false; readonly reason: string }
  | {
      readonly present: true
      readonly maintenance: number
      /** Half the initial margin at the highest leverage, because none was typed in. */
      readonly assumed: boolean
      readonly result: Glide
    }

/** The same fall without a gap: every position is closed at its own trigger (methodology 4.6). */
export function orderly(inputs: StressInputs, fields: StressFields): Orderly {
  const { contract, side, openInterest, gap, slippage, leverageLaw } = readStressInput(inputs.request)
  if (contract !== 'linear' || side !== 'long')
    return { present: false, reason: 'the formula is for linear contracts and a fall' }
  const maintenance =
    fields.maintenance ?? (inputs.maxLeverage === null ? null : assumedMaintenance(inputs.maxLeverage))
  if (maintenance === null) return { present: false, reason: 'no maintenance margin: type one in' }
  const result = glide({ openInterest, leverageLaw, gap, slippage, maintenance })
  return { present: true, maintenance, assumed: fields.maintenance === null, result }
}

export type WrongWay =
  | { readonly present: false; readonly reason: string }
  | {
      readonly present: true
      readonly ratio: number | null
      readonly headlineUsd: string
      readonly stressedUsd: string
      readonly haircutUsd: string
      /** Own tokens of the venue in the fund: counted as nothing in the scenario. */
      readonly ownUsd: string
      readonly unpriced: readonly string[]
      /** The scenario again, with the fund as it is worth in it, and after the policy haircuts. */
      readonly stressed: StressResult
      readonly haircut: StressResult
    }

/** The fund's own assets in the same scenario (methodology 3.4), for pools whose money is counted in dollars. */
export function wrongWay(inputs: StressInputs, pool: StressPool | null, fields: StressFields): WrongWay {
  if (pool === null || fields.money !== null)
    return { present: false, reason: 'of a fund that is typed in, the assets are not known' }
  if (inputs.unit !== 'USD')
    return {
      present: false,
      reason: `the fund holds ${inputs.unit}, the coin its contracts settle in: counted in coins it does not move with the price`,
    }
  const priced = pool.assets.flatMap((asset) =>
    asset.valueUsd === null ? [] : [{ ...asset, valueUsd: dec(asset.valueUsd) }],
  )
  if (priced.length === 0) return { present: false, reason: pool.reason ?? 'no asset of the fund is known' }
  const without = lackOfRule(priced)
  if (without !== null) return { present: false, reason: without }
  const input = readStressInput(inputs.request)
  const fall = input.side === 'long' ? input.gap : -input.gap
  const measured = measureWrongWay(
    priced.map(({ asset, kind, valueUsd }) => ({
      asset,
      valueUsd,
      shock: known(shockOf(kind, fall), `a rule for ${asset}`),
      haircut: known(haircutOf(kind, Math.max(0, fall)), `a rule for ${asset}`),
    })),
  )
  const own = sum(priced.filter(({ kind }) => kind === 'native').map(({ valueUsd }) => valueUsd))
  return {
    present: true,
    ratio: ratio(measured.stressedUsd, measured.headlineUsd.minus(own)),
    headlineUsd: plain(measured.headlineUsd),
    stressedUsd: plain(measured.stressedUsd),
    haircutUsd: plain(measured.haircutUsd),
    ownUsd: plain(own),
    unpriced: pool.assets.filter(({ valueUsd }: StressAsset) => valueUsd === null).map(({ asset }) => asset),
    stressed: stress(rescale(input, measured.headlineUsd, measured.stressedUsd)),
    haircut: stress(rescale(input, measured.headlineUsd, measured.haircutUsd)),
  }
}

/** The same scenario with a fund of another value; the usable part shrinks or grows with it. */
function rescale(input: StressInput, headline: Decimal, value: Decimal): StressInput {
  if (headline.lte(0)) return { ...input, fund: value, usableFund: undefined }
  const scaled = (amount: StressInput['fund']) => dec(amount).times(value).div(headline)
  const usableFund = input.usableFund === undefined ? undefined : scaled(input.usableFund)
  return { ...input, fund: scaled(input.fund), usableFund }
}
