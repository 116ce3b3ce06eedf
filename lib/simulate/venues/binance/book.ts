import { cryptoAssets } from '@/lib/simulate/world/assets'
import {
  defineMarket,
  definePool,
  type MarketSpec,
  makePerQuarter,
  type PoolSpec,
  type VenueBook,
} from '@/lib/simulate/world/book'
import { HOUR_MS, yearMonthDay } from '@/lib/simulate/world/calendar'

const VENUE_OI_USD = 18e9
const USDT_COUNT = 50
const USDC_COUNT = 6
const THOUSANDS = new Set(['PEPE', 'SHIB', 'BONK', 'FLOKI'])

const LISTED = cryptoAssets.slice(0, USDT_COUNT)
/** In exchangeInfo and premiumIndex, but not trading. */
const NOT_TRADING: Readonly<Record<string, string>> = { SUSHIUSDT: 'SETTLING', BATUSDT: 'PENDING_TRADING' }

/** The status exchangeInfo gives for a market. */
export function binanceStatus(market: string): string {
  return NOT_TRADING[market] ?? 'TRADING'
}

function listMarkets(expiries: readonly Date[]): readonly MarketSpec[] {
  const linear = LISTED.map((asset, rank) => {
    const base = THOUSANDS.has(asset.symbol) ? `1000${asset.symbol}` : asset.symbol
    return defineMarket({
      market: `${base}USDT`,
      asset: asset.symbol,
      base,
      scale: base === asset.symbol ? 1 : 1000,
      oiUsd: VENUE_OI_USD * asset.weight,
      maxLeverage: rank < 2 ? 125 : 75,
      sizeDecimals: asset.startPrice > 100 ? 3 : asset.startPrice > 1 ? 1 : 0,
      segment: 'um',
    })
  })
  const usdc = LISTED.slice(0, USDC_COUNT).map((asset) =>
    defineMarket({
      market: `${asset.symbol}USDC`,
      asset: asset.symbol,
      quote: 'USDC',
      settle: 'USDC',
      oiUsd: VENUE_OI_USD * 0.06 * asset.weight,
      maxLeverage: 75,
      sizeDecimals: asset.startPrice > 100 ? 3 : 1,
      segment: 'um',
    }),
  )
  const cross = defineMarket({
    market: 'ETHBTC',
    asset: 'ETH',
    quote: 'BTC',
    settle: 'USDT',
    oiUsd: 18e6,
    maxLeverage: 50,
    sizeDecimals: 2,
    segment: 'um',
  })
  const [near, far] = expiries
  const dated = [
    { asset: 'BTC', expiry: near, oiUsd: 180e6 },
    { asset: 'BTC', expiry: far, oiUsd: 90e6 },
    { asset: 'ETH', expiry: near, oiUsd: 70e6 },
  ].flatMap(({ asset, expiry, oiUsd }) =>
    expiry
      ? defineMarket({
          market: `${asset}USDT_${yearMonthDay(expiry)}`,
          asset,
          expiry,
          oiUsd,
          maxLeverage: 50,
          sizeDecimals: 3,
          segment: 'um',
        })
      : [],
  )
  const idle = Object.keys(NOT_TRADING).map((market) =>
    defineMarket({
      market,
      asset: market.replace('USDT', ''),
      oiUsd: 0,
      maxLeverage: 25,
      listed: false,
      segment: 'um',
    }),
  )
  return [...linear, ...usdc, cross, ...dated, ...idle]
}

type Wallet = readonly [asset: string, base: number]

/** One fund: several wallets over one set of contracts, written down on the hour. */
function defineFund(fund: string, markets: readonly MarketSpec[], wallets: readonly Wallet[]): readonly PoolSpec[] {
  return wallets.map(([asset, base]) =>
    definePool({
      pool: `${fund}:${asset}`,
      asset,
      base,
      role: fund === 'innovation' ? 'isolated' : 'main',
      everyMs: HOUR_MS,
      price: asset === 'BTC' ? 'index' : asset === 'BNFCR' ? 'none' : 'par',
      markets: markets.map((spec) => spec.market),
    }),
  )
}

function listPools(markets: readonly MarketSpec[]): readonly PoolSpec[] {
  const rankOf = (spec: MarketSpec) => cryptoAssets.findIndex((asset) => asset.symbol === spec.asset)
  const isMajor = (spec: MarketSpec) => ['BTC', 'ETH', 'BNB'].includes(spec.asset)
  const others = (from: number, to: number) =>
    markets.filter((spec) => !isMajor(spec) && rankOf(spec) >= from && rankOf(spec) < to)
  return [
    ...defineFund('majors', markets.filter(isMajor), [
      ['USDC', 300e6],
      ['USDT', 790e6],
      ['BTC', 61.73143554],
      ['BNFCR', 633_223.99396922],
    ]),
    ...defineFund('large', others(0, 16), [
      ['USDC', 24e6],
      ['USDT', 132e6],
    ]),
    ...defineFund('middle', others(16, 32), [['USDT', 58e6]]),
    ...defineFund('small', others(32, 46), [['USDT', 21e6]]),
    ...defineFund('innovation', others(46, cryptoAssets.length), [['USDT', 5.1e6]]),
  ]
}

const listed = makePerQuarter(2, (expiries) => {
  const markets = listMarkets(expiries)
  return { markets, pools: listPools(markets) }
})

export const binanceBook: VenueBook = {
  venue: 'binance',
  markets: (at) => listed(at).markets,
  pools: (at) => listed(at).pools,
}
