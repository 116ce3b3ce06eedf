import { assetOf, cryptoAssets } from '@/lib/simulate/world/assets'
import { defineMarket, type MarketSpec, type VenueBook } from '@/lib/simulate/world/book'

const OI_USD = 2.4e9
/** In the list, settling: it answers no open interest. */
const SETTLING = 'KASUSDT'

function define(symbol: string, quote: string, oiUsd: number): MarketSpec {
  return defineMarket({
    market: `${symbol}${quote}`,
    asset: symbol,
    quote,
    settle: quote,
    sizeDecimals: assetOf(symbol).startPrice > 100 ? 3 : 0,
    oiUsd,
    maxLeverage: 100,
    listed: `${symbol}${quote}` !== SETTLING,
    segment: quote.toLowerCase(),
  })
}

const markets: readonly MarketSpec[] = [
  ...cryptoAssets.slice(0, 56).map(({ symbol, weight }) => define(symbol, 'USDT', OI_USD * weight)),
  ...['BTC', 'ETH', 'BNB'].map((symbol) => define(symbol, 'USDC', 4e6)),
]

/** No fund is published. */
export const asterBook: VenueBook = { venue: 'aster', markets: () => markets, pools: () => [] }
