import { assetOf, cryptoAssets } from '@/lib/simulate/world/assets'
import { defineMarket, type MarketSpec, makePerQuarter, type VenueBook } from '@/lib/simulate/world/book'
import { dayMonthYear } from '@/lib/simulate/world/calendar'

const LINEAR_OI_USD = 0.5e9
const LINEAR = cryptoAssets.slice(0, 14)

function inverse(asset: string, expiry: Date | null, oiUsd: number): MarketSpec {
  return defineMarket({
    market: expiry ? `${asset}-${dayMonthYear(expiry)}` : `${asset}-PERPETUAL`,
    asset,
    quote: 'USD',
    settle: asset,
    expiry,
    countedIn: 'usd',
    contractSize: asset === 'BTC' ? '10' : '1',
    sizeDecimals: 0,
    oiUsd,
    maxLeverage: 50,
    segment: asset,
  })
}

const linear: readonly MarketSpec[] = LINEAR.map(({ symbol, weight }) =>
  defineMarket({
    market: `${symbol}_USDC-PERPETUAL`,
    asset: symbol,
    quote: 'USDC',
    settle: 'USDC',
    sizeDecimals: assetOf(symbol).startPrice > 100 ? 4 : 1,
    oiUsd: LINEAR_OI_USD * weight,
    maxLeverage: symbol === 'BTC' || symbol === 'ETH' ? 50 : 25,
    segment: 'USDC',
  }),
)

const listed = makePerQuarter(3, (expiries) => [
  inverse('BTC', null, 1.1e9),
  ...expiries.map((expiry, index) => inverse('BTC', expiry, 420e6 / (index + 1))),
  inverse('ETH', null, 480e6),
  ...expiries.slice(0, 2).map((expiry, index) => inverse('ETH', expiry, 110e6 / (index + 1))),
  ...linear,
])

/** The fund is on a web page only: no pools. */
export const deribitBook: VenueBook = { venue: 'deribit', markets: listed, pools: () => [] }
