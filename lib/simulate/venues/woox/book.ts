import { cryptoAssets } from '@/lib/simulate/world/assets'
import { defineMarket, type MarketSpec, type VenueBook } from '@/lib/simulate/world/book'

const OI_USD = 0.16e9
const LISTED = cryptoAssets.slice(0, 80)
export const SUSPENDED = 'PERP_ZIL_USDT'

const markets: readonly MarketSpec[] = [
  ...LISTED.map(({ symbol, weight }, rank) =>
    defineMarket({
      market: `PERP_${symbol}_USDT`,
      asset: symbol,
      sizeDecimals: 3,
      oiUsd: OI_USD * weight,
      maxLeverage: rank < 2 ? 50 : 20,
      segment: 'PERP',
    }),
  ),
  defineMarket({ market: SUSPENDED, asset: 'ZIL', oiUsd: 1e4, maxLeverage: 20, listed: false, segment: 'PERP' }),
]

/** The reply of the path of the fund is not documented: no pools. */
export const wooxBook: VenueBook = { venue: 'woox', markets: () => markets, pools: () => [] }
