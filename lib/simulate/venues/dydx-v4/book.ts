import { createHash } from 'node:crypto'
import { bech32 } from '@scure/base'
import { type Asset, cryptoAssets } from '@/lib/simulate/world/assets'
import { defineMarket, definePool, type MarketSpec, type PoolSpec, type VenueBook } from '@/lib/simulate/world/book'

const VENUE_OI_USD = 1.1e9
/** 50 cross and 4 isolated markets. */
const LIVE_COUNT = 54
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
  readonly tier: LiquidityTier
  readonly spec: MarketSpec
}

export interface LiquidityTier {
  readonly id: number
  readonly name: string
  readonly initialMarginPpm: number
  /** Share of the initial margin. */
  readonly maintenancePpm: number
  /** USDC; an upper cap of 0 means no scaling. */
  readonly lowerCap: number
  readonly upperCap: number
}

function defineTier(
  id: number,
  name: string,
  initialMarginPpm: number,
  caps: readonly [number, number],
): LiquidityTier {
  return { id, name, initialMarginPpm, maintenancePpm: 600_000, lowerCap: caps[0], upperCap: caps[1] }
}

export const liquidityTiers = {
  large: defineTier(0, 'Large-Cap', 20_000, [0, 0]),
  middle: defineTier(1, 'Mid-Cap', 50_000, [20e6, 50e6]),
  tail: defineTier(2, 'Long-Tail', 100_000, [5e6, 10e6]),
  isolated: defineTier(4, 'Isolated', 50_000, [0.5e6, 1e6]),
}

function tierOf(rank: number, isolated: boolean): LiquidityTier {
  if (isolated) return liquidityTiers.isolated
  return rank < 2 ? liquidityTiers.large : rank < 20 ? liquidityTiers.middle : liquidityTiers.tail
}

function describePerpetual(asset: Asset, rank: number): Perpetual {
  const listed = rank < LIVE_COUNT
  // Every twelfth live market is isolated: four of them.
  const isolated = listed && rank % ISOLATED_EVERY === ISOLATED_EVERY - 1
  const tier = tierOf(rank, isolated)
  const atomicResolution = Math.round(-Math.log10(asset.startPrice)) - 5
  const id = rank < SHIFTED_FROM ? rank : listed && rank >= NEWEST_FROM ? rank + 100 : rank + 7
  return {
    id,
    clobPairId: rank < SHIFTED_FROM ? rank : rank + 200,
    ticker: `${asset.symbol}-USD`,
    isolated,
    atomicResolution,
    tier,
    spec: defineMarket({
      market: `${asset.symbol}-USD`,
      asset: asset.symbol,
      quote: 'USD',
      settle: 'USDC',
      sizeDecimals: Math.max(Math.min(-atomicResolution - 1, 6), 0),
      oiUsd: isolated ? 700_000 : VENUE_OI_USD * asset.weight,
      maxLeverage: 1_000_000 / tier.initialMarginPpm,
      listed,
      ownMark: false,
      segment: isolated ? 'ISOLATED' : 'CROSS',
    }),
  }
}

/** In the order of the chain, by id. */
export const perpetuals: readonly Perpetual[] = cryptoAssets
  .slice(0, LIVE_COUNT + SETTLED_COUNT)
  .map(describePerpetual)
  .sort((a, b) => a.id - b.id)

const isolatedMarkets = perpetuals.filter((perpetual) => perpetual.isolated)
/** One of the isolated markets never had a fund: an empty account. */
const UNFUNDED = 'FARTCOIN-USD'
const ISOLATED_FUND = 42_000

/** `bech32("dydx", sha256(module name)[0:20])`: the address of a module account. */
export function moduleAddress(moduleName: string): string {
  const hash = createHash('sha256').update(moduleName).digest().subarray(0, 20)
  return bech32.encode('dydx', bech32.toWords(hash))
}

function defineFund(pool: string, base: number, markets: readonly string[], role: 'main' | 'isolated'): PoolSpec {
  return definePool({ pool, asset: 'USDC', decimals: 6, base, role, markets })
}

const pools: readonly PoolSpec[] = [
  defineFund(
    SHARED_FUND,
    21e6,
    perpetuals.filter(({ isolated, spec }) => spec.listed && !isolated).map(({ ticker }) => ticker),
    'main',
  ),
  ...isolatedMarkets.map(({ id, ticker }, index) =>
    defineFund(`${SHARED_FUND}:${id}`, ticker === UNFUNDED ? 0 : ISOLATED_FUND / 5 ** index, [ticker], 'isolated'),
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
