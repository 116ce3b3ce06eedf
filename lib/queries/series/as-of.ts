import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '@/lib/db/client'
import { DatabaseUnavailableError } from '@/lib/db/read-error'
import { readHorizon } from '@/lib/db/read-horizon'

const PATIENCE_MS = 5000
const POLL_MS = 50

/**
 * Waits until nothing can still be recorded at or before a moment, so that what is read as of it never changes
 * (decision 14). Throws DatabaseUnavailableError when an open write older than it does not end in five seconds.
 */
export async function waitUntilSettled(db: Database, asOf: Date): Promise<void> {
  for (let waited = 0; waited <= PATIENCE_MS; waited += POLL_MS) {
    if ((await readHorizon(db)) >= asOf) return
    await sleep(POLL_MS)
  }
  throw new DatabaseUnavailableError(`a write begun before ${asOf.toISOString()} is still open`)
}
