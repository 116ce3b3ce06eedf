import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Client } from 'pg'
import { z } from 'zod'
import { isSystemError } from '@/lib/db/process-lock'
import { withClient } from '@/lib/db/with-client'
import { ConfigError } from '@/lib/errors'
import type { Logger } from '@/lib/log'

/** A pool or a client. */
export interface Queryable {
  query(text: string): Promise<{ rows: unknown[] }>
}

export interface MigrationFile {
  readonly name: string
  readonly sql: string
  /** sha256 of the bytes of the file, as Prisma records it. */
  readonly checksum: string
}

export interface MigrateResult {
  /** Applied by this call, in order. */
  readonly applied: readonly string[]
  /** All on disk. */
  readonly total: number
}

// The number Prisma locks migrations with, so that `prisma migrate deploy` and this runner never run together.
const advisoryLock = 72_707_369

// Column by column what Prisma creates.
const createTableSql = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`

const readRowsSql = `
  SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
  FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at, migration_name`

const insertRowSql = `
  INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
  VALUES ($1, $2, clock_timestamp(), $3, $4, 1)`

const rowsSchema = z.array(z.object({ name: z.string(), checksum: z.string(), finished: z.boolean() }))
type MigrationRow = z.infer<typeof rowsSchema>[number]

function defaultMigrationsDir(): string {
  return resolve('prisma/migrations')
}

/** The migrations on disk, in the order they apply: folders by name, each with a `migration.sql`. */
export async function readMigrations(dir: string = defaultMigrationsDir()): Promise<readonly MigrationFile[]> {
  const entries = await readdir(/* turbopackIgnore: true */ dir, { withFileTypes: true }).catch((error: unknown) => {
    throw new ConfigError('migration_missing', `the migrations are not in ${dir}`, { cause: error })
  })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const path = join(dir, name, 'migration.sql')
      const bytes = await readFile(path).catch((error: unknown) => {
        throw new ConfigError('migration_missing', `${path} is not readable`, { cause: error })
      })
      return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') }
    }),
  )
}

function checkRecorded(rows: readonly MigrationRow[], files: readonly MigrationFile[]): void {
  const byName = new Map(files.map((file) => [file.name, file]))
  for (const row of rows) {
    const file = byName.get(row.name)
    if (!row.finished) {
      throw new ConfigError(
        'migration_failed',
        `the migration ${row.name} is recorded as begun and not finished; mend the database, then set its rolled_back_at or finished_at in _prisma_migrations`,
      )
    }
    if (file === undefined) {
      throw new ConfigError(
        'migration_missing',
        `the database has the migration ${row.name}, which this release does not; run the release that made it, or a newer one`,
      )
    }
    if (file.checksum !== row.checksum) {
      throw new ConfigError(
        'migration_changed',
        `the migration ${row.name} was changed after it was applied: its file has sha256 ${file.checksum}, the database recorded ${row.checksum}; restore the file and put the change into a new migration`,
      )
    }
  }
}

function findPending(rows: readonly MigrationRow[], files: readonly MigrationFile[]): readonly MigrationFile[] {
  const finished = new Set(rows.filter((row) => row.finished).map((row) => row.name))
  return files.filter((file) => !finished.has(file.name))
}

function explainFailure(file: MigrationFile, error: unknown): ConfigError {
  const reason = error instanceof Error ? error.message : String(error)
  const position = error instanceof Error && 'position' in error ? Number(error.position) : Number.NaN
  const line = Number.isInteger(position) ? ` at line ${file.sql.slice(0, position).split('\n').length}` : ''
  return new ConfigError(
    'migration_failed',
    `the migration ${file.name} failed${line}, nothing of it is kept: ${reason}`,
    {
      cause: error,
    },
  )
}

/** Applies the first pending migration in one transaction, under the lock; null when none is pending. */
async function applyNext(client: Client, files: readonly MigrationFile[]): Promise<string | null> {
  await client.query('BEGIN')
  try {
    // Held to the end of the transaction, so it also works through a pooler that shares connections.
    await client.query(`SELECT pg_advisory_xact_lock(${advisoryLock})`)
    await client.query(createTableSql)
    const rows = rowsSchema.parse((await client.query(readRowsSql)).rows)
    checkRecorded(rows, files)
    const [next] = findPending(rows, files)
    if (next !== undefined) {
      const startedAt = new Date()
      await client.query(next.sql).catch((error: unknown) => {
        throw explainFailure(next, error)
      })
      await client.query(insertRowSql, [randomUUID(), next.checksum, next.name, startedAt])
    }
    await client.query('COMMIT')
    return next?.name ?? null
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}

/**
 * Applies every migration not yet recorded, each in a transaction of its own; safe when several processes start at once.
 * Refuses a database whose record does not agree with the files. A later `prisma migrate deploy` finds its own record.
 */
export async function migrate(url: string, options: { dir?: string; log: Logger }): Promise<MigrateResult> {
  const files = await readMigrations(options.dir)
  return withClient(url, async (client) => {
    // "relation already exists, skipping" is what a second start expects.
    await client.query('SET client_min_messages = warning')
    const applied: string[] = []
    for (;;) {
      const name = await applyNext(client, files)
      if (name === null) return { applied, total: files.length }
      options.log.info('migration applied', { migration: name })
      applied.push(name)
    }
  })
}

async function readPending(target: Queryable, files: readonly MigrationFile[]): Promise<readonly string[]> {
  try {
    const rows = rowsSchema.parse((await target.query(readRowsSql)).rows)
    return findPending(rows, files).map((file) => file.name)
  } catch (error) {
    // undefined_table: nothing was ever applied.
    if (isSystemError(error, '42P01')) return files.map((file) => file.name)
    throw error
  }
}

/** Names of the migrations on disk that the database lacks, in order; empty when it is ready. Throws when it is down. */
export async function pendingMigrations(
  target: string | Queryable,
  options: { dir?: string } = {},
): Promise<readonly string[]> {
  const files = await readMigrations(options.dir)
  return typeof target === 'string'
    ? withClient(target, (client) => readPending(client, files))
    : readPending(target, files)
}
