import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ClientBase } from 'pg'
import { from, to } from 'pg-copy-streams'

/**
 * The rows of a query in PostgreSQL's COPY text, as they come, and once they have ended how many there were. COPY takes
 * no parameters: the text is of this code base.
 */
export function copyOut(
  client: ClientBase,
  query: string,
  format = '',
): { readonly stream: Readable; readonly count: () => number } {
  const stream = client.query(to(`COPY (${query}) TO STDOUT ${format}`))
  return { stream, count: () => stream.rowCount }
}

/** Adds COPY text to a table; returns how many rows it held. */
export async function copyIn(
  client: ClientBase,
  table: string,
  columns: readonly string[],
  source: Readable,
): Promise<number> {
  const target = client.query(from(`COPY ${table} (${columns.map((name) => `"${name}"`).join(', ')}) FROM STDIN`))
  await pipeline(source, target)
  return target.rowCount
}
