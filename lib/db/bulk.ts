import type { ClientBase } from 'pg'
import { z } from 'zod'

/** A row for a bulk statement: column names of the table, decimals as text, times as Date. */
export type BulkRow = Readonly<Record<string, string | number | boolean | Date | null | object>>

const nameSchema = z.string().regex(/^[a-z][a-z0-9_]*$/)

/**
 * Inserts rows in one statement; PostgreSQL reads them from JSON with the table's own types. `onConflict` is SQL from
 * this code base, never input. Columns come from the first row; all rows have the same. Returns the rows written.
 */
export async function insertRows(
  client: ClientBase,
  table: string,
  rows: readonly BulkRow[],
  onConflict: string,
): Promise<number> {
  const [first] = rows
  if (!first) return 0
  const columns = Object.keys(first).map((name) => nameSchema.parse(name))
  const list = columns.map((name) => `"${name}"`).join(', ')
  const result = await client.query(
    `INSERT INTO ${nameSchema.parse(table)} (${list})
     SELECT ${list} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb) ${onConflict}`,
    [JSON.stringify(rows)],
  )
  return result.rowCount ?? 0
}

/** `ON CONFLICT` text that overwrites every column of a row but its key. */
export function overwrite(key: readonly string[], columns: readonly string[]): string {
  const rest = columns.filter((name) => !key.includes(name))
  return `ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${rest.map((name) => `"${name}" = EXCLUDED."${name}"`).join(', ')}`
}

/** Inserts rows, replacing those with the same key. */
export async function upsertRows(
  client: ClientBase,
  table: string,
  key: readonly string[],
  rows: readonly BulkRow[],
): Promise<number> {
  const [first] = rows
  return first ? insertRows(client, table, rows, overwrite(key, Object.keys(first))) : 0
}

export interface AppendOptions {
  /** Revise only rows of the same source: what another source said stands. */
  readonly ownOnly?: boolean
}

/**
 * Adds observations to a partitioned, append-only table whose months are prepared (`prepareMonths`). A key already
 * there with the same content is left alone; with other content the row becomes its next revision. `content` names the
 * columns that make a difference. Returns the key columns of the rows added.
 */
export async function appendObservations(
  client: ClientBase,
  table: string,
  key: readonly string[],
  content: readonly string[],
  rows: readonly BulkRow[],
  { ownOnly = false }: AppendOptions = {},
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const [first] = rows
  if (!first) return []
  const columns = Object.keys(first).map((name) => nameSchema.parse(name))
  const list = columns.map((name) => `"${name}"`).join(', ')
  const incoming = columns.map((name) => `x."${name}"`).join(', ')
  const same = key.map((name) => `f."${name}" = x."${name}"`).join(' AND ')
  const differs = content.map((name) => `l."${name}" IS DISTINCT FROM x."${name}"`).join(' OR ')
  const result = await client.query<Record<string, unknown>>(
    `INSERT INTO ${nameSchema.parse(table)} (${list}, revision)
     SELECT ${incoming}, coalesce(l.revision + 1, 0)
     FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb) x
     LEFT JOIN LATERAL (
       SELECT f.* FROM ${table} f WHERE ${same} ORDER BY f.revision DESC LIMIT 1
     ) l ON true
     WHERE l.revision IS NULL OR ${ownOnly ? `(l.source = x.source AND (${differs}))` : differs}
     ON CONFLICT DO NOTHING
     RETURNING ${key.map((name) => `"${name}"`).join(', ')}`,
    [JSON.stringify(rows)],
  )
  return result.rows
}

/** Adds every row as the next revision of its key. The rows of one call have keys of their own. */
export async function insertRevisions(
  client: ClientBase,
  table: string,
  key: readonly string[],
  rows: readonly BulkRow[],
): Promise<number> {
  const [first] = rows
  if (!first) return 0
  const columns = Object.keys(first).map((name) => nameSchema.parse(name))
  const list = columns.map((name) => `"${name}"`).join(', ')
  const same = key.map((name) => `f."${nameSchema.parse(name)}" = x."${name}"`).join(' AND ')
  const result = await client.query(
    `INSERT INTO ${nameSchema.parse(table)} (${list}, revision)
     SELECT ${columns.map((name) => `x."${name}"`).join(', ')},
       coalesce((SELECT max(f.revision) + 1 FROM ${table} f WHERE ${same}), 0)
     FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb) x`,
    [JSON.stringify(rows)],
  )
  return result.rowCount ?? 0
}
