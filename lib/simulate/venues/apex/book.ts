import { assetOf, cryptoAssets } from '@/lib/simulate/world/assets'
import { defineMarket, type MarketSpec, type VenueBook } from '@/lib/simulate/world/book'

const OI_USD = 160e6
/** In the list, not traded. */
const OFF = 'TON-USDT'

function define(symbol: string, segment: 'perpetual' | 'stock', oiUsd: number, maxLeverage: number): MarketSpec {
  return defineMarket({
    market: `${symbol}-USDT`,
    asset: symbol,
    sizeDecimals: assetOf(symbol).startPrice > 100 ? 3 : 1,
    oiUsd,
    maxLeverage,
    listed: `${symbol}-USDT` !== OFF,
    segment,
  })
}

const markets: readonly MarketSpec[] = [
  ...cryptoAssets
    .slice(0, 34)
    .map(({ symbol, weight }, rank) => define(symbol, 'perpetual', OI_USD * weight, rank < 2 ? 100 : 50)),
  ...['TSLA', 'NVDA'].map((symbol) => define(symbol, 'stock', 0.8e6, 10)),
]

/** No fund is published. */
export const apexBook: VenueBook = { venue: 'apex', markets: () => markets, pools: () => [] }
