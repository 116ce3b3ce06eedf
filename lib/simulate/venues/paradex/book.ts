import { cryptoAssets } from '@/lib/simulate/world/assets'
import { defineMarket, definePool, type MarketSpec, type VenueBook } from '@/lib/simulate/world/book'

const VENUE_OI_USD = 420e6

const markets: readonly MarketSpec[] = cryptoAssets.slice(0, 50).map((asset, rank) =>
  defineMarket({
    market: `${asset.symbol}-USD-PERP`,
    asset: asset.symbol,
    quote: 'USD',
    settle: 'USDC',
    sizeDecimals: asset.startPrice > 10_000 ? 4 : asset.startPrice > 100 ? 3 : asset.startPrice > 1 ? 1 : 0,
    oiUsd: VENUE_OI_USD * asset.weight,
    maxLeverage: rank < 2 ? 50 : rank < 12 ? 20 : 10,
    segment: 'perp',
  }),
)

const pools = [
  definePool({
    pool: 'insurance',
    asset: 'USDC',
    decimals: 3,
    base: 6_300_000,
    markets: markets.map((spec) => spec.market),
  }),
]

export const paradexBook: VenueBook = { venue: 'paradex', markets: () => markets, pools: () => pools }
