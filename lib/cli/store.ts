import { applyCorrections } from '@/lib/collect/corrections/apply-corrections'
import { connect, type Database } from '@/lib/db/client'
import { migrate } from '@/lib/db/migrate'
import { openDatabase } from '@/lib/db/with-database'
import type { Env } from '@/lib/env'
import type { Logger } from '@/lib/log'
import { observationCorrections } from '@/lib/record/corrections'
import { loadRecord } from '@/lib/record/load'
import { venueModules } from '@/lib/venues/registry.generated'

export interface Store {
  readonly database: Database
  readonly url: string
  readonly readUrl: string
  close(): Promise<void>
}

/** Opens the database of this installation, migrated and with the published record in it. */
export async function openStore(settings: Env, log: Logger): Promise<Store> {
  const opened = await openDatabase({ env: settings, log })
  try {
    await migrate(opened.url, { log })
    const database = connect(opened.url, { max: 16, patienceMs: 120_000 })
    await loadRecord(database, { now: new Date() })
    const applied = await applyCorrections(database, observationCorrections(), {
      now: new Date(),
      modules: venueModules,
    })
    if (applied.length > 0) log.info('corrections applied', { corrections: applied.join(', ') })
    return {
      database,
      url: opened.url,
      readUrl: opened.readUrl,
      async close() {
        await database.close()
        await opened.close()
      },
    }
  } catch (error) {
    await opened.close()
    throw error
  }
}
