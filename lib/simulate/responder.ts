import type { VenueView } from '@/lib/simulate/view'
import type { VenueBook } from '@/lib/simulate/world/book'

export interface SimulatedRequest {
  readonly method: string
  readonly host: string
  readonly path: string
  readonly query: URLSearchParams
  /** Parsed JSON; undefined when there is no body or it is not JSON. */
  readonly body: unknown
}

/** Where the rows of a payload are: keys and positions from the root. */
export type RowsPath = readonly string[]

export interface Reply {
  readonly status: number
  /** Sent as JSON, or as it is when `text` is set. */
  readonly body: unknown
  readonly text?: boolean
  readonly headers?: Readonly<Record<string, string>>
  /** What the faults work on: row lists to empty or thin out, documented fields to rename or spoil. */
  readonly rows: readonly RowsPath[]
  readonly fields: readonly string[]
}

/** The venue's own words for what may go wrong outside a payload. */
export interface Refusals {
  readonly notFound: Reply
  readonly rateLimited: Reply
  readonly region: Reply
  readonly server: Reply
  /** An error in the venue's envelope, with HTTP 200. */
  readonly envelope: Reply
  /** Unit of `Retry-After`; seconds by the standard. */
  readonly retryAfter: 's' | 'ms'
}

/** One simulated venue. Adding one is a file with a responder and its line in the listing. */
export interface Responder {
  readonly venue: string
  readonly hosts: readonly string[]
  readonly book: VenueBook
  /** Null for a path the venue does not have. */
  handle(request: SimulatedRequest, view: VenueView): Reply | null
  refusals(request: SimulatedRequest, view: VenueView): Refusals
}

interface Shape {
  readonly rows?: readonly RowsPath[]
  readonly fields: readonly [string, ...string[]]
}

/** A payload with HTTP 200. */
export function answer(body: unknown, { rows = [[]], fields }: Shape): Reply {
  return { status: 200, body, rows, fields }
}

/** An answer without rows: an error, or a plain object. */
export function respond(status: number, body: unknown): Reply {
  return { status, body, rows: [], fields: [] }
}

export function respondInText(status: number, body: string): Reply {
  return { status, body, text: true, rows: [], fields: [] }
}

/** A whole number of the query within bounds; null when it is not one. Absence gives the fallback. */
export function readCount(
  query: URLSearchParams,
  name: string,
  { fallback, max, min = 1 }: { fallback: number; max: number; min?: number },
): number | null {
  const text = query.get(name)
  if (text === null || text === '') return fallback
  if (!/^\d{1,9}$/.test(text)) return null
  const value = Number(text)
  return value >= min && value <= max ? value : null
}

/** An epoch in milliseconds of the query; undefined when absent, null when it is not one. */
export function readEpochMs(query: URLSearchParams, name: string): number | undefined | null {
  const text = query.get(name)
  if (text === null || text === '') return undefined
  return /^\d{10,16}$/.test(text) ? Number(text) : null
}
