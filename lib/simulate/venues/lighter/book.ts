import { cryptoAssets } from '@/lib/simulate/world/assets'
import { defineMarket, definePool, type MarketSpec, type PoolSpec, type VenueBook } from '@/lib/simulate/world/book'

const VENUE_OI_USD = 1.5e9
const LISTED = cryptoAssets.slice(0, 60)
const INACTIVE = new Set(['GMT', 'APE'])
/** The account of LLP, and of a second system pool that one market names instead. */
export const LLP_INDEX = 281_474_976_710_654
const OTHER_INDEX = 281_474_976_680_784
const OTHER_FUND = 'ENA'

const markets: readonly MarketSpec[] = LISTED.map((asset, rank) =>
  defineMarket({
    market: asset.symbol,
    asset: asset.symbol,
    quote: 'USDC',
    settle: 'USDC',
    sizeDecimals: asset.startPrice > 10_000 ? 5 : asset.startPrice > 100 ? 4 : asset.startPrice > 1 ? 2 : 0,
    oiUsd: VENUE_OI_USD * asset.weight,
    maxLeverage: rank < 2 ? 50 : rank < 15 ? 20 : 10,
    listed: !INACTIVE.has(asset.symbol),
    segment: String(asset.symbol === OTHER_FUND ? OTHER_INDEX : LLP_INDEX),
  }),
)

/** The venue numbers its markets in the order it listed them. */
export const marketIdOf = (spec: MarketSpec): number => markets.findIndex((entry) => entry.market === spec.market)

const LLP = 'llp'

/** One strategy for the large markets, one for the rest. */
export const strategies: readonly PoolSpec[] = [310e6, 95e6].map((base, position) =>
  definePool({ pool: `strategy-${position}`, asset: 'USDC', decimals: 6, base, markets: [], partOf: LLP }),
)

export const llp: PoolSpec = definePool({
  pool: LLP,
  asset: 'USDC',
  decimals: 6,
  base: 640e6,
  markets: markets.filter((spec) => spec.listed && spec.segment === String(LLP_INDEX)).map((spec) => spec.market),
})

export const lighterBook: VenueBook = {
  venue: 'lighter',
  markets: () => markets,
  pools: () => [llp, ...strategies],
}
