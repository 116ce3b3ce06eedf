import { assetOf, cryptoAssets } from '@/lib/simulate/world/assets'
import { defineMarket, definePool, type MarketSpec, type VenueBook } from '@/lib/simulate/world/book'

const VENUE_OI_USD = 240e6
const LISTED = cryptoAssets.slice(0, 45)
/** Listed by a builder, behind whose markets the platform fund does not stand. */
const BUILDER_MARKETS = [
  ['TSLA', 'mythos'],
  ['AAPL', 'mythos'],
] as const

const digitsOf = (price: number) => Math.min(Math.max(Math.round(Math.log10(price)) + 1, 0), 6)

const platform: readonly MarketSpec[] = LISTED.map((asset, rank) =>
  defineMarket({
    market: `PERP_${asset.symbol}_USDC`,
    asset: asset.symbol,
    quote: 'USDC',
    settle: 'USDC',
    sizeDecimals: digitsOf(asset.startPrice),
    oiUsd: VENUE_OI_USD * asset.weight,
    maxLeverage: rank < 2 ? 50 : rank < 20 ? 20 : 10,
    segment: 'platform',
  }),
)

const builder: readonly MarketSpec[] = BUILDER_MARKETS.map(([symbol, name]) =>
  defineMarket({
    market: `PERP_${symbol}_USDC_${name}`,
    asset: symbol,
    quote: 'USDC',
    settle: 'USDC',
    sizeDecimals: digitsOf(assetOf(symbol).startPrice),
    oiUsd: 400_000,
    maxLeverage: 10,
    segment: name,
  }),
)

const markets = [...platform, ...builder]
const pools = [
  definePool({
    pool: 'platform',
    asset: 'USDC',
    decimals: 6,
    base: 9_800_000,
    markets: platform.map((spec) => spec.market),
  }),
]

export const orderlyBook: VenueBook = { venue: 'orderly', markets: () => markets, pools: () => pools }
