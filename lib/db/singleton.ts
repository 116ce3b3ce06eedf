import { connect, type Database } from '@/lib/db/client'
import { DatabaseUnavailableError } from '@/lib/db/read-error'
import { env } from '@/lib/env'

// Kept on globalThis: in development every recompiled module would otherwise open a pool of its own.
const holder = globalThis as { coverlineDatabase?: Database | undefined }

/**
 * The database pages and exports read from: READ_DATABASE_URL, else DATABASE_URL. Connected on first use. Throws
 * DatabaseUnavailableError when neither is set.
 */
export function database(): Database {
  if (holder.coverlineDatabase) return holder.coverlineDatabase
  const url = env().readDatabaseUrl ?? env().databaseUrl
  if (url === null) throw new DatabaseUnavailableError('DATABASE_URL is not set: start the site with npm start')
  const opened = connect(url)
  holder.coverlineDatabase = opened
  return opened
}

/** Puts another database in its place (null: connect anew at next use); returns the one that was there. */
export function replaceDatabase(next: Database | null): Database | null {
  const before = holder.coverlineDatabase ?? null
  holder.coverlineDatabase = next ?? undefined
  return before
}
