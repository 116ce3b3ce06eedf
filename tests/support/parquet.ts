import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import type { Cell, Column } from '@/lib/export/columns'

export interface ReadParquet {
  /** Cells written as the API writes them, by DuckDB, which shares no code with the writer. */
  readonly rows: readonly (readonly Cell[])[]
  readonly types: Readonly<Record<string, string>>
  readonly metadata: Readonly<Record<string, string>>
  /** Encodings of each column, joined over row groups. */
  readonly encodings: Readonly<Record<string, string>>
}

/** Reads a Parquet file with DuckDB. */
export async function readParquet(bytes: Uint8Array, columns: readonly Column[]): Promise<ReadParquet> {
  const path = join(tmpdir(), `coverline-${process.pid}-${Math.random().toString(36).slice(2)}.parquet`)
  await writeFile(path, bytes)
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    await connection.run("SET TimeZone = 'UTC'")
    const select = columns.map(expression).join(', ')
    const rows = await json(connection, `SELECT ${select} FROM '${path}'`)
    const types = await json(connection, `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '${path}')`)
    const metadata = await json(connection, `SELECT decode(key), decode(value) FROM parquet_kv_metadata('${path}')`)
    const encodings = await json(
      connection,
      `SELECT split_part(path_in_schema, ',', 1), string_agg(encodings, ', ') FROM parquet_metadata('${path}') GROUP BY 1`,
    )
    return {
      rows: rows.map((row) => columns.map((column, index) => cellOf(column, row[index]))),
      types: textPairs(types),
      metadata: textPairs(metadata),
      encodings: textPairs(encodings),
    }
  } finally {
    connection.closeSync()
    instance.closeSync()
    await rm(path)
  }
}

/** How many rows Parquet files hold together, read with DuckDB. */
export async function countParquet(paths: readonly string[]): Promise<number> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    const list = paths.map((path) => `'${path}'`).join(', ')
    const [row] = await json(connection, `SELECT count(*)::INT FROM read_parquet([${list}])`)
    return Number(row?.[0])
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

function expression({ name, kind }: Column): string {
  if (kind === 'decimal') return `"${name}"::VARCHAR`
  if (kind === 'time') return `strftime("${name}", '%Y-%m-%dT%H:%M:%S.%gZ')`
  // A mark before it: DuckDB's client drops a byte-order mark that begins a text.
  if (kind === 'list') return `list_transform("${name}", lambda item: '.' || item)`
  return kind === 'text' ? `'.' || "${name}"` : `"${name}"`
}

async function json(
  connection: { runAndReadAll(sql: string): Promise<{ getRowsJson(): readonly (readonly unknown[])[] }> },
  sql: string,
): Promise<readonly (readonly unknown[])[]> {
  return (await connection.runAndReadAll(sql)).getRowsJson()
}

function cellOf({ name, kind }: Column, value: unknown): Cell {
  if (value === null) return null
  if (kind === 'list' && Array.isArray(value)) return value.map((item) => String(item).slice(1))
  if (kind === 'decimal' && typeof value === 'string') return value.replace(/\.?0+$/, '')
  if (kind === 'text' && typeof value === 'string') return value.slice(1)
  if (typeof value === 'string' || typeof value === 'number') return value
  throw new TypeError(`${name} holds ${typeof value}`)
}

function textPairs(rows: readonly (readonly unknown[])[]): Readonly<Record<string, string>> {
  return Object.fromEntries(rows.map(([key, value]) => [String(key), String(value)]))
}
