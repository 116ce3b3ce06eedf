import type { ClientBase } from 'pg'
import { type BulkRow, insertRows } from '@/lib/db/bulk'

export interface TableContent {
  readonly table: string
  readonly key: readonly string[]
  /** All rows the table is to hold; each with the same columns. */
  readonly rows: readonly BulkRow[]
  /** Columns written only when something else of the row changes. */
  readonly stamp?: Readonly<Record<string, Date>>
  /** Only stored rows with these values are the record's concern; all of them without it. */
  readonly only?: Readonly<Record<string, string>>
}

/**
 * Makes a table hold exactly these rows: adds, changes and deletes what differs and leaves the rest alone. Returns the
 * rows written or deleted. Names come from this code base, never from input.
 */
export async function syncTable(client: ClientBase, content: TableContent): Promise<number> {
  const { table, key, rows, stamp = {} } = content
  const [first] = rows
  if (!first) return 0
  const columns = Object.keys(first).filter((name) => !key.includes(name))
  const list = (prefix: string) => columns.map((name) => `${prefix}."${name}"`).join(', ')
  const assignments = [...columns, ...Object.keys(stamp)].map((name) => `"${name}" = EXCLUDED."${name}"`)
  const written = await insertRows(
    client,
    table,
    rows.map((row) => ({ ...row, ...stamp })),
    `ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${assignments.join(', ')}
      WHERE (${list(table)}) IS DISTINCT FROM (${list('EXCLUDED')})`,
  )
  return written + (await deleteOthers(client, content))
}

async function deleteOthers(client: ClientBase, { table, key, rows, only = {} }: TableContent): Promise<number> {
  const same = key.map((name) => `kept."${name}" = t."${name}"`).join(' AND ')
  const mine = Object.keys(only).map((name, index) => `t."${name}" = $${index + 2} AND `)
  const result = await client.query(
    `DELETE FROM ${table} t WHERE ${mine.join('')}
      NOT EXISTS (SELECT 1 FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb) kept WHERE ${same})`,
    [JSON.stringify(rows), ...Object.values(only)],
  )
  return result.rowCount ?? 0
}
