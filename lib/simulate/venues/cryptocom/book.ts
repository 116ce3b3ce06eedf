import { assetOf, cryptoAssets } from '@/lib/simulate/world/assets'
import { defineMarket, definePool, type MarketSpec, makePerQuarter, type VenueBook } from '@/lib/simulate/world/book'
import { yearMonthDay } from '@/lib/simulate/world/calendar'

const VENUE_OI_USD = 0.5e9
const PERPETUALS = cryptoAssets.slice(0, 60).map((asset) => asset.symbol)
const DATED = ['BTC', 'ETH']
/** In the list of instruments, not tradable. */
const HALTED = 'GALAUSD-PERP'
/** In every list, and no derivative. */
export const SPOT_PAIRS = ['BTC_USD', 'ETH_USD']

function defineContract(asset: string, expiry: Date | null): MarketSpec {
  const market = expiry ? `${asset}USD-${yearMonthDay(expiry)}` : `${asset}USD-PERP`
  return defineMarket({
    market,
    asset,
    quote: 'USD',
    settle: 'USD',
    expiry,
    sizeDecimals: assetOf(asset).startPrice > 100 ? 4 : 0,
    oiUsd: (expiry ? 0.03 : 1) * VENUE_OI_USD * assetOf(asset).weight,
    maxLeverage: DATED.includes(asset) ? 100 : 50,
    listed: market !== HALTED,
    segment: expiry ? 'FUTURE' : 'PERPETUAL_SWAP',
  })
}

const listed = makePerQuarter(2, (expiries) => {
  const markets = [
    ...PERPETUALS.map((asset) => defineContract(asset, null)),
    ...DATED.flatMap((asset) => expiries.map((expiry) => defineContract(asset, expiry))),
  ]
  const fund = definePool({
    pool: 'USD',
    asset: 'USD',
    base: 5.6e6,
    decimals: 2,
    markets: markets.map((spec) => spec.market),
  })
  return { markets, pools: [fund] }
})

export const cryptocomBook: VenueBook = {
  venue: 'cryptocom',
  markets: (at) => listed(at).markets,
  pools: (at) => listed(at).pools,
}
