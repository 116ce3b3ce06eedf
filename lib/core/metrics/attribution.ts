import { type Decimal, dec, sum, ZERO } from '@/lib/core/decimal'
import type { FlowKind } from '@/lib/core/observation'

/** Digits after the point a dollar part is kept to; what is cut off is in the price part, so that the sum stays exact. */
const USD_DECIMALS = 18

/**
 * What a change is made of. Typed flows by the venue's cause; `announced` (the venue or the record says so);
 * `regrouped` (contracts moved between pools); `unexplained` (a venue that types its flows did not type this);
 * `untyped` (the venue publishes no flows: net, cause not published); `price`; pools that `started` or `ended`.
 */
export type AttributionPart =
  | FlowKind
  | 'announced'
  | 'regrouped'
  | 'unexplained'
  | 'untyped'
  | 'price'
  | 'started'
  | 'ended'

/** The parts in the order they are shown. */
export const ATTRIBUTION_PARTS: readonly AttributionPart[] = [
  'surplus',
  'bankruptcy_loss',
  'injection',
  'withdrawal',
  'transfer',
  'announced',
  'regrouped',
  'started',
  'ended',
  'unexplained',
  'untyped',
  'price',
]

/** One asset of a fund at both ends of a period. Null value: no price. */
export interface AssetPeriod {
  readonly asset: string
  readonly before: { readonly units: Decimal; readonly valueUsd: Decimal | null }
  readonly after: { readonly units: Decimal; readonly valueUsd: Decimal | null }
  /** What is known of the change of the units, with its sign. */
  readonly known: readonly { readonly part: AttributionPart; readonly units: Decimal }[]
  /** The venue types the flows of this fund. */
  readonly typed: boolean
}

export interface UnitPart {
  readonly part: AttributionPart
  readonly units: Decimal
  /** Units at the middle of both prices; null where an end has none. */
  readonly usd: Decimal | null
}

export interface AssetAttribution {
  readonly asset: string
  readonly changeUnits: Decimal
  readonly changeUsd: Decimal | null
  /** Units of all parts add up to `changeUnits`, dollars to `changeUsd`, to the last digit. The price moves no units. */
  readonly parts: readonly UnitPart[]
}

/**
 * The change of one asset of a fund by cause: known flows, then what is left of the units, then the price, by the
 * midpoint split of methodology 3.2: a flow counts at (p0+p1)/2, the price moves (q0+q1)/2. Dollars at the prices of
 * the ends; an end with no units takes the price of the other. Exact for stored amounts (18 decimals) up to 1e20 USD.
 */
export function attributeAsset({ asset, before, after, known, typed }: AssetPeriod): AssetAttribution {
  const changeUnits = after.units.minus(before.units)
  const summed = ATTRIBUTION_PARTS.flatMap((part) => {
    const own = known.filter((one) => one.part === part)
    return own.length === 0 ? [] : [{ part, units: sum(own.map(({ units }) => units)) }]
  })
  const rest = changeUnits.minus(sum(summed.map(({ units }) => units)))
  const middle = middlePrice(before, after)
  const priced = [
    ...summed,
    ...(rest.isZero() ? [] : [{ part: typed ? 'unexplained' : 'untyped', units: rest } as const]),
  ].map(
    ({ part, units }): UnitPart => ({
      part,
      units,
      usd: middle === null ? null : units.times(middle).toDecimalPlaces(USD_DECIMALS),
    }),
  )
  if (middle === null || before.valueUsd === null || after.valueUsd === null)
    return { asset, changeUnits, changeUsd: null, parts: priced.map((part) => ({ ...part, usd: null })) }
  const changeUsd = after.valueUsd.minus(before.valueUsd)
  const price = changeUsd.minus(sum(priced.map(({ usd }) => usd ?? ZERO)))
  return {
    asset,
    changeUnits,
    changeUsd,
    parts: price.isZero() ? priced : [...priced, { part: 'price', units: ZERO, usd: price }],
  }
}

function middlePrice(before: AssetPeriod['before'], after: AssetPeriod['after']): Decimal | null {
  const [first, last] = [priceOf(before), priceOf(after)]
  if (first === null && last === null) return before.units.isZero() && after.units.isZero() ? ZERO : null
  if (before.valueUsd === null || after.valueUsd === null) return null
  return (first ?? last ?? ZERO).plus(last ?? first ?? ZERO).div(2)
}

function priceOf({ units, valueUsd }: AssetPeriod['before']): Decimal | null {
  return valueUsd === null || units.isZero() ? null : valueUsd.div(units)
}

export interface UsdPart {
  readonly part: AttributionPart
  readonly usd: Decimal
}

/** Dollar parts added up by cause, in the order they are shown. Exact. */
export function sumParts(
  parts: readonly { readonly part: AttributionPart; readonly usd: Decimal | null }[],
): readonly UsdPart[] {
  return ATTRIBUTION_PARTS.flatMap((part) => {
    const own = parts.flatMap((one) => (one.part === part && one.usd !== null ? [one.usd] : []))
    return own.length === 0 ? [] : [{ part, usd: sum(own) }]
  })
}

/** The flow lies between these, in US dollars. */
export interface FlowBound {
  readonly low: Decimal
  readonly high: Decimal
}

/**
 * What can be said of the flow where only a dollar total is published and its assets are not (methodology 3.2):
 * flow = dV - beta V0 r, with beta, the share that moves with the reference, from 0 to 1. `reference` is r, a plain
 * ratio.
 */
export function boundFlow(before: Decimal, after: Decimal, reference: Decimal): FlowBound {
  const change = after.minus(before)
  const other = change.minus(before.times(dec(reference)))
  return change.lte(other) ? { low: change, high: other } : { low: other, high: change }
}
