import { assetOf, cryptoAssets } from '@/lib/simulate/world/assets'
import { defineMarket, definePool, type MarketSpec, type VenueBook } from '@/lib/simulate/world/book'
import { DAY_MS } from '@/lib/simulate/world/calendar'

const VENUE_OI_USD = 5.5e9
const LISTED = cryptoAssets.slice(0, 90)
/** Still in the list, no longer traded. */
const DELISTING = 'KAVA_USDT'

/** A power of ten of the base asset worth about 5 USD. */
function multiplier(asset: string): string {
  const exponent = Math.round(Math.log10(5 / assetOf(asset).startPrice))
  return exponent >= 0 ? String(10 ** exponent) : (10 ** exponent).toFixed(-exponent)
}

const usdt: readonly MarketSpec[] = LISTED.map((asset, rank) =>
  defineMarket({
    market: `${asset.symbol}_USDT`,
    asset: asset.symbol,
    countedIn: 'contracts',
    contractSize: multiplier(asset.symbol),
    // Lots became decimal in 2026; the contracts that use it say so.
    sizeDecimals: rank % 20 === 19 ? 1 : 0,
    oiUsd: VENUE_OI_USD * asset.weight,
    maxLeverage: rank < 2 ? 125 : rank < 20 ? 100 : 50,
    listed: `${asset.symbol}_USDT` !== DELISTING,
    segment: 'usdt',
  }),
)

const btc: readonly MarketSpec[] = [
  defineMarket({
    market: 'BTC_USD',
    asset: 'BTC',
    quote: 'USD',
    settle: 'BTC',
    countedIn: 'usd',
    sizeDecimals: 0,
    oiUsd: 32e6,
    maxLeverage: 100,
    segment: 'btc',
  }),
]

const markets = [...usdt, ...btc]
const daily = { everyMs: DAY_MS, decimals: 4 } as const
const pools = [
  definePool({ pool: 'usdt', asset: 'USDT', base: 118e6, markets: usdt.map((spec) => spec.market), ...daily }),
  definePool({ pool: 'btc', asset: 'BTC', base: 83.0031, price: 'index', markets: ['BTC_USD'], ...daily }),
]

export const gateBook: VenueBook = { venue: 'gate', markets: () => markets, pools: () => pools }
