import { assetOf, cryptoAssets } from '@/lib/simulate/world/assets'
import { defineMarket, type MarketSpec, type VenueBook } from '@/lib/simulate/world/book'

const OI_USD = 60e6
/** In the list, not open. */
const CLOSED = 'TON-USDT'

const markets: readonly MarketSpec[] = cryptoAssets.slice(0, 24).map(({ symbol, weight }, rank) =>
  defineMarket({
    market: `${symbol}-USDT`,
    asset: symbol,
    sizeDecimals: assetOf(symbol).startPrice > 100 ? 4 : 1,
    oiUsd: OI_USD * weight,
    maxLeverage: rank < 2 ? 100 : 50,
    listed: `${symbol}-USDT` !== CLOSED,
    segment: 'usdt',
  }),
)

/** No fund is published. */
export const synthetixBook: VenueBook = { venue: 'synthetix', markets: () => markets, pools: () => [] }
