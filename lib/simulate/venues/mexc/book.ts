import { assetOf, cryptoAssets } from '@/lib/simulate/world/assets'
import { defineMarket, definePool, type MarketSpec, type PoolSpec, type VenueBook } from '@/lib/simulate/world/book'

const VENUE_OI_USD = 3.1e9
const USDT = cryptoAssets.slice(0, 90)
const USDC = cryptoAssets.slice(0, 4)
const COIN = ['BTC', 'ETH', 'XRP', 'SOL', 'DOGE']
/** Named by a ticker, in no catalogue. */
export const GHOST_TICKER = 'TON_USDT'
/** Offline, still in the catalogue. */
const OFFLINE = 'KAVA_USDT'
/** Contracts from this rank on show one balance, which they share. */
const SHARED_FROM = 40

/** A power of ten of the base asset worth about 5 USD. */
function coinsPerContract(asset: string): string {
  const exponent = Math.round(Math.log10(5 / assetOf(asset).startPrice))
  return exponent >= 0 ? String(10 ** exponent) : (10 ** exponent).toFixed(-exponent)
}

function defineLinear(asset: string, settle: string, oiUsd: number, rank: number): MarketSpec {
  return defineMarket({
    market: `${asset}_${settle}`,
    asset,
    quote: settle,
    settle,
    countedIn: 'contracts',
    contractSize: coinsPerContract(asset),
    sizeDecimals: 0,
    oiUsd,
    maxLeverage: rank < 2 ? 500 : rank < 20 ? 200 : 50,
    listed: `${asset}_${settle}` !== OFFLINE,
    segment: settle,
  })
}

const usdt = USDT.filter(({ symbol }) => `${symbol}_USDT` !== GHOST_TICKER).map(({ symbol, weight }, rank) =>
  defineLinear(symbol, 'USDT', VENUE_OI_USD * weight, rank),
)
const usdc = USDC.map(({ symbol, weight }, rank) => defineLinear(symbol, 'USDC', 0.01 * VENUE_OI_USD * weight, rank))
const coin = COIN.map((asset) =>
  defineMarket({
    market: `${asset}_USD`,
    asset,
    quote: 'USD',
    settle: asset,
    countedIn: 'usd',
    contractSize: asset === 'BTC' ? '100' : '10',
    sizeDecimals: 0,
    oiUsd: 0.01 * VENUE_OI_USD * assetOf(asset).weight,
    maxLeverage: 200,
    segment: asset,
  }),
)

function defineReserve(asset: string, base: number, markets: readonly string[]): PoolSpec {
  const stable = asset.startsWith('USD')
  return definePool({
    pool: `${asset}:${markets[0]}`,
    asset,
    base,
    decimals: 6,
    role: 'isolated',
    price: stable ? 'par' : 'index',
    markets,
    mayBeNegative: true,
  })
}

const pools = [
  ...usdt.slice(0, SHARED_FROM).map((spec, rank) => defineReserve('USDT', 6e6 / (rank + 1), [spec.market])),
  defineReserve(
    'USDT',
    3.3e6,
    usdt.slice(SHARED_FROM).map((spec) => spec.market),
  ),
  ...usdc.map((spec, rank) => defineReserve('USDC', 90_000 / (rank + 1), [spec.market])),
  ...coin.map((spec) => defineReserve(spec.asset, 150_000 / assetOf(spec.asset).startPrice, [spec.market])),
]

const markets = [...usdt, ...usdc, ...coin]
export const mexcBook: VenueBook = { venue: 'mexc', markets: () => markets, pools: () => pools }
