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

const LINEAR_OI_USD = 900e6
const LINEAR = cryptoAssets.slice(0, 40)
const INVERSE = ['BTC', 'ETH', 'SOL', 'XRP', 'LTC'] as const
const DATED = ['BTC', 'ETH'] as const
/** In the tickers, no longer tradeable. */
const ENDED = 'PF_KAVAUSD'

export const nameOf = (asset: string): string => (asset === 'BTC' ? 'XBT' : asset)

const linear: readonly MarketSpec[] = [...LINEAR, ...cryptoAssets.filter(({ symbol }) => symbol === 'KAVA')].map(
  (asset, rank) =>
    defineMarket({
      market: `PF_${nameOf(asset.symbol)}USD`,
      asset: asset.symbol,
      quote: 'USD',
      settle: 'USD',
      sizeDecimals: asset.startPrice > 10_000 ? 4 : asset.startPrice > 100 ? 3 : asset.startPrice > 1 ? 1 : 0,
      oiUsd: LINEAR_OI_USD * asset.weight,
      maxLeverage: rank < 2 ? 50 : rank < 15 ? 25 : 10,
      listed: `PF_${asset.symbol}USD` !== ENDED,
      segment: 'linear',
    }),
)

function defineInverse(asset: string, market: string, oiUsd: number, expiry: Date | null): MarketSpec {
  return defineMarket({
    market,
    asset,
    quote: 'USD',
    settle: asset,
    countedIn: 'usd',
    sizeDecimals: 0,
    oiUsd,
    maxLeverage: 50,
    expiry,
    segment: 'inverse',
  })
}

const perpetuals = [
  ...linear,
  ...INVERSE.map((asset, rank) => defineInverse(asset, `PI_${nameOf(asset)}USD`, 22e6 / (rank + 1), null)),
]

const listAt = makePerQuarter(2, (expiries): readonly MarketSpec[] => [
  ...perpetuals,
  ...expiries.flatMap((expiry) =>
    DATED.map((asset) => defineInverse(asset, `FI_${nameOf(asset)}USD_${yearMonthDay(expiry)}`, 6e6, expiry)),
  ),
])

const pools: readonly PoolSpec[] = [
  definePool({
    pool: 'liquidity-pool',
    asset: 'USD',
    decimals: 2,
    base: 10_200_000,
    everyMs: HOUR_MS,
    markets: linear.filter((spec) => spec.listed).map((spec) => spec.market),
  }),
]

export const krakenBook: VenueBook = { venue: 'kraken', markets: listAt, pools: () => pools }
