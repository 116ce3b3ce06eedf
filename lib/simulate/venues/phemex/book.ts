import { cryptoAssets } from '@/lib/simulate/world/assets'
import { defineMarket, type MarketSpec, type VenueBook } from '@/lib/simulate/world/book'

const LINEAR_OI_USD = 0.9e9
const LISTED = cryptoAssets.slice(0, 50)
/** Prices per thousand coins, with a marker before the name. */
const THOUSANDS = ['PEPE', 'SHIB']
const COIN_MARGINED = ['BTC', 'ETH', 'SOL', 'XRP', 'ADA', 'SUI', 'LINK', 'AVAX']
/** Delisted, and still among the tickers. */
const LEFT_OVER = 'GMTUSDT'

function linear(asset: string, quote: 'USDT' | 'USDC', oiUsd: number, maxLeverage: number): MarketSpec {
  const scale = THOUSANDS.includes(asset) ? 1000 : 1
  const base = scale === 1 ? asset : `1000${asset}`
  return defineMarket({
    market: `${scale === 1 ? '' : 'u'}${base}${quote}`,
    asset,
    base,
    scale,
    quote,
    settle: quote,
    sizeDecimals: 3,
    oiUsd,
    maxLeverage,
    segment: quote,
  })
}

const markets: readonly MarketSpec[] = [
  ...LISTED.map(({ symbol, weight }, rank) =>
    linear(symbol, 'USDT', LINEAR_OI_USD * weight, rank < 2 ? 100 : rank < 20 ? 50 : 20),
  ),
  { ...linear('GMT', 'USDT', 1e5, 20), market: LEFT_OVER, listed: false },
  ...LISTED.slice(0, 10).map(({ symbol, weight }) => linear(symbol, 'USDC', 0.02 * LINEAR_OI_USD * weight, 20)),
  ...COIN_MARGINED.map((asset, rank) =>
    defineMarket({
      market: asset === 'BTC' ? 'BTCUSD' : `c${asset}USD`,
      asset,
      quote: 'USD',
      settle: asset,
      countedIn: 'usd',
      sizeDecimals: 0,
      oiUsd: 24e6 / (rank + 1) ** 1.5,
      maxLeverage: rank === 0 ? 100 : 20,
      segment: 'coin',
    }),
  ),
]

/** The fund is on a web page only: no pools. */
export const phemexBook: VenueBook = { venue: 'phemex', markets: () => markets, pools: () => [] }
