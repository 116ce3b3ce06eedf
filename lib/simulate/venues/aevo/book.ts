import { assetOf, cryptoAssets } from '@/lib/simulate/world/assets'
import { defineMarket, type MarketSpec, type VenueBook } from '@/lib/simulate/world/book'

const OI_USD = 22e6
/** In the list, not active. */
const INACTIVE = 'TON-PERP'

const markets: readonly MarketSpec[] = cryptoAssets.slice(0, 28).map(({ symbol, weight }, rank) =>
  defineMarket({
    market: `${symbol}-PERP`,
    asset: symbol,
    quote: 'USDC',
    settle: 'USDC',
    sizeDecimals: assetOf(symbol).startPrice > 100 ? 4 : 1,
    oiUsd: OI_USD * weight,
    maxLeverage: rank < 2 ? 50 : 20,
    listed: `${symbol}-PERP` !== INACTIVE,
    segment: 'usdc',
  }),
)

/** No fund is published. */
export const aevoBook: VenueBook = { venue: 'aevo', markets: () => markets, pools: () => [] }
