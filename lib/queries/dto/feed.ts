import type { IsoTime } from '@/lib/queries/dto/common'

export type FeedKind = 'drawdown' | 'adl' | 'source' | 'disclosure' | 'restated' | 'correction' | 'reply' | 'event'

/** Something that happened. Every field follows from stored rows, so that it stays the same until they change. */
export interface FeedItem {
  /** A tag URI; never changes. */
  readonly id: string
  readonly kind: FeedKind
  readonly venue: string
  readonly title: string
  readonly text: string
  /** Where to read on, from the root of the site. */
  readonly path: string
  readonly publishedAt: IsoTime
  /** When it last said something else. */
  readonly updatedAt: IsoTime
  readonly simulated: boolean
}

export interface Feed {
  readonly id: string
  readonly title: string
  readonly description: string
  /** The page it belongs to, and the feed itself without its suffix. */
  readonly homePath: string
  readonly selfPath: string
  readonly updatedAt: IsoTime
  /** Newest first. */
  readonly items: readonly FeedItem[]
}
