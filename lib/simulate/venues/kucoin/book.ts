import { assetOf, cryptoAssets } from '@/lib/simulate/world/assets'
import { defineMarket, type MarketSpec, makePerQuarter, type VenueBook } from '@/lib/simulate/world/book'
import { quarterCode } from '@/lib/simulate/world/calendar'

const LINEAR_OI_USD = 1.6e9
const LISTED = cryptoAssets.slice(0, 70)
/** Still in the list of contracts, no longer open. */
const PAUSED = 'GMTUSDTM'

const nameOf = (asset: string): string => (asset === 'BTC' ? 'XBT' : asset)

/** A power of ten of the base asset worth about 50 USD. */
function lotOf(asset: string): string {
  const exponent = Math.round(Math.log10(50 / assetOf(asset).startPrice))
  return exponent >= 0 ? String(10 ** exponent) : (10 ** exponent).toFixed(-exponent)
}

function linear(asset: string, quote: 'USDT' | 'USDC', oiUsd: number, maxLeverage: number): MarketSpec {
  const market = `${nameOf(asset)}${quote}M`
  return defineMarket({
    market,
    asset,
    base: nameOf(asset),
    quote,
    settle: quote,
    countedIn: 'contracts',
    contractSize: lotOf(asset),
    sizeDecimals: 0,
    oiUsd,
    maxLeverage,
    listed: market !== PAUSED,
    segment: quote,
  })
}

function inverse(asset: string, expiry: Date | null, oiUsd: number): MarketSpec {
  const base = nameOf(asset)
  return defineMarket({
    market: expiry ? `${base}M${quarterCode(expiry)}` : `${base}USDM`,
    asset,
    base,
    quote: 'USD',
    settle: base,
    expiry,
    countedIn: 'usd',
    contractSize: '1',
    sizeDecimals: 0,
    oiUsd,
    maxLeverage: expiry ? 20 : 50,
    segment: base,
  })
}

const markets = makePerQuarter(2, (expiries) => [
  ...LISTED.map(({ symbol, weight }, rank) =>
    linear(symbol, 'USDT', LINEAR_OI_USD * weight, rank < 2 ? 125 : rank < 20 ? 75 : 50),
  ),
  ...LISTED.slice(0, 5).map(({ symbol, weight }) => linear(symbol, 'USDC', 0.01 * LINEAR_OI_USD * weight, 50)),
  ...['BTC', 'ETH', 'SOL', 'XRP'].map((asset, rank) => inverse(asset, null, 18e6 / (rank + 1))),
  ...expiries.map((expiry, index) => inverse('BTC', expiry, 2.4e6 / (index + 1))),
])

/** The fund is on a web page only: no pools. */
export const kucoinBook: VenueBook = { venue: 'kucoin', markets, pools: () => [] }
