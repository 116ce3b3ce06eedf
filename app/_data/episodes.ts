import { cachedRead } from '@/app/_data/read'
import { type HappeningQuery, listEpisodeIds, listHappenings, readEpisodePage } from '@/lib/queries/episodes'

/** A sitemap may name this many; the newest are in it. */
const MOST_IN_SITEMAP = 5000

/** Record events and detected episodes together, one page of them. */
export const getHappenings = cachedRead((db, now, query: HappeningQuery) => listHappenings(db, query, { now }))

/** One detected episode; null for an unknown id. */
export const getEpisode = cachedRead((db, now, id: string) => readEpisodePage(db, id, { now }))

/** Episodes for the sitemap. */
export const getEpisodeIds = cachedRead((db) => listEpisodeIds(db, MOST_IN_SITEMAP))
