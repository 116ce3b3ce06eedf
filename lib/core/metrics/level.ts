import { Decimal, ratio, ZERO } from '@/lib/core/decimal'
import { advanceFlowIndex, splitChange } from '@/lib/core/metrics/flow'
import type { Composition } from '@/lib/core/metrics/fund-money'

/**
 * How much is in a fund, free of price: 1 at our first observation. `units` while it holds one asset, `flow_index`
 * otherwise (methodology 3.1).
 */
export interface Level {
  readonly level: Decimal
  readonly basis: 'units' | 'flow_index'
  /** Highest level so far. */
  readonly peak: Decimal
}

const START = new Decimal(1)

/**
 * Carries the level of a fund from one composition to the next. With one and the same asset on both sides it follows
 * the units; otherwise the midpoint flow over the value before. Starts again at 1 when there is nothing to carry on
 * from (first observation, no value before). A fund whose contracts changed pools keeps its level: what came or went
 * with them is no flow.
 */
export function advanceLevel(
  previous: { readonly level: Level; readonly composition: Composition } | null,
  current: Composition,
  { regrouped = false }: { readonly regrouped?: boolean } = {},
): Level {
  const basis = current.size === 1 ? 'units' : 'flow_index'
  if (previous && regrouped) return { ...previous.level, basis }
  const level = previous ? carry(previous.level.level, previous.composition, current) : null
  if (!previous || level === null) return { level: START, basis, peak: START }
  return { level, basis, peak: Decimal.max(previous.level.peak, level) }
}

function carry(level: Decimal, before: Composition, after: Composition): Decimal | null {
  const [only] = [...before.keys()]
  const from = only === undefined ? undefined : before.get(only)
  const to = only === undefined ? undefined : after.get(only)
  if (before.size === 1 && after.size === 1 && from && to) {
    return from.units.gt(0) ? level.times(to.units).div(from.units) : null
  }
  const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap((asset) => {
    const priceBefore = priceOf(before, asset) ?? priceOf(after, asset)
    const priceAfter = priceOf(after, asset) ?? priceBefore
    if (!priceBefore || !priceAfter) return []
    return [
      {
        unitsBefore: before.get(asset)?.units ?? ZERO,
        unitsAfter: after.get(asset)?.units ?? ZERO,
        priceUsdBefore: priceBefore,
        priceUsdAfter: priceAfter,
      },
    ]
  })
  const valueBefore = changes.reduce(
    (total, change) => total.plus(change.unitsBefore.times(change.priceUsdBefore)),
    ZERO,
  )
  return advanceFlowIndex(level, splitChange(changes).flowUsd, valueBefore)
}

function priceOf(composition: Composition, asset: string): Decimal | null {
  const held = composition.get(asset)
  if (!held?.valueUsd || held.units.isZero()) return null
  return held.valueUsd.div(held.units)
}

/** 1 - level / highest level so far, within 0 and 1; null when the highest is not above zero. */
export function levelDrawdown(level: Decimal, peak: Decimal): number | null {
  if (peak.lte(0)) return null
  const fall = ratio(peak.minus(level), peak)
  return fall === null ? null : Math.min(1, Math.max(0, fall))
}

/** Change of the level against an earlier one, as a ratio; null without an earlier one above zero. */
export function levelChange(level: Decimal, earlier: Decimal | null): number | null {
  return earlier?.gt(0) ? ratio(level.minus(earlier), earlier) : null
}
