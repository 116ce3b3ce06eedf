import { assetOf, cryptoAssets } from '@/lib/simulate/world/assets'
import { defineMarket, definePool, type MarketSpec, makePerQuarter, type VenueBook } from '@/lib/simulate/world/book'
import { yearMonthDay } from '@/lib/simulate/world/calendar'

const VENUE_OI_USD = 1.6e9
const LINEAR = cryptoAssets.slice(0, 50).map((asset) => asset.symbol)
const DATED = ['BTC', 'ETH']
const COIN_SWAPS = ['BTC', 'ETH', 'XRP', 'LTC', 'ADA']

/** Still in the list of contracts, no longer traded; and one that is not traded yet. */
const DELISTED = 'GMX-USDT'
const PENDING = 'SNX-USDT'

/** A power of ten of the base asset worth about 50 USD. */
function coinsPerContract(asset: string): string {
  const exponent = Math.round(Math.log10(50 / assetOf(asset).startPrice))
  return exponent >= 0 ? String(10 ** exponent) : (10 ** exponent).toFixed(-exponent)
}

function defineLinear(asset: string, expiry: Date | null): MarketSpec {
  const pair = `${asset}-USDT`
  return defineMarket({
    market: expiry ? `${pair}-${yearMonthDay(expiry)}` : pair,
    asset,
    expiry,
    countedIn: 'contracts',
    contractSize: coinsPerContract(asset),
    sizeDecimals: 0,
    oiUsd: (expiry ? 0.02 : 1) * VENUE_OI_USD * assetOf(asset).weight,
    maxLeverage: DATED.includes(asset) ? 200 : 75,
    listed: ![DELISTED, PENDING].includes(pair),
    segment: 'linear',
  })
}

function defineCoinMargined(asset: string, expiry: Date | null): MarketSpec {
  return defineMarket({
    market: expiry ? `${asset}${yearMonthDay(expiry)}` : `${asset}-USD`,
    asset,
    quote: 'USD',
    settle: asset,
    expiry,
    countedIn: 'usd',
    contractSize: asset === 'BTC' ? '100' : '10',
    sizeDecimals: 0,
    oiUsd: (expiry ? 0.02 : 0.06) * VENUE_OI_USD * assetOf(asset).weight,
    maxLeverage: expiry ? 100 : 125,
    segment: expiry ? 'coin-futures' : 'coin-swap',
  })
}

const listed = makePerQuarter(2, (expiries) => {
  const markets = [
    ...[...LINEAR, 'GMX', 'SNX'].map((asset) => defineLinear(asset, null)),
    ...DATED.flatMap((asset) => expiries.map((expiry) => defineLinear(asset, expiry))),
    ...COIN_SWAPS.map((asset) => defineCoinMargined(asset, null)),
    ...DATED.flatMap((asset) => expiries.map((expiry) => defineCoinMargined(asset, expiry))),
  ]
  const platform = definePool({
    pool: 'platform',
    asset: 'USDT',
    base: 21e6,
    decimals: 6,
    markets: markets.map((spec) => spec.market),
  })
  return { markets, pools: [platform] }
})

export const htxBook: VenueBook = {
  venue: 'htx',
  markets: (at) => listed(at).markets,
  pools: (at) => listed(at).pools,
}

/** 0 delisting, 1 listing, 2 pending. */
export function htxStatus(spec: MarketSpec): number {
  if (spec.market === PENDING) return 2
  return spec.listed ? 1 : 0
}
