import { Decimal, ZERO } from '@/lib/core/decimal'
import type { ContractType } from '@/lib/core/observation'
import { type OpenInterestUnit, oneSidedOpenInterest } from '@/lib/core/open-interest'

/** A price level of one side: price in the quote asset, size in the book's unit. */
export interface BookLevel {
  readonly price: Decimal
  readonly size: Decimal
}

export interface BookInput {
  /** In any order; levels of size zero are ignored. */
  readonly bids: readonly BookLevel[]
  readonly asks: readonly BookLevel[]
  /** The most levels a side of such an answer has; a side with as many may go on beyond it. Null when it is the whole book. */
  readonly levelLimit: number | null
  readonly contractType: ContractType
  readonly unit: OpenInterestUnit
  /** As in `oneSidedOpenInterest`; needed only when `unit` is `contracts`. */
  readonly contractSize?: Decimal | null
  readonly quoteUsd: Decimal | null
}

export interface Depth {
  readonly midPrice: Decimal
  readonly bidUsd1: Decimal | null
  readonly askUsd1: Decimal | null
  readonly bidUsd2: Decimal | null
  readonly askUsd2: Decimal | null
  /** Why a band is missing. */
  readonly reason: string | null
}

const BANDS = ['0.01', '0.02'] as const

/**
 * US dollars resting within 1 % and 2 % of the middle of a book, each side alone; the bounds count as within. A band
 * that the answered levels do not reach is null with the reason, never a smaller sum. Null when a side is empty or the
 * book is crossed (best bid at or above best ask).
 */
export function measureDepth(input: BookInput): Depth | null {
  const bids = input.bids.filter((level) => level.size.gt(0)).sort((a, b) => b.price.cmp(a.price))
  const asks = input.asks.filter((level) => level.size.gt(0)).sort((a, b) => a.price.cmp(b.price))
  const [bid, ask] = [bids[0], asks[0]]
  if (!bid || !ask || bid.price.gte(ask.price)) return null
  const midPrice = bid.price.plus(ask.price).div(2)
  const reasons = new Set<string>()
  const read = (name: string, levels: readonly BookLevel[], band: string) => {
    const side = sumWithin(input, levels, { midPrice, band: new Decimal(band) })
    if (side.reason !== null) reasons.add(`${name}: ${side.reason}`)
    return side.usd
  }
  const [near, far] = BANDS
  const depth = {
    midPrice,
    bidUsd1: read('bids', bids, near),
    askUsd1: read('asks', asks, near),
    bidUsd2: read('bids', bids, far),
    askUsd2: read('asks', asks, far),
  }
  return { ...depth, reason: reasons.size > 0 ? [...reasons].join('; ') : null }
}

function sumWithin(
  input: BookInput,
  levels: readonly BookLevel[],
  { midPrice, band }: { readonly midPrice: Decimal; readonly band: Decimal },
): { readonly usd: Decimal | null; readonly reason: string | null } {
  const reachOf = ({ price }: BookLevel) => price.minus(midPrice).abs().div(midPrice)
  const reach = levels.reduce((most, level) => Decimal.max(most, reachOf(level)), ZERO)
  if (input.levelLimit !== null && levels.length >= input.levelLimit && reach.lt(band)) {
    return { usd: null, reason: `the answered book ends ${reach.times(100).toFixed(2)} % from the middle` }
  }
  let usd = ZERO
  for (const level of levels) {
    if (reachOf(level).gt(band)) continue
    const value = oneSidedOpenInterest({ ...input, amount: level.size, sourceSides: 1, markPrice: level.price })
    if (value.valueUsd === null) return { usd: null, reason: value.reason }
    usd = usd.plus(value.valueUsd)
  }
  return { usd, reason: null }
}
