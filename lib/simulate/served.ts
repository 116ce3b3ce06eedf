import type { Draft } from '@/lib/simulate/view'
import { type MarketTruth, type PoolTruth, toMarketTruth, toPoolTruth } from '@/lib/simulate/world/world'

export interface ServedRequest {
  readonly venue: string | null
  readonly at: Date
  readonly method: string
  readonly host: string
  readonly path: string
  /** Null when the connection was broken before an answer. */
  readonly status: number | null
  readonly fault: string | null
}

export type Served<T> = T & { readonly servedAt: string }

/** The last values that went out unspoilt, per pool and per market. */
export interface ServedTruth {
  readonly pools: readonly Served<PoolTruth>[]
  readonly markets: readonly Served<MarketTruth>[]
}

export interface ServedLog {
  /** The last 2,000 requests, oldest first. */
  readonly requests: readonly ServedRequest[]
  latest(venue: string): ServedTruth
}

export interface ServedRecorder extends ServedLog {
  addRequest(request: ServedRequest): void
  addDraft(venue: string, draft: Draft, at: Date): void
}

const MAX_REQUESTS = 2_000

interface Book {
  readonly pools: Map<string, Served<PoolTruth>>
  readonly markets: Map<string, Served<MarketTruth>>
}

export function createServedLog(): ServedRecorder {
  const requests: ServedRequest[] = []
  const books = new Map<string, Book>()
  return {
    requests,
    latest(venue) {
      const book = books.get(venue)
      return { pools: [...(book?.pools.values() ?? [])], markets: [...(book?.markets.values() ?? [])] }
    },
    addRequest(request) {
      requests.push(request)
      if (requests.length > MAX_REQUESTS) requests.shift()
    },
    addDraft(venue, draft, at) {
      const servedAt = at.toISOString()
      const book = books.get(venue) ?? { pools: new Map(), markets: new Map() }
      books.set(venue, book)
      for (const state of draft.pools) book.pools.set(state.spec.pool, { ...toPoolTruth(state), servedAt })
      for (const state of draft.markets) book.markets.set(state.spec.market, { ...toMarketTruth(state), servedAt })
    },
  }
}
