import { cryptoAssets } from '@/lib/simulate/world/assets'
import { defineMarket, type MarketSpec, type VenueBook } from '@/lib/simulate/world/book'

const USDT_OI_USD = 1.4e9
const LISTED = cryptoAssets.slice(0, 100)
/** No new positions. */
const CLOSING = ['ACT-USDT', 'OM-USDT']

const contract = (asset: string, quote: 'USDT' | 'USDC', oiUsd: number, maxLeverage: number): MarketSpec =>
  defineMarket({
    market: `${asset}-${quote}`,
    asset,
    quote,
    settle: quote,
    sizeDecimals: 2,
    oiUsd,
    maxLeverage,
    listed: !CLOSING.includes(`${asset}-${quote}`),
    segment: quote,
  })

const markets: readonly MarketSpec[] = [
  ...LISTED.map(({ symbol, weight }, rank) =>
    contract(symbol, 'USDT', USDT_OI_USD * weight, rank < 2 ? 150 : rank < 20 ? 100 : 50),
  ),
  contract('ACT', 'USDT', 1e5, 20),
  contract('OM', 'USDT', 1e5, 20),
  ...LISTED.slice(0, 12).map(({ symbol, weight }) => contract(symbol, 'USDC', 0.02 * USDT_OI_USD * weight, 50)),
]

/** No fund is published anywhere: no pools. */
export const bingxBook: VenueBook = { venue: 'bingx', markets: () => markets, pools: () => [] }
