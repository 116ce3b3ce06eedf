import { memoise } from '@/app/_data/memo'
import { pendingMigrations } from '@/lib/db/migrate'
import { database } from '@/lib/db/singleton'
import type { Metric } from '@/lib/export/prometheus'
import { readMetrics } from '@/lib/queries/metrics'

/** Names of migrations of this release the database lacks. Throws when it does not answer. */
export function getPendingMigrations(): Promise<readonly string[]> {
  return pendingMigrations(database().pool)
}

/** True when the database answers; asked at most every two seconds. */
export const isStoreUp = memoise(
  async () => {
    try {
      await database().pool.query('SELECT 1')
      return true
    } catch {
      return false
    }
  },
  () => 'up',
  { ttlMs: 2000, most: 1 },
)

/** How collection goes, as metrics. Throws when the database does not answer. */
export function getMetrics(): Promise<readonly Metric[]> {
  return readMetrics(database(), { now: new Date() })
}
