import { assetOf, cryptoAssets } from '@/lib/simulate/world/assets'
import { defineMarket, type MarketSpec, makePerQuarter, type VenueBook } from '@/lib/simulate/world/book'

const OI_USD = 0.28e9
/** More than one page of products. */
const LISTED = cryptoAssets.slice(0, 104)
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A power of ten of the base asset worth about 50 USD. */
function sizeOf(asset: string): string {
  const exponent = Math.round(Math.log10(50 / assetOf(asset).startPrice))
  return exponent >= 0 ? String(10 ** exponent) : (10 ** exponent).toFixed(-exponent)
}

function contract(asset: string, expiry: Date | null, oiUsd: number, maxLeverage: number): MarketSpec {
  const dated = expiry ? `_${expiry.getUTCDate()}${MONTHS[expiry.getUTCMonth()]}` : ''
  return defineMarket({
    market: `${asset}USD${dated}`,
    asset,
    quote: 'USD',
    settle: 'USD',
    expiry,
    countedIn: 'contracts',
    contractSize: sizeOf(asset),
    sizeDecimals: 0,
    oiUsd,
    maxLeverage,
    segment: expiry ? 'futures' : 'perpetual_futures',
  })
}

const markets = makePerQuarter(1, (expiries) => [
  ...LISTED.map(({ symbol, weight }, rank) =>
    contract(symbol, null, OI_USD * weight, rank < 2 ? 200 : rank < 20 ? 100 : 50),
  ),
  ...expiries.map((expiry) => contract('BTC', expiry, 1.2e6, 50)),
])

/** The fund is on a web page only: no pools. */
export const deltaBook: VenueBook = { venue: 'delta', markets, pools: () => [] }
