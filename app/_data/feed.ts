import { memoise } from '@/app/_data/memo'
import { asReadError } from '@/app/_data/read'
import { database } from '@/lib/db/singleton'
import { env } from '@/lib/env'
import { readFeed } from '@/lib/queries/feed/feed'

/** Looks through weeks of rows, so it is kept as long as answers may be used. */
const TTL = { ttlMs: 30_000, most: 100 }

/** The feed of every venue, or of one; null for an unknown venue. */
export const getFeed = memoise(
  async (venue: string | null) => {
    try {
      return await readFeed(database(), venue, { now: new Date(), simulated: env().simulated })
    } catch (error) {
      throw asReadError(error)
    }
  },
  (venue) => JSON.stringify(venue),
  TTL,
)
