import { cryptoAssets } from '@/lib/simulate/world/assets'
import { defineMarket, definePool, type MarketSpec, type PoolSpec, type VenueBook } from '@/lib/simulate/world/book'

export const CHAINS = ['arbitrum', 'avalanche', 'megaeth'] as const
export type Chain = (typeof CHAINS)[number]

const OI_USD: Readonly<Record<Chain, number>> = { arbitrum: 190e6, avalanche: 14e6, megaeth: 3e6 }
const COUNT: Readonly<Record<Chain, number>> = { arbitrum: 30, avalanche: 8, megaeth: 3 }
/** In the list, with `isDisabled`; the index leaves it out. */
const DISABLED = 'arbitrum:LTC/USD [WETH-USDC]'

export interface Listing {
  readonly chain: Chain
  readonly name: string
  readonly address: string
  readonly spec: MarketSpec
  readonly pool: PoolSpec
}

function list(chain: Chain, symbol: string, tokens: string, share: number, rank: number): Listing {
  const name = `${symbol}/USD [${tokens}]`
  const market = `${chain}:${name}`
  const oiUsd = OI_USD[chain] * share
  return {
    chain,
    name,
    // An address of its own for every market, the same in every run.
    address: `0x${Buffer.from(market).toString('hex').padEnd(40, '0').slice(0, 36)}${rank.toString(16).padStart(4, '0')}`,
    spec: defineMarket({
      market,
      asset: symbol,
      quote: 'USD',
      settle: tokens,
      sizeDecimals: 4,
      oiUsd,
      maxLeverage: rank < 2 ? 100 : 50,
      ownMark: false,
      listed: market !== DISABLED,
      segment: chain,
    }),
    pool: definePool({ pool: market, asset: 'USD', decimals: 6, base: oiUsd * 1.15, markets: [market] }),
  }
}

export const listings: readonly Listing[] = CHAINS.flatMap((chain) => {
  const assets = cryptoAssets.slice(0, COUNT[chain])
  const pooled = assets.map(({ symbol, weight }, rank) =>
    list(chain, symbol, symbol === 'BTC' ? 'WBTC.b-USDC' : 'WETH-USDC', weight, rank),
  )
  // One asset, two pools.
  return chain === 'arbitrum' ? [...pooled, list(chain, 'ETH', 'WETH-WETH', 0.03, assets.length)] : pooled
})

const listed = listings.filter(({ spec }) => spec.listed)

export const gmxBook: VenueBook = {
  venue: 'gmx-v2',
  markets: () => listings.map(({ spec }) => spec),
  pools: () => listed.map(({ pool }) => pool),
}
