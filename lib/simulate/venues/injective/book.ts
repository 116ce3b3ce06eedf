import { createHash } from 'node:crypto'
import { cryptoAssets } from '@/lib/simulate/world/assets'
import { defineMarket, definePool, type MarketSpec, type PoolSpec, type VenueBook } from '@/lib/simulate/world/book'

const VENUE_OI_USD = 46e6
const LIVE = cryptoAssets.slice(0, 24)
/** Settled; its fund is still on the chain. */
const ENDED = 'GMX/USDT PERP'
/** Quoted in the other dollar. */
const IN_USDC = new Set(['ETH', 'SUI'])

function defineTicker(symbol: string, rank: number, ticker: string, quote: string, listed = true): MarketSpec {
  const price = cryptoAssets.find((asset) => asset.symbol === symbol)?.startPrice ?? 1
  return defineMarket({
    market: ticker,
    asset: symbol,
    quote,
    settle: quote,
    sizeDecimals: price > 10_000 ? 5 : price > 100 ? 3 : price > 1 ? 1 : 0,
    oiUsd: VENUE_OI_USD * (cryptoAssets[rank]?.weight ?? 0.001),
    maxLeverage: rank < 2 ? 50 : 20,
    listed,
    segment: 'derivative',
  })
}

const markets: readonly MarketSpec[] = [
  ...LIVE.map((asset, rank) => {
    const quote = IN_USDC.has(asset.symbol) ? 'USDC' : 'USDT'
    return defineTicker(asset.symbol, rank, `${asset.symbol}/${quote} PERP`, quote)
  }),
  defineTicker('GMX', 60, ENDED, 'USDT', false),
]

/** Keccak of oracle, ticker and more on the chain; here anything that has its form and stays the same. */
export function marketId(ticker: string): string {
  return `0x${createHash('sha256').update(ticker).digest('hex')}`
}

const pools: readonly PoolSpec[] = markets.map((spec, rank) =>
  definePool({
    pool: marketId(spec.market),
    asset: spec.quote,
    decimals: 6,
    base: 420_000 / (rank + 1),
    role: rank === 0 ? 'main' : 'isolated',
    markets: [spec.market],
  }),
)

export const injectiveBook: VenueBook = { venue: 'injective', markets: () => markets, pools: () => pools }
