import { type Decimal, dec, ZERO } from '@/lib/core/decimal'
import { assetOf } from '@/lib/simulate/world/assets'
import type { MarketSpec } from '@/lib/simulate/world/book'
import type { Paths } from '@/lib/simulate/world/paths'
import { isDollar, type Prices } from '@/lib/simulate/world/prices'
import { between, keyOf, unit } from '@/lib/simulate/world/random'
import { closedShape, type StressCalendar } from '@/lib/simulate/world/stress'

/** A market at one minute, in the digits the venue prints. One side counted once. */
export interface MarketState {
  readonly spec: MarketSpec
  readonly index: string
  readonly mark: string
  /** In what the venue counts: base units or contracts. */
  readonly amount: Decimal
  readonly baseUnits: Decimal
  readonly usd: Decimal
}

interface Sources {
  readonly seed: number
  readonly paths: Paths
  readonly prices: Prices
  readonly stress: StressCalendar
}

const INVERSE_BASE_DECIMALS = 8

/** Open interest in base units before rounding: around its target, moving with the market, cut in stress. */
function baseTarget(sources: Sources, venue: string, spec: MarketSpec, minute: number): number {
  const key = keyOf(sources.seed, 'oi', venue, spec.market)
  const moved = sources.paths({ key, daily: 0.05, anchor: 0.15 }, minute)
  const kept = sources.stress.eventsAt(minute).reduce((share, event) => {
    const closed = between(keyOf(event.key, venue, spec.market), 1, 0.08, 0.3)
    return share * (1 - closed * closedShape(minute - event.startMinute))
  }, 1)
  return (spec.oiUsd / (assetOf(spec.asset).startPrice * spec.scale)) * Math.exp(moved) * kept
}

export function readMarketState(sources: Sources, venue: string, spec: MarketSpec, minute: number): MarketState {
  const index = sources.prices.quoted(venue, spec, minute)
  const basis = 1 + 0.0003 * (2 * unit(keyOf(sources.seed, 'basis', venue, spec.market), minute) - 1)
  const decimals = index.length - index.indexOf('.') - 1
  const mark = spec.ownMark ? (Number(index) * basis).toFixed(decimals) : index
  const state = { spec, index, mark }
  if (!spec.listed) return { ...state, amount: ZERO, baseUnits: ZERO, usd: ZERO }
  const target = baseTarget(sources, venue, spec, minute)
  const size = dec(spec.contractSize)
  const quoteUsd = isDollar(spec.quote) ? dec(1) : dec(sources.prices.index(venue, spec.quote, minute))
  if (spec.countedIn === 'usd') {
    const amount = dec(((target * Number(mark)) / size.toNumber()).toFixed(spec.sizeDecimals))
    const usd = amount.times(size)
    return { ...state, amount, usd, baseUnits: usd.div(mark).toDecimalPlaces(INVERSE_BASE_DECIMALS) }
  }
  const amount = dec((target / size.toNumber()).toFixed(spec.sizeDecimals))
  const baseUnits = amount.times(size)
  return { ...state, amount, baseUnits, usd: baseUnits.times(mark).times(quoteUsd) }
}
