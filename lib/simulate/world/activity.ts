import { type Decimal, dec } from '@/lib/core/decimal'
import type { MarketSpec } from '@/lib/simulate/world/book'
import { MINUTE_MS, minuteOf } from '@/lib/simulate/world/calendar'
import type { MarketState } from '@/lib/simulate/world/market-state'
import { between, keyOf, unit } from '@/lib/simulate/world/random'
import type { StressCalendar } from '@/lib/simulate/world/stress'

/** The 24 hours before a minute, in what the venue counts, in base units and in USD at the mark. */
export interface VolumeState {
  readonly amount: Decimal
  readonly baseUnits: Decimal
  readonly usd: Decimal
}

export interface BookLevel {
  readonly price: string
  /** In what the venue counts, in its digits. */
  readonly amount: Decimal
}

/** Best level first on both sides. */
export interface OrderBook {
  readonly bids: readonly BookLevel[]
  readonly asks: readonly BookLevel[]
}

/** A liquidation as it happened; venues tell more or less of it. */
export interface Liquidation {
  /** Unique within its market, grows with time. */
  readonly id: number
  readonly at: Date
  /** Side of the position that was closed. */
  readonly side: 'long' | 'short'
  readonly amount: Decimal
  readonly baseUnits: Decimal
  readonly usd: Decimal
  readonly bankruptcyPrice: string
  readonly fillPrice: string
  /** The fill was worse than the bankruptcy price: somebody has to pay. */
  readonly beyondBankruptcy: boolean
  /** Who closed it in the end. */
  readonly closedBy: 'market' | 'fund' | 'adl'
}

interface Sources {
  readonly seed: number
  readonly stress: StressCalendar
}

const LEVELS = 400
const REACH = 0.05
/** One side within 2 % of the middle, as a share of open interest. */
const DEPTH_SHARE = 0.004

const usdOf = (state: MarketState, amount: Decimal): Decimal =>
  state.amount.isZero() ? dec(0) : state.usd.times(amount).div(state.amount)
const baseOf = (state: MarketState, amount: Decimal): Decimal =>
  state.amount.isZero() ? dec(0) : state.baseUnits.times(amount).div(state.amount)

export function readVolume({ seed }: Sources, venue: string, state: MarketState, minute: number): VolumeState {
  const key = keyOf(seed, 'volume', venue, state.spec.market)
  const turnover = between(key, -1, 0.4, 2.5) * between(key, Math.floor(minute / 60), 0.9, 1.1)
  const amount = dec(state.amount.times(turnover).toFixed(state.spec.sizeDecimals))
  return { amount, baseUnits: baseOf(state, amount), usd: usdOf(state, amount) }
}

/** A book around the mark, thicker away from it and thin in a stress hour. Prices have the digits of the mark. */
export function readOrderBook({ seed, stress }: Sources, venue: string, state: MarketState, minute: number): OrderBook {
  const { spec } = state
  const decimals = state.mark.length - state.mark.indexOf('.') - 1
  const tick = 10 ** -decimals
  const mark = Number(state.mark)
  const thin = stress.stateAt(minute).phase === 'active' ? 0.2 : 1
  const target = state.amount.toNumber() * DEPTH_SHARE * thin
  const side = (sign: -1 | 1): readonly BookLevel[] => {
    const key = keyOf(seed, 'book', venue, spec.market, sign)
    const levels: BookLevel[] = []
    let last = Math.round(mark / tick)
    for (let index = 0; index < LEVELS; index += 1) {
      const distance = REACH * ((index + 1) / LEVELS) ** 1.5
      const ticks = Math.max(1, Math.round((mark * distance) / tick))
      const position = Math.round(mark / tick) + sign * ticks
      if (position * sign <= last * sign || position <= 0) continue
      last = position
      const share = (2 * REACH * between(key, minute * LEVELS + index, 0.5, 1.5)) / (LEVELS * 0.02)
      const amount = dec((target * share).toFixed(spec.sizeDecimals))
      if (amount.gt(0)) levels.push({ price: (position * tick).toFixed(decimals), amount })
    }
    return levels
  }
  return { bids: side(-1), asks: side(1) }
}

/** Liquidations in [from, to), oldest first: few on a calm day, many in a stress hour, some beyond bankruptcy then. */
export function readLiquidations(
  { seed, stress }: Sources,
  venue: string,
  spec: MarketSpec,
  stateAt: (at: Date) => MarketState,
  { from, to }: { readonly from: Date; readonly to: Date },
): readonly Liquidation[] {
  const key = keyOf(seed, 'liquidations', venue, spec.market)
  const found: Liquidation[] = []
  for (let minute = minuteOf(from); minute * MINUTE_MS < to.getTime(); minute += 1) {
    const { phase, event } = stress.stateAt(minute)
    const count = Math.floor((phase === 'active' ? 2 : 0.02) + unit(key, minute))
    for (let index = 0; index < count; index += 1) {
      const own = keyOf(key, minute, index)
      const at = new Date(minute * MINUTE_MS + Math.floor(60_000 * unit(own, 0)))
      if (at < from || at >= to) continue
      found.push(
        toLiquidation(spec, stateAt(at), own, { at, id: minute * 100 + index, active: phase === 'active', event }),
      )
    }
  }
  return found.sort((a, b) => a.at.getTime() - b.at.getTime() || a.id - b.id)
}

interface Happening {
  readonly at: Date
  readonly id: number
  readonly active: boolean
  readonly event: { readonly direction: -1 | 1 } | null
}

function toLiquidation(spec: MarketSpec, state: MarketState, own: number, happening: Happening): Liquidation {
  const { at, id, active, event } = happening
  const share = between(own, 1, 0.00002, 0.0006)
  const smallest = 10 ** -spec.sizeDecimals
  const amount = dec(Math.max(state.amount.toNumber() * share, smallest).toFixed(spec.sizeDecimals))
  const falls = active ? (event?.direction ?? -1) < 0 : unit(own, 2) < 0.5
  const beyondBankruptcy = active && unit(own, 3) < 0.25
  const decimals = state.mark.length - state.mark.indexOf('.') - 1
  const mark = Number(state.mark)
  const bankruptcyPrice = (mark * (falls ? 0.998 : 1.002)).toFixed(decimals)
  const worse = between(own, 4, 0.001, 0.02)
  const fill = beyondBankruptcy ? Number(bankruptcyPrice) * (falls ? 1 - worse : 1 + worse) : mark
  return {
    id,
    at,
    side: falls ? 'long' : 'short',
    amount,
    baseUnits: baseOf(state, amount),
    usd: usdOf(state, amount),
    bankruptcyPrice,
    fillPrice: fill.toFixed(decimals),
    beyondBankruptcy,
    closedBy: !beyondBankruptcy ? 'market' : unit(own, 5) < 0.7 ? 'fund' : 'adl',
  }
}
