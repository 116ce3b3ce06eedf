import type { Database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { type SeriesName, seriesDefinitions } from '@/lib/export/series'
import { bindTo, type SeriesFilter } from '@/lib/queries/series/source'
import { seriesConditions, seriesTable } from '@/lib/queries/series/sql'

/** A venue and a month a series has rows of; the range is half-open. */
export interface Place {
  readonly venue: string
  /** `YYYY-MM`. */
  readonly month: string
  readonly from: Date
  readonly to: Date
}

/** Every venue and month within a filter, in order. Only for series with a column of time. */
export async function readPlaces(db: Database, series: SeriesName, filter: SeriesFilter): Promise<readonly Place[]> {
  const { timeColumn } = seriesDefinitions[series]
  if (timeColumn === null) throw new Error(`${series} has no column of time`)
  const values: unknown[] = []
  const bind = bindTo(values)
  const conditions = seriesConditions(series, filter, bind)
  const { rows } = await transaction(db.pool, async (client) => {
    await client.query('SET LOCAL statement_timeout = 0')
    return client.query<{ venue: string; month: string }>(
      `SELECT DISTINCT venue, to_char(${timeColumn} AT TIME ZONE 'UTC', 'YYYY-MM') AS month
       FROM ${seriesTable(series, filter, bind)}
       ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
       ORDER BY venue, month`,
      values,
    )
  })
  return rows.map(({ venue, month }) => {
    const from = new Date(`${month}-01T00:00:00Z`)
    return { venue, month, from, to: new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1)) }
  })
}
