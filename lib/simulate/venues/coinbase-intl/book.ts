import { cryptoAssets } from '@/lib/simulate/world/assets'
import { defineMarket, type MarketSpec, type VenueBook } from '@/lib/simulate/world/book'

const OI_USD = 0.35e9
const LISTED = cryptoAssets.slice(0, 24)
/** Counted in thousands of coins, so that what its open interest means is not documented. */
export const THOUSANDS = 'PEPE-PERP'
export const SUSPENDED = ['KSM-PERP', 'ENS-PERP']

const perpetual = (asset: string, oiUsd: number, maxLeverage: number): MarketSpec =>
  defineMarket({
    market: `${asset}-PERP`,
    asset,
    quote: 'USDC',
    settle: 'USDC',
    sizeDecimals: 4,
    oiUsd,
    maxLeverage,
    listed: !SUSPENDED.includes(`${asset}-PERP`),
    segment: 'PERP',
  })

const markets: readonly MarketSpec[] = [
  ...LISTED.map(({ symbol, weight }, rank) => perpetual(symbol, OI_USD * weight, rank < 2 ? 20 : 10)),
  perpetual('KSM', 1e5, 5),
  perpetual('ENS', 1e5, 5),
]

/** No fund is published anywhere: no pools. */
export const coinbaseIntlBook: VenueBook = { venue: 'coinbase-intl', markets: () => markets, pools: () => [] }
