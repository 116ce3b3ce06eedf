import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import type { Database } from '@/lib/db/client'
import { type EmbeddedDatabase, startEmbedded } from '@/lib/db/embedded'
import { migrate } from '@/lib/db/migrate'
import { withClient } from '@/lib/db/with-client'
import { silentLogger } from '@/lib/log'

export interface TestDatabase {
  readonly url: string
  drop(): Promise<void>
}

const template = 'migrated_template'
const draft = 'migrated_draft'
// Any number: one test process makes the template, the others wait.
const templateLock = 4_210

// Test data need not survive a power cut.
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '64MB' }

async function ensureTemplate(server: EmbeddedDatabase): Promise<void> {
  await withClient(server.urlOf('postgres'), async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [templateLock])
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template])
    if (found.rowCount !== 0) return
    await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`)
    await client.query(`CREATE DATABASE ${draft}`)
    await migrate(server.urlOf(draft), { log: silentLogger })
    await client.query(`ALTER DATABASE ${draft} RENAME TO ${template}`)
  })
}

async function openServer(): Promise<EmbeddedDatabase> {
  // Never closed here: the server stays for the next test file, global-setup.ts stops it.
  const server = await startEmbedded({ dataDir: inject('testDataDir'), log: silentLogger, settings })
  await ensureTemplate(server)
  return server
}

let opened: Promise<EmbeddedDatabase> | null = null

async function createFrom(source: string): Promise<TestDatabase> {
  opened ??= openServer()
  const server = await opened
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await withClient(server.urlOf('postgres'), (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${source}`))
  return {
    url: server.urlOf(name),
    async drop() {
      await withClient(server.urlOf('postgres'), (client) =>
        client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
      )
    },
  }
}

/** A migrated database of its own for a test file, on the PostgreSQL of this run. Close connections, then drop it. */
export function createTestDatabase(): Promise<TestDatabase> {
  return createFrom(template)
}

/** The same without any migration. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return createFrom('template0')
}

/** Empties every table of a test database and leaves its form. */
export async function emptyTables({ pool }: Database): Promise<void> {
  const tables = await pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
     AND NOT relispartition AND relname <> '_prisma_migrations'`,
  )
  await pool.query(`TRUNCATE ${tables.rows.map((row) => `"${row.name}"`).join(', ')}`)
}
