import { type ClientBase, DatabaseError } from 'pg'
import { z } from 'zod'
import type { Database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import type { SeriesName } from '@/lib/export/series'
import type { SeriesFilter } from '@/lib/queries/series/source'
import { seriesQuery } from '@/lib/queries/series/sql'

/** How far a count goes before it is given up. */
export interface CountBound {
  /** Null: to the end. */
  readonly rows: number | null
  readonly ms: number
}

/** The first byte of a download must not wait for its count, nor a page that shows many of them. */
export const WHERE_QUICK: CountBound = { rows: 200_000, ms: 1000 }
/** An answer that is asked for its count. */
const FOR_ITS_OWN_SAKE: CountBound = { rows: null, ms: 20_000 }

const CANCELLED = '57014'
/** How far the planner may think a series exceeds the bound before it is not even begun to be counted. */
const CLEARLY_MORE = 2

/**
 * How many rows a series has, exactly, in the transaction of the client; null when that takes longer than the bound.
 * The transaction goes on either way.
 */
export async function countRows(
  client: ClientBase,
  series: SeriesName,
  filter: SeriesFilter,
  bound: CountBound,
): Promise<number | null> {
  const limit = bound.rows === null ? null : bound.rows + 1
  const query = seriesQuery(series, filter, { after: null, limit }, 'count')
  if (bound.rows !== null && (await estimate(client, series, filter)) > bound.rows * CLEARLY_MORE) return null
  await client.query('SAVEPOINT counting')
  try {
    await client.query(`SET LOCAL statement_timeout = ${bound.ms}`)
    const { rows } = await client.query<{ rows: number }>(query.text, [...query.values])
    await client.query('SET LOCAL statement_timeout TO DEFAULT')
    const counted = rows[0]?.rows ?? 0
    return bound.rows !== null && counted > bound.rows ? null : counted
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== CANCELLED) throw error
    await client.query('ROLLBACK TO SAVEPOINT counting')
    return null
  }
}

const planSchema = z.tuple([z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: z.unknown() })]) })])
const nodeSchema = z.object({ 'Plan Rows': z.number(), Plans: z.array(z.unknown()).default([]) })

/** How many rows the planner expects to read: known at once, and only roughly. */
async function estimate(client: ClientBase, series: SeriesName, filter: SeriesFilter): Promise<number> {
  const query = seriesQuery(series, filter, { after: null, limit: null }, 'count')
  const { rows } = await client.query(`EXPLAIN (FORMAT JSON) ${query.text}`, [...query.values])
  const [{ 'QUERY PLAN': plans }] = planSchema.parse(rows)
  return mostRows(plans[0].Plan)
}

function mostRows(node: unknown): number {
  const { 'Plan Rows': rows, Plans } = nodeSchema.parse(node)
  return Math.max(rows, ...Plans.map(mostRows))
}

/** The same in a transaction of its own. */
export function countSeries(
  db: Database,
  series: SeriesName,
  filter: SeriesFilter,
  bound: CountBound = FOR_ITS_OWN_SAKE,
): Promise<number | null> {
  return transaction(db.pool, (client) => countRows(client, series, filter, bound))
}
