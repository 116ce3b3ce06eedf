import { assetOf, cryptoAssets } from '@/lib/simulate/world/assets'
import {
  defineMarket,
  definePool,
  type MarketSpec,
  makePerQuarter,
  type PoolSpec,
  type VenueBook,
} from '@/lib/simulate/world/book'
import { quarterCode } from '@/lib/simulate/world/calendar'

const VENUE_OI_USD = 4.2e9
const USDT_LISTED = cryptoAssets.slice(0, 80)
const USDC_LISTED = cryptoAssets.slice(0, 6)
const COIN_LISTED = cryptoAssets.slice(0, 4)
/** Large contracts have a pool of their own; the others share, ten at a time. */
const OWN_POOLS = 5
const SHARED_BY = 10

/** Taken off, and announced: in the list of instruments, not traded. */
const OFFLINE = 'KAVAUSDT'
const ANNOUNCED = 'FLOWUSDT'

const digitsFor = (asset: string) => (assetOf(asset).startPrice > 100 ? 4 : 1)

const usdt: readonly MarketSpec[] = USDT_LISTED.map((asset, rank) =>
  defineMarket({
    market: `${asset.symbol}USDT`,
    asset: asset.symbol,
    sizeDecimals: digitsFor(asset.symbol),
    oiUsd: VENUE_OI_USD * asset.weight,
    maxLeverage: rank < 2 ? 125 : rank < 20 ? 75 : 50,
    listed: ![OFFLINE, ANNOUNCED].includes(`${asset.symbol}USDT`),
    segment: 'USDT-FUTURES',
  }),
)

const usdc: readonly MarketSpec[] = USDC_LISTED.map((asset) =>
  defineMarket({
    market: `${asset.symbol}PERP`,
    asset: asset.symbol,
    quote: 'USDC',
    settle: 'USDC',
    sizeDecimals: digitsFor(asset.symbol),
    oiUsd: 0.02 * VENUE_OI_USD * asset.weight,
    maxLeverage: 75,
    segment: 'USDC-FUTURES',
  }),
)

function defineCoinMargined(asset: string, expiry: Date | null): MarketSpec {
  return defineMarket({
    market: expiry ? `${asset}USD${quarterCode(expiry)}` : `${asset}USD`,
    asset,
    quote: 'USD',
    settle: asset,
    expiry,
    sizeDecimals: digitsFor(asset),
    oiUsd: (expiry ? 0.01 : 0.04) * VENUE_OI_USD * assetOf(asset).weight,
    maxLeverage: 100,
    segment: 'COIN-FUTURES',
  })
}

function chunk<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}

const namesOf = (markets: readonly MarketSpec[]) => markets.map((spec) => spec.market)

function defineReserve(asset: string, base: number, markets: readonly string[]): PoolSpec {
  const coin = !asset.startsWith('USD')
  return definePool({
    pool: `${asset}:${markets[0]}`,
    asset,
    base,
    decimals: 8,
    role: 'isolated',
    price: coin ? 'index' : 'par',
    markets,
    mayBeNegative: true,
  })
}

const usdtPools = [
  ...usdt.slice(0, OWN_POOLS).map((spec, rank) => defineReserve('USDT', 9.5e6 / (rank + 1), [spec.market])),
  ...chunk(usdt.slice(OWN_POOLS), SHARED_BY).map((group, rank) =>
    defineReserve('USDT', 2.4e6 / (rank + 1), namesOf(group)),
  ),
]
const usdcPools = [defineReserve('USDC', 310_000, namesOf(usdc))]

const listed = makePerQuarter(2, (expiries) => {
  const coin = COIN_LISTED.map(({ symbol }) => [
    defineCoinMargined(symbol, null),
    ...(symbol === 'BTC' || symbol === 'ETH' ? expiries.map((expiry) => defineCoinMargined(symbol, expiry)) : []),
  ])
  const coinPools = coin.map((group) => {
    const asset = group[0]?.asset ?? ''
    return defineReserve(asset, 900_000 / assetOf(asset).startPrice, namesOf(group))
  })
  return { markets: [...usdt, ...usdc, ...coin.flat()], pools: [...usdtPools, ...usdcPools, ...coinPools] }
})

export const bitgetBook: VenueBook = {
  venue: 'bitget',
  markets: (at) => listed(at).markets,
  pools: (at) => listed(at).pools,
}

/** How the instrument list words the state of a market. */
export function bitgetStatus(spec: MarketSpec): string {
  if (spec.market === ANNOUNCED) return 'listed'
  return spec.listed ? 'online' : 'offline'
}
