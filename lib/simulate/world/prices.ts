import { type Asset, assetOf } from '@/lib/simulate/world/assets'
import type { Paths } from '@/lib/simulate/world/paths'
import { between, keyOf, unit } from '@/lib/simulate/world/random'
import { gapShape, type StressCalendar } from '@/lib/simulate/world/stress'

export interface Prices {
  /** Price of an asset in USD as this venue's index prints it. */
  index(venue: string, symbol: string, minute: number): string
  /** The same of `scale` units, quoted in another asset where that is not a dollar. */
  quoted(venue: string, pair: QuotedPair, minute: number): string
}

export interface QuotedPair {
  readonly asset: string
  readonly scale: number
  readonly quote: string
}

const DOLLARS = new Set(['USD', 'USDT', 'USDC', 'USDE'])
/** Venues weigh their index sources differently: up to 2 basis points apart. */
const VENUE_SPREAD = 0.0002
const QUOTED_DECIMALS = 6

export function isDollar(asset: string): boolean {
  return DOLLARS.has(asset)
}

/** Prices of all assets: one market factor, an own walk each, and the gaps of stress events. */
export function createPrices(seed: number, paths: Paths, stress: StressCalendar): Prices {
  const market = { key: keyOf(seed, 'market'), daily: 0.022, anchor: 0.1 }

  const gapOf = (asset: Asset, minute: number): number => {
    const gaps = stress.eventsAt(minute).map((event) => {
      const shape = gapShape(minute - event.startMinute)
      const reach = between(keyOf(event.key, asset.symbol), 0, 0.85, 1.15) * Math.sqrt(asset.beta)
      const size = Math.min(Math.max(event.gap * reach, 0.055), 0.15)
      return shape * Math.log(1 + event.direction * size)
    })
    return gaps.reduce((total, gap) => total + gap, 0)
  }
  const usdPrice = (symbol: string, minute: number): number => {
    const asset = assetOf(symbol)
    const own = { key: keyOf(seed, 'asset', symbol), daily: asset.volatility, anchor: asset.anchor }
    const drift = asset.beta * paths(market, minute) + paths(own, minute) + gapOf(asset, minute)
    return asset.startPrice * Math.exp(drift)
  }
  const venuePrice = (venue: string, symbol: string, minute: number): number =>
    usdPrice(symbol, minute) * (1 + VENUE_SPREAD * (2 * unit(keyOf(seed, venue, symbol), 0) - 1))

  return {
    index: (venue, symbol, minute) => venuePrice(venue, symbol, minute).toFixed(assetOf(symbol).decimals),
    quoted(venue, { asset, scale, quote }, minute) {
      const usd = scale * venuePrice(venue, asset, minute)
      if (!isDollar(quote)) return (usd / venuePrice(venue, quote, minute)).toFixed(QUOTED_DECIMALS)
      return usd.toFixed(Math.max(assetOf(asset).decimals - Math.round(Math.log10(scale)), 1))
    },
  }
}
