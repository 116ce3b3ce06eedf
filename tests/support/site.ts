import { connect, type Database } from '@/lib/db/client'
import { replaceDatabase } from '@/lib/db/singleton'
import { createTestDatabase } from '@/tests/support/database'

// Read when the first line is logged: what handlers log of refused requests is not of interest here.
process.env.LOG_LEVEL = 'silent'

export interface Site {
  readonly db: Database
  close(): Promise<void>
}

/** A database of its own, put where route handlers look for theirs. */
export async function openSite(): Promise<Site> {
  const store = await createTestDatabase()
  const db = connect(store.url)
  replaceDatabase(db)
  return {
    db,
    async close() {
      replaceDatabase(null)
      await db.close()
      await store.drop()
    },
  }
}

/** A request as a browser or a script makes it. */
export function ask(path: string, init: RequestInit = {}): Request {
  return new Request(`http://coverline.test${path}`, init)
}
