import { assetOf, cryptoAssets } from '@/lib/simulate/world/assets'
import { defineMarket, definePool, type MarketSpec, type VenueBook } from '@/lib/simulate/world/book'

const VENUE_OI_USD = 0.9e9
const USDT = cryptoAssets.slice(0, 40).map((asset) => asset.symbol)
const IN_BITCOIN = ['ETH', 'LTC', 'XRP']

const digitsFor = (asset: string) => (assetOf(asset).startPrice > 100 ? 6 : 2)

const inUsdt: readonly MarketSpec[] = [
  ...USDT.map((asset) =>
    defineMarket({
      market: `${asset}F0:USTF0`,
      asset,
      sizeDecimals: digitsFor(asset),
      oiUsd: VENUE_OI_USD * assetOf(asset).weight,
      maxLeverage: asset === 'BTC' || asset === 'ETH' ? 100 : 20,
      segment: 'USTF0',
    }),
  ),
  // Gold, as the token XAUT.
  defineMarket({
    market: 'XAUTF0:USTF0',
    asset: 'GOLD',
    base: 'XAUT',
    sizeDecimals: 4,
    oiUsd: 3e6,
    maxLeverage: 100,
    segment: 'USTF0',
  }),
]

const inBitcoin: readonly MarketSpec[] = IN_BITCOIN.map((asset) =>
  defineMarket({
    market: `${asset}F0:BTCF0`,
    asset,
    quote: 'BTC',
    settle: 'BTC',
    sizeDecimals: 2,
    oiUsd: 800_000,
    maxLeverage: 20,
    segment: 'BTCF0',
  }),
)

const namesOf = (markets: readonly MarketSpec[]) => markets.map((spec) => spec.market)
const markets = [...inUsdt, ...inBitcoin]
const pools = [
  definePool({ pool: 'USTF0', asset: 'USDT', base: 61e6, markets: namesOf(inUsdt) }),
  definePool({ pool: 'BTCF0', asset: 'BTC', base: 12.5, price: 'index', markets: namesOf(inBitcoin) }),
]

export const bitfinexBook: VenueBook = { venue: 'bitfinex', markets: () => markets, pools: () => pools }
