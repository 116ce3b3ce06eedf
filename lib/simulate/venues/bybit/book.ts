import { assetOf, cryptoAssets } from '@/lib/simulate/world/assets'
import {
  defineMarket,
  definePool,
  type MarketSpec,
  makePerQuarter,
  type PoolSpec,
  type VenueBook,
} from '@/lib/simulate/world/book'
import { DAY_MS, dayMonthYear, quarterCode } from '@/lib/simulate/world/calendar'
import { between, keyOf } from '@/lib/simulate/world/random'

const VENUE_OI_USD = 14e9
const LISTED = cryptoAssets.slice(0, 114)
/** Small coins are traded in thousands; the coin's name carries the number, before or after. */
const THOUSANDS: Readonly<Record<string, string>> = {
  PEPE: '1000PEPE',
  SHIB: 'SHIB1000',
  BONK: '1000BONK',
  FLOKI: '1000FLOKI',
}

const MAIN_COUNT = 30
const PORTFOLIO_SIZE = 8
const PORTFOLIO_COUNT = 5
const NEW_LISTINGS = 4

function maxLeverage(rank: number): number {
  return rank < 2 ? 100 : rank < 12 ? 75 : rank < 60 ? 50 : 25
}

function listLinear(expiries: readonly Date[]): readonly MarketSpec[] {
  const perpetuals = LISTED.map((asset, rank) => {
    const base = THOUSANDS[asset.symbol] ?? asset.symbol
    return defineMarket({
      market: `${base}USDT`,
      asset: asset.symbol,
      base,
      scale: base === asset.symbol ? 1 : 1000,
      oiUsd: VENUE_OI_USD * asset.weight,
      maxLeverage: maxLeverage(rank),
      sizeDecimals: asset.startPrice > 100 ? 3 : asset.startPrice > 1 ? 1 : 0,
      segment: 'linear',
    })
  })
  const usdc = ['BTC', 'ETH', 'SOL'].map((asset) =>
    defineMarket({
      market: `${asset}PERP`,
      asset,
      quote: 'USDC',
      settle: 'USDC',
      oiUsd: VENUE_OI_USD * 0.03 * assetOf(asset).weight,
      maxLeverage: 50,
      sizeDecimals: 3,
      segment: 'linear',
    }),
  )
  const dated = expiries.map((expiry) =>
    defineMarket({
      market: `BTCUSDT-${dayMonthYear(expiry)}`,
      asset: 'BTC',
      expiry,
      oiUsd: 60e6,
      maxLeverage: 25,
      sizeDecimals: 3,
      segment: 'linear',
    }),
  )
  return [...perpetuals, ...usdc, ...dated]
}

function inverse(market: string, asset: string, oiUsd: number, expiry: Date | null): MarketSpec {
  return defineMarket({
    market,
    asset,
    quote: 'USD',
    settle: asset,
    expiry,
    countedIn: 'usd',
    sizeDecimals: 0,
    oiUsd,
    maxLeverage: expiry ? 50 : 100,
    segment: 'inverse',
  })
}

function listInverse(expiries: readonly Date[]): readonly MarketSpec[] {
  return [
    inverse('BTCUSD', 'BTC', 420e6, null),
    inverse('ETHUSD', 'ETH', 150e6, null),
    inverse('XRPUSD', 'XRP', 35e6, null),
    inverse('SOLUSD', 'SOL', 30e6, null),
    ...expiries.map((expiry) => inverse(`BTCUSD${quarterCode(expiry)}`, 'BTC', 40e6, expiry)),
    ...expiries.slice(0, 1).map((expiry) => inverse(`ETHUSD${quarterCode(expiry)}`, 'ETH', 15e6, expiry)),
  ]
}

/** Shared pools are written down once a day at 00:00 UTC, isolated ones every minute. */
const shared = { everyMs: DAY_MS, price: 'published' } as const
const isolated = { role: 'isolated', price: 'published', mayBeNegative: true } as const

function listPools(markets: readonly MarketSpec[]): readonly PoolSpec[] {
  const linear = markets.filter((spec) => spec.segment === 'linear')
  const usdt = linear.filter((spec) => spec.settle === 'USDT' && !spec.expiry).map((spec) => spec.market)
  const dated = linear.filter((spec) => spec.expiry).map((spec) => spec.market)
  const usdc = linear.filter((spec) => spec.settle === 'USDC').map((spec) => spec.market)
  const settledIn = (coin: string) => markets.filter((spec) => spec.settle === coin).map((spec) => spec.market)
  const portfolios = Array.from({ length: PORTFOLIO_COUNT }, (_, index) => {
    const from = MAIN_COUNT + index * PORTFOLIO_SIZE
    return definePool({
      pool: `portfolio-${index + 1}`,
      asset: 'USDT',
      base: between(keyOf(1, 'bybit portfolio'), index, 2e6, 4e6),
      markets: usdt.slice(from, from + PORTFOLIO_SIZE),
      ...shared,
    })
  })
  const isolatedFrom = MAIN_COUNT + PORTFOLIO_COUNT * PORTFOLIO_SIZE + NEW_LISTINGS
  const single = usdt.slice(isolatedFrom).map((market, index) =>
    definePool({
      pool: market,
      asset: 'USDT',
      // One pool holds pocket money, as in the venue's own example.
      base: index === 7 ? 23.45 : 20_000 * 150 ** between(keyOf(1, 'bybit isolated'), index, 0, 1),
      markets: [market],
      ...isolated,
    }),
  )
  return [
    definePool({
      pool: 'main',
      asset: 'USDT',
      base: 185e6,
      markets: [...usdt.slice(0, MAIN_COUNT), ...dated],
      ...shared,
    }),
    ...portfolios,
    definePool({
      pool: 'new-listings',
      asset: 'USDT',
      base: 8.4e6,
      markets: usdt.slice(isolatedFrom - NEW_LISTINGS, isolatedFrom),
      ...shared,
    }),
    ...single,
    definePool({ pool: 'usdc', asset: 'USDC', base: 21e6, markets: usdc, ...shared }),
    definePool({ pool: 'btc', asset: 'BTC', base: 410, markets: settledIn('BTC'), ...shared }),
    definePool({ pool: 'eth', asset: 'ETH', base: 5_200, markets: settledIn('ETH'), ...shared }),
    definePool({ pool: 'XRPUSD', asset: 'XRP', base: 350_000, markets: settledIn('XRP'), ...isolated }),
    definePool({ pool: 'SOLUSD', asset: 'SOL', base: 2_900, markets: settledIn('SOL'), ...isolated }),
  ]
}

const listed = makePerQuarter(2, (expiries) => {
  const markets = [...listLinear(expiries), ...listInverse(expiries)]
  return { markets, pools: listPools(markets) }
})

export const bybitBook: VenueBook = {
  venue: 'bybit',
  markets: (at) => listed(at).markets,
  pools: (at) => listed(at).pools,
}
