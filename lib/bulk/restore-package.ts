import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createGunzip } from 'node:zlib'
import type { PoolClient } from 'pg'
import { readStoredColumns } from '@/lib/bulk/backup-part'
import { sha256OfFile } from '@/lib/bulk/ledger'
import { BACKUP_FILE, CHECKSUM_FILE, type Manifest, readManifest } from '@/lib/bulk/manifest'
import { SEQUENCES, STORED_TABLES } from '@/lib/bulk/tables'
import type { Database } from '@/lib/db/client'
import { copyIn } from '@/lib/db/copy'
import { readMigrations } from '@/lib/db/migrate'
import { transaction } from '@/lib/db/transaction'
import { ConfigError } from '@/lib/errors'

export interface RestoreOptions {
  readonly db: Database
  readonly folder: string
  readonly say: (line: string) => void
}

export interface RestoreResult {
  readonly asOf: string
  readonly rows: number
  readonly captures: boolean
}

const SUM_LINE = /^([0-9a-f]{64}) {2}(\S.*)$/

/**
 * Rebuilds an empty, migrated database from a data package: every checksum first, then all of it in one transaction, so
 * that a restore broken off leaves the database empty. Throws ConfigError for a package that is damaged or of another
 * schema, and for a database that holds anything.
 */
export async function restorePackage({ db, folder, say }: RestoreOptions): Promise<RestoreResult> {
  const manifest = await readManifest(folder)
  await checkSums(folder, manifest, say)
  await checkMigrations(manifest)
  const rows = await transaction(db.pool, async (client) => {
    await client.query('SET LOCAL statement_timeout = 0')
    await refuseFilled(client)
    const columns = await readStoredColumns(client)
    let total = 0
    for (const { table, columns: given, files } of manifest.tables) {
      const known = columns.get(table)
      const unknown = given.find((name) => known?.includes(name) !== true)
      if (unknown !== undefined)
        throw new ConfigError('package', `${table}.${unknown} of the package is not in the store`)
      for (const file of files) total += await restoreFile(client, folder, table, given, file, say)
    }
    for (const [table, column] of SEQUENCES)
      await client.query(
        `SELECT setval(pg_get_serial_sequence('${table}', '${column}'), coalesce(max(${column}), 1), max(${column}) IS NOT NULL) FROM ${table}`,
      )
    return total
  })
  say('reading the statistics of the tables')
  for (const { name } of STORED_TABLES) await db.pool.query(`ANALYZE ${name}`)
  return { asOf: manifest.as_of, rows, captures: manifest.captures }
}

async function checkSums(folder: string, manifest: Manifest, say: (line: string) => void): Promise<void> {
  const text = await readFile(join(folder, CHECKSUM_FILE), 'utf8').catch(() => {
    throw new ConfigError('package', `${folder} has no ${CHECKSUM_FILE}: the export was not finished`)
  })
  const sums = new Map(
    text.split('\n').flatMap((line) => {
      const [, sum, path] = SUM_LINE.exec(line) ?? []
      return sum === undefined || path === undefined ? [] : [[path, sum] as const]
    }),
  )
  // What is read must be among what is checked.
  const needed = [BACKUP_FILE, ...manifest.tables.flatMap(({ files }) => files.map(({ path }) => path))]
  const unlisted = needed.find((path) => !sums.has(path))
  if (unlisted !== undefined) throw new ConfigError('package', `${CHECKSUM_FILE} does not list ${unlisted}`)
  say(`checking ${sums.size} files`)
  const wrong: string[] = []
  for (const [path, sum] of sums) {
    if (path.includes('..') || path.startsWith('/'))
      throw new ConfigError('package', `${path} is outside of the package`)
    if ((await sha256OfFile(join(folder, path))) !== sum) wrong.push(path)
  }
  if (wrong.length > 0) throw new ConfigError('package', `damaged or missing: ${wrong.slice(0, 10).join(', ')}`)
}

async function checkMigrations(manifest: Manifest): Promise<void> {
  const ours = (await readMigrations()).map(({ name }) => name)
  if (JSON.stringify(ours) === JSON.stringify(manifest.migrations)) return
  throw new ConfigError(
    'package',
    `the package was made with the schema ${manifest.migrations.at(-1)}, this is ${ours.at(-1)}: restore it with the Coverline that made it, then upgrade`,
  )
}

/** Everything must be empty: what is there cannot be told from what is put back. */
async function refuseFilled(client: PoolClient): Promise<void> {
  for (const { name } of STORED_TABLES) {
    // Writers wait until this is done, or find the rows.
    await client.query(`LOCK TABLE ${name} IN EXCLUSIVE MODE`)
    const { rowCount } = await client.query(`SELECT 1 FROM ${name} LIMIT 1`)
    if (rowCount !== 0)
      throw new ConfigError(
        'package',
        `the database is not empty (${name} has rows); restore into a new COVERLINE_DATA_DIR or database`,
      )
  }
}

async function restoreFile(
  client: PoolClient,
  folder: string,
  table: string,
  columns: readonly string[],
  { path, rows }: Manifest['tables'][number]['files'][number],
  say: (line: string) => void,
): Promise<number> {
  const month = /(\d{4}-\d{2})\.copy\.gz$/.exec(path)?.[1]
  const isPartitioned = STORED_TABLES.some(({ name, kind }) => name === table && kind === 'history')
  if (isPartitioned && month !== undefined)
    await client.query('SELECT ensure_month_partition($1, $2)', [table, `${month}-01T00:00:00Z`])
  const source = createReadStream(join(folder, path))
  const plain = createGunzip()
  source.on('error', (error) => plain.destroy(error))
  const read = await copyIn(client, table, columns, source.pipe(plain))
  if (read !== rows) throw new ConfigError('package', `${path} holds ${read} rows, ${BACKUP_FILE} says ${rows}`)
  say(`${path}  ${rows} rows`)
  return read
}
