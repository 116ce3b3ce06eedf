import { type MemoOptions, memoise } from '@/app/_data/memo'
import type { Database } from '@/lib/db/client'
import { asReadError } from '@/lib/db/read-error'
import { database } from '@/lib/db/singleton'

export { asReadError, DatabaseUnavailableError } from '@/lib/db/read-error'

/** Pages are at most this far behind the store. */
const TTL: MemoOptions = { ttlMs: 10_000, most: 200 }

/**
 * A query as pages call it: on the site's database, as of now, kept for ten seconds unless told otherwise. Throws
 * DatabaseUnavailableError when the store does not answer.
 */
export function cachedRead<Args extends readonly unknown[], Value>(
  run: (db: Database, now: Date, ...args: Args) => Promise<Value>,
  options: MemoOptions = TTL,
): (...args: Args) => Promise<Value> {
  const read = async (...args: Args) => {
    try {
      return await run(database(), new Date(), ...args)
    } catch (error) {
      throw asReadError(error)
    }
  }
  return memoise(read, (...args) => JSON.stringify(args), options)
}
