import { createHash } from 'node:crypto'
import { bech32 } from '@scure/base'
import { cryptoAssets } from '@/lib/simulate/world/assets'
import { defineMarket, definePool, type MarketSpec, type PoolSpec, type VenueBook } from '@/lib/simulate/world/book'

const VENUE_OI_USD = 1.1e9
const CROSS_COUNT = 50
/** Closed markets stay on chain and in the indexer; with them the chain's list has a second page. */
const SETTLED_COUNT = 60
const SHARED_FUND = 'insurance_fund'
const ISOLATED_EVERY = 12
/** From here on the number of the order book is no longer the id. */
const SHIFTED_FROM = 30
/** The newest live markets have the highest ids: they are on the last page of the chain's list. */
const NEWEST_FROM = 44

export interface Perpetual {
  readonly id: number
  /** The order book's number; the same as the id only for the first markets. */
  readonly clobPairId: number
  readonly ticker: string
  readonly isolated: boolean
  readonly atomicResolution: number
  readonly liquidityTier: number
  readonly spec: MarketSpec
}

export const liquidityTiers = [
  { id: 0, name: 'Large-Cap', initialMarginPpm: 20_000, maintenancePpm: 600_000, lowerCap: 0, upperCap: 0 },
  { id: 1, name: 'Mid-Cap', initialMarginPpm: 50_000, maintenancePpm: 600_000, lowerCap: 20e6, upperCap: 50e6 },
  { id: 2, name: 'Long-Tail', initialMarginPpm: 100_000, maintenancePpm: 500_000, lowerCap: 5e6, upperCap: 10e6 },
  { id: 4, name: 'Isolated', initialMarginPpm: 50_000, maintenancePpm: 600_000, lowerCap: 0.5e6, upperCap: 1e6 },
] as const

function describePerpetual(rank: number): Perpetual {
  const asset = cryptoAssets[rank]
  if (!asset) throw new RangeError(`no asset of rank ${rank}`)
  const listed = rank < CROSS_COUNT + 4
  // Every twelfth market is isolated until there are four.
  const isolated = listed && rank % ISOLATED_EVERY === ISOLATED_EVERY - 1
  const tier = isolated ? 4 : rank < 2 ? 0 : rank < 20 ? 1 : 2
  const initial = liquidityTiers.find(({ id }) => id === tier)?.initialMarginPpm ?? 0
  const atomicResolution = Math.round(-Math.log10(asset.startPrice)) - 5
  const id = rank < SHIFTED_FROM ? rank : listed && rank >= NEWEST_FROM ? rank + 100 : rank + 7
  return {
    id,
    clobPairId: rank < SHIFTED_FROM ? rank : rank + 200,
    ticker: `${asset.symbol}-USD`,
    isolated,
    atomicResolution,
    liquidityTier: tier,
    spec: defineMarket({
      market: `${asset.symbol}-USD`,
      asset: asset.symbol,
      quote: 'USD',
      settle: 'USDC',
      sizeDecimals: Math.max(Math.min(-atomicResolution - 1, 6), 0),
      oiUsd: isolated ? 700_000 : VENUE_OI_USD * asset.weight,
      maxLeverage: 1_000_000 / initial,
      listed,
      ownMark: false,
      segment: isolated ? 'ISOLATED' : 'CROSS',
    }),
  }
}

/** In the order of the chain, by id. */
export const perpetuals: readonly Perpetual[] = Array.from({ length: CROSS_COUNT + 4 + SETTLED_COUNT }, (_, rank) =>
  describePerpetual(rank),
).sort((a, b) => a.id - b.id)

const isolatedMarkets = perpetuals.filter((perpetual) => perpetual.isolated)

/** `bech32("dydx", sha256(module name)[0:20])`: the address of a module account. */
export function moduleAddress(moduleName: string): string {
  const hash = createHash('sha256').update(moduleName).digest().subarray(0, 20)
  return bech32.encode('dydx', bech32.toWords(hash))
}

function defineFund(pool: string, base: number, markets: readonly string[], role: 'main' | 'isolated'): PoolSpec {
  return definePool({ pool, asset: 'USDC', decimals: 6, base, role, markets })
}

/** The last isolated market never had a fund: an empty account. */
const pools: readonly PoolSpec[] = [
  defineFund(
    SHARED_FUND,
    21e6,
    perpetuals.filter(({ isolated, spec }) => spec.listed && !isolated).map(({ ticker }) => ticker),
    'main',
  ),
  ...isolatedMarkets.map(({ id, ticker }, index) =>
    defineFund(`${SHARED_FUND}:${id}`, [42_000, 8_300, 1_750, 0][index] ?? 0, [ticker], 'isolated'),
  ),
]

export const poolByAddress: ReadonlyMap<string, PoolSpec> = new Map(
  pools.map((spec) => [moduleAddress(spec.pool), spec]),
)

export const dydxBook: VenueBook = {
  venue: 'dydx-v4',
  markets: () => perpetuals.map(({ spec }) => spec),
  pools: () => pools,
}
