import type { Liquidation, OrderBook, VolumeState } from '@/lib/simulate/world/activity'
import type { MarketSpec, PoolSpec } from '@/lib/simulate/world/book'
import { floorTo, MINUTE_MS } from '@/lib/simulate/world/calendar'
import type { MarketState } from '@/lib/simulate/world/market-state'
import type { PoolState, Victims } from '@/lib/simulate/world/pool-state'
import { keyOf, unit } from '@/lib/simulate/world/random'
import type { StressEvent, StressState } from '@/lib/simulate/world/stress'
import type { World } from '@/lib/simulate/world/world'

/** The world as one venue sees it while it answers one request. */
export interface VenueView {
  readonly venue: string
  readonly now: Date
  /** The minute everything of this answer is read at. */
  readonly at: Date
  readonly markets: readonly MarketSpec[]
  readonly pools: readonly PoolSpec[]
  findMarket(market: string): MarketSpec | null
  market(spec: MarketSpec, at?: Date): MarketState
  pool(spec: PoolSpec, at?: Date): PoolState
  /** As `market` and `pool`, for rows whose open interest or balance goes out as the current one. */
  serveMarket(spec: MarketSpec): MarketState
  servePool(spec: PoolSpec): PoolState
  index(asset: string, at?: Date): string
  /** The 24 hours before. */
  volume(spec: MarketSpec, at?: Date): VolumeState
  orderBook(spec: MarketSpec, at?: Date): OrderBook
  /** In [from, to), oldest first; `to` is never later than now. */
  liquidations(spec: MarketSpec, span: { readonly from: Date; readonly to?: Date }): readonly Liquidation[]
  stress(at?: Date): StressState
  victims(event: StressEvent): Victims
  /** A number in [0, 1) that depends on the seed, the venue, these words and `index`. */
  roll(words: string, index: number): number
}

/** What an answer contained; kept only when it goes out unspoilt. */
export interface Draft {
  readonly pools: PoolState[]
  readonly markets: MarketState[]
}

/** A view at the world's present, and the draft it fills while rows are served. */
export function openView(world: World, venue: string): { readonly view: VenueView; readonly draft: Draft } {
  const now = world.now()
  const at = floorTo(now, MINUTE_MS)
  const book = world.book(venue)
  const draft: Draft = { pools: [], markets: [] }
  const markets = book.markets(at)
  const view: VenueView = {
    venue,
    now,
    at,
    markets,
    pools: book.pools(at),
    findMarket: (market) => markets.find((spec) => spec.market === market) ?? null,
    market: (spec, when = at) => world.market(venue, spec, when),
    pool: (spec, when = at) => world.pool(venue, spec, when),
    serveMarket(spec) {
      const state = world.market(venue, spec, at)
      draft.markets.push(state)
      return state
    },
    servePool(spec) {
      const state = world.pool(venue, spec, at)
      draft.pools.push(state)
      return state
    },
    index: (asset, when = at) => world.index(venue, asset, when),
    volume: (spec, when = at) => world.volume(venue, spec, when),
    orderBook: (spec, when = at) => world.orderBook(venue, spec, when),
    liquidations: (spec, { from, to = now }) =>
      world.liquidations(venue, spec, { from, to: new Date(Math.min(to.getTime(), now.getTime())) }),
    stress: (when = at) => world.stress(when),
    victims: (event) => world.victims(venue, event),
    roll: (words, index) => unit(keyOf(world.seed, 'roll', venue, words), index),
  }
  return { view, draft }
}
