import type { Database } from '@/lib/db/client'
import type { FeedItem } from '@/lib/queries/dto/feed'
import { isoTime } from '@/lib/queries/words'

/** What a source of feed items is asked for. */
export interface FeedQuery {
  /** Null: every venue. */
  readonly venue: string | null
  /** How far back what is found in stored rows goes. */
  readonly since: Date
  readonly now: Date
  readonly limit: number
}

/** Finds items of one kind, in no order. */
export type FeedSource = (db: Database, query: FeedQuery) => Promise<readonly FeedItem[]>

/**
 * A tag URI (RFC 4151) that names a thing for ever, wherever the site is served; what is simulated is another thing.
 * Parts are escaped, since ids and names may come from venues.
 */
export function tagUri(parts: readonly string[], simulated: boolean): string {
  const path = [...(simulated ? ['simulated'] : []), ...parts]
    .map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, '\ufffd')))
    .join('/')
  return `tag:coverline,2026:${path}`
}

/** A time as part of an id. */
export const idTime = (at: Date): string => isoTime(at)

/** A ratio as a percentage with one digit. */
export const percent = (ratio: number): string => `${(ratio * 100).toFixed(1)} %`
