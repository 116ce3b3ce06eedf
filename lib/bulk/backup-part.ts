import type { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import type { ClientBase, Pool, PoolClient } from 'pg'
import type { Ledger, LedgerEntry } from '@/lib/bulk/ledger'
import type { Manifest } from '@/lib/bulk/manifest'
import type { Moment } from '@/lib/bulk/moment'
import { STORED_TABLES, type StoredTable } from '@/lib/bulk/tables'
import { copyOut } from '@/lib/db/copy'

/** Captures of one file. */
const CAPTURES_A_FILE = 100_000

export type OnFile = (path: string, entry: LedgerEntry) => void

/** A file of a table, and the SQL of the rows in it. */
interface Part {
  readonly path: string
  readonly query: string
}

/** The columns of every table of the store, as PostgreSQL knows them. */
export async function readStoredColumns(client: ClientBase | Pool): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `SELECT table_name AS name, array_agg(column_name::text ORDER BY ordinal_position) AS columns
     FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = ANY($1) GROUP BY table_name`,
    [STORED_TABLES.map(({ name }) => name)],
  )
  return new Map(rows.map(({ name, columns }) => [name, columns]))
}

/** Writes the tables that are overwritten as time goes on, in the snapshot of the client. */
export async function writeState(client: PoolClient, ledger: Ledger, onFile: OnFile): Promise<void> {
  const columns = await readStoredColumns(client)
  for (const table of STORED_TABLES.filter(({ kind }) => kind === 'state')) {
    await writePart(
      client,
      ledger,
      { path: statePath(table), query: `SELECT ${list(table, columns)} FROM ${table.name}` },
      onFile,
    )
  }
}

/** The paths `writeState` writes. */
export function statePaths(): readonly string[] {
  return STORED_TABLES.filter(({ kind }) => kind === 'state').map(statePath)
}

const statePath = ({ name }: StoredTable) => `backup/${name}.copy.gz`

/** Writes the tables that only grow, as they were at the moment; what is finished is left as it is. */
export async function writeHistory(
  pool: Pool,
  ledger: Ledger,
  moment: Moment,
  options: { readonly captures: boolean; readonly onFile: OnFile },
): Promise<Manifest['tables']> {
  const columns = await readStoredColumns(pool)
  const client = await pool.connect()
  let failed = true
  try {
    await client.query('SET statement_timeout = 0')
    const tables: Manifest['tables'] = []
    for (const table of STORED_TABLES) {
      const parts = await partsOf(client, table, columns, moment, options.captures)
      const files: Manifest['tables'][number]['files'] = []
      for (const part of parts) {
        const entry = await writePart(client, ledger, part, options.onFile)
        files.push({ path: part.path, rows: entry.rows })
      }
      tables.push({ table: table.name, columns: [...(columns.get(table.name) ?? [])], files })
    }
    await client.query('RESET statement_timeout')
    failed = false
    return tables
  } finally {
    client.release(failed)
  }
}

async function partsOf(
  client: PoolClient,
  table: StoredTable,
  columns: ReadonlyMap<string, readonly string[]>,
  moment: Moment,
  captures: boolean,
): Promise<readonly Part[]> {
  // State was written at the moment itself; here it is only listed.
  if (table.kind === 'state') return [{ path: statePath(table), query: '' }]
  if (table.kind === 'history') return monthParts(client, table, columns, moment)
  const ranges = Math.ceil(moment.lastCapture / CAPTURES_A_FILE)
  return Array.from({ length: ranges }, (_, index): Part => {
    const from = index * CAPTURES_A_FILE
    const inside = (name: string) =>
      `${name} > ${from} AND ${name} <= ${Math.min(from + CAPTURES_A_FILE, moment.lastCapture)}`
    const path = `backup/${table.name}/${String(index + 1).padStart(5, '0')}.copy.gz`
    if (table.name === 'capture')
      return { path, query: `SELECT ${list(table, columns)} FROM capture WHERE ${inside('capture_id')}` }
    // A body goes with its first capture. One that is left out counts as expired: its hash is kept, its bytes are not.
    const selected = (columns.get(table.name) ?? []).map((name) => {
      if (captures) return `b."${name}"`
      if (name === 'body') return 'NULL::bytea'
      if (name === 'expired_at') return `coalesce(b.expired_at, '${moment.asOf.toISOString()}'::timestamptz)`
      return `b."${name}"`
    })
    const firsts = `SELECT sha256, min(capture_id) AS first FROM capture WHERE sha256 IN (SELECT sha256 FROM capture WHERE ${inside('capture_id')}) GROUP BY sha256`
    return {
      path,
      query: `SELECT ${selected.join(', ')} FROM capture_body b JOIN (${firsts}) f USING (sha256) WHERE ${inside('f.first')}`,
    }
  })
}

async function monthParts(
  client: PoolClient,
  table: StoredTable,
  columns: ReadonlyMap<string, readonly string[]>,
  { asOf }: Moment,
): Promise<readonly Part[]> {
  const time = table.time ?? 'observed_at'
  const recorded = `recorded_at <= '${asOf.toISOString()}'::timestamptz`
  const { rows } = await client.query<{ month: string }>(
    `SELECT DISTINCT to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM') AS month FROM ${table.name} WHERE ${recorded} ORDER BY 1`,
  )
  return rows.map(({ month }) => {
    const first = `timestamptz '${month}-01T00:00:00Z'`
    const inMonth = `${time} >= ${first} AND ${time} < (${first} AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC'`
    return {
      path: `backup/${table.name}/${month}.copy.gz`,
      query: `SELECT ${list(table, columns)} FROM ${table.name} WHERE ${inMonth} AND ${recorded}`,
    }
  })
}

function list({ name }: StoredTable, columns: ReadonlyMap<string, readonly string[]>): string {
  return (columns.get(name) ?? []).map((column) => `"${column}"`).join(', ')
}

async function writePart(client: PoolClient, ledger: Ledger, part: Part, onFile: OnFile): Promise<LedgerEntry> {
  const entry = await ledger.write(part.path, () => {
    if (part.query === '') throw new Error(`${part.path} belongs to the moment of the package and is gone`)
    const rows = copyOut(client, part.query)
    return { parts: gzipped(rows.stream), rows: rows.count }
  })
  onFile(part.path, entry)
  return entry
}

async function* gzipped(source: Readable): AsyncGenerator<Uint8Array, void, undefined> {
  const gzip = createGzip()
  source.on('error', (error) => gzip.destroy(error))
  source.pipe(gzip)
  for await (const chunk of gzip) yield chunk
}
