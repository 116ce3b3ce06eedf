import { plain, sum } from '@/lib/core/decimal'
import {
  type Liquidation,
  type OrderBook,
  readLiquidations,
  readOrderBook,
  readVolume,
  type VolumeState,
} from '@/lib/simulate/world/activity'
import type { MarketSpec, PoolSpec, VenueBook } from '@/lib/simulate/world/book'
import { minuteOf } from '@/lib/simulate/world/calendar'
import { type MarketState, readMarketState } from '@/lib/simulate/world/market-state'
import { createPaths } from '@/lib/simulate/world/paths'
import { findVictims, type PoolState, readPoolState, type Victims } from '@/lib/simulate/world/pool-state'
import { createPrices } from '@/lib/simulate/world/prices'
import { createStressCalendar, type StressEvent, type StressState, stressWindow } from '@/lib/simulate/world/stress'

/** A pool as it truly is: what every payload about it was derived from. Amounts are decimal text. */
export interface PoolTruth {
  readonly pool: string
  readonly asset: string
  readonly units: string
  readonly usd: string | null
  readonly markets: readonly string[]
  readonly sampledAt: string
  readonly partOf: string | null
}

/** Open interest of a market, one side counted once. */
export interface MarketTruth {
  readonly market: string
  readonly listed: boolean
  readonly baseUnits: string
  readonly usd: string
  readonly mark: string
}

export interface VenueTruth {
  readonly venue: string
  readonly at: string
  readonly pools: readonly PoolTruth[]
  readonly markets: readonly MarketTruth[]
  /** Sum of the listed markets. */
  readonly oiUsd: string
}

export interface WorldOptions {
  readonly seed: number
  readonly books: readonly VenueBook[]
  readonly clock: () => Date
  /** No stress but the forced one. */
  readonly quiet?: boolean
  readonly stressAt?: readonly Date[]
}

export interface World {
  readonly seed: number
  readonly venues: readonly string[]
  now(): Date
  /** Moves simulated time to this distance from the clock. */
  shiftClock(offsetMs: number): void
  forceStress(at: Date): StressEvent
  stress(at: Date): StressState
  book(venue: string): VenueBook
  index(venue: string, asset: string, at: Date): string
  market(venue: string, spec: MarketSpec, at: Date): MarketState
  pool(venue: string, spec: PoolSpec, at: Date): PoolState
  /** The 24 hours before this minute. */
  volume(venue: string, spec: MarketSpec, at: Date): VolumeState
  orderBook(venue: string, spec: MarketSpec, at: Date): OrderBook
  /** In [from, to), oldest first. */
  liquidations(
    venue: string,
    spec: MarketSpec,
    span: { readonly from: Date; readonly to: Date },
  ): readonly Liquidation[]
  victims(venue: string, event: StressEvent): Victims
  /** Throws RangeError for a venue that is not simulated. */
  truth(venue: string, at: Date): VenueTruth
}

export function toPoolTruth({ spec, units, usd, sampledAt }: PoolState): PoolTruth {
  return {
    pool: spec.pool,
    asset: spec.asset,
    units: plain(units),
    usd: usd && plain(usd),
    markets: spec.markets,
    sampledAt: sampledAt.toISOString(),
    partOf: spec.partOf,
  }
}

export function toMarketTruth({ spec, baseUnits, usd, mark }: MarketState): MarketTruth {
  return { market: spec.market, listed: spec.listed, baseUnits: plain(baseUnits), usd: plain(usd), mark }
}

/** One market for all venues: everything is a function of the seed and the minute asked for. */
export function createWorld({ seed, books, clock, quiet = false, stressAt = [] }: WorldOptions): World {
  const stress = createStressCalendar({ seed, quiet, forced: stressAt })
  const paths = createPaths()
  const prices = createPrices(seed, paths, stress)
  const sources = { seed, paths, prices, stress }
  const bookOf = new Map(books.map((book) => [book.venue, book]))
  let offsetMs = 0

  const book = (venue: string): VenueBook => {
    const found = bookOf.get(venue)
    if (!found) throw new RangeError(`no simulated venue ${venue}, accepted: ${[...bookOf.keys()].join(', ')}`)
    return found
  }
  const market = (venue: string, spec: MarketSpec, at: Date) => readMarketState(sources, venue, spec, minuteOf(at))
  const pool = (venue: string, spec: PoolSpec, at: Date) =>
    readPoolState(sources, venue, spec, book(venue).pools(at), at)

  return {
    seed,
    venues: [...bookOf.keys()],
    now: () => new Date(clock().getTime() + offsetMs),
    shiftClock(ms) {
      offsetMs = ms
    },
    forceStress: stress.force,
    stress: (at) => stress.stateAt(minuteOf(at)),
    book,
    index: (venue, asset, at) => prices.index(venue, asset, minuteOf(at)),
    market,
    pool,
    volume: (venue, spec, at) => readVolume(sources, venue, market(venue, spec, at), minuteOf(at)),
    orderBook: (venue, spec, at) => readOrderBook(sources, venue, market(venue, spec, at), minuteOf(at)),
    liquidations: (venue, spec, span) => readLiquidations(sources, venue, spec, (at) => market(venue, spec, at), span),
    victims: (venue, event) => findVictims(venue, book(venue).pools(stressWindow(event).startAt), event),
    truth(venue, at) {
      const markets = book(venue)
        .markets(at)
        .map((spec) => market(venue, spec, at))
      return {
        venue,
        at: at.toISOString(),
        pools: book(venue)
          .pools(at)
          .map((spec) => toPoolTruth(pool(venue, spec, at))),
        markets: markets.map(toMarketTruth),
        oiUsd: plain(sum(markets.map((state) => state.usd))),
      }
    },
  }
}
