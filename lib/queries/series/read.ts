import type { ClientBase } from 'pg'
import type { Database } from '@/lib/db/client'
import { streamText } from '@/lib/db/read-copy'
import { streamRows } from '@/lib/db/read-cursor'
import type { Cell } from '@/lib/export/columns'
import { type SeriesDefinition, type SeriesName, seriesDefinitions } from '@/lib/export/series'
import { countRows, WHERE_QUICK } from '@/lib/queries/series/count'
import type { SeriesFilter } from '@/lib/queries/series/source'
import { keyTypes, seriesCopy, seriesQuery } from '@/lib/queries/series/sql'

/** A row as PostgreSQL returns it: `c0..` cells, `k0..` its place in the order. */
type StoredRow = Readonly<Record<string, unknown>>

export interface SeriesPage {
  readonly rows: readonly (readonly Cell[])[]
  /** The place after which the next page starts; null on the last page. */
  readonly next: readonly string[] | null
}

/**
 * Every row of a series in its stated order, in batches as the store hands them out, so that memory does not grow with
 * the answer. Cells follow the columns of the definition: decimals and times as text, ratios as numbers.
 */
export async function* streamSeries(
  db: Database,
  series: SeriesName,
  filter: SeriesFilter,
  notes?: StreamNotes,
): AsyncGenerator<readonly (readonly Cell[])[], void, undefined> {
  const definition = seriesDefinitions[series]
  const query = seriesQuery(series, filter, { after: null, limit: null })
  for await (const batch of streamRows<StoredRow>(db.pool, query, countBefore(series, filter, notes))) {
    yield batch.map((row) => toCells(definition, row))
  }
}

/** What a stream says of itself before its first row. */
export interface StreamNotes {
  /** Called once, before the first row: how many rows come, or null where counting them would take too long. */
  readonly onCount: (rows: number | null) => void
}

/**
 * Every row as lines of a CSV file, in batches of whole lines; the same text as `csvRow` makes of the cells of
 * `streamSeries`. Returns how many rows there were.
 */
export function streamSeriesCsv(
  db: Database,
  series: SeriesName,
  filter: SeriesFilter,
  notes?: StreamNotes,
): AsyncGenerator<Buffer, number, undefined> {
  return streamText(db.pool, seriesCopy(series, filter), countBefore(series, filter, notes))
}

/** One page of a series, `limit` rows behind the place `after`; same rows and order as `streamSeries`. */
export async function readSeriesPage(
  db: Database,
  series: SeriesName,
  filter: SeriesFilter,
  page: { readonly after: readonly string[] | null; readonly limit: number },
): Promise<SeriesPage> {
  const { text, values } = seriesQuery(series, filter, { after: page.after, limit: page.limit + 1 })
  const { rows } = await db.pool.query<StoredRow>(text, [...values])
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    rows: shown.map((row) => toCells(seriesDefinitions[series], row)),
    next: rows.length > page.limit && last ? placeOf(series, last) : null,
  }
}

function countBefore(series: SeriesName, filter: SeriesFilter, notes: StreamNotes | undefined) {
  if (notes === undefined) return undefined
  return async (client: ClientBase) => notes.onCount(await countRows(client, series, filter, WHERE_QUICK))
}

function placeOf(series: SeriesName, row: StoredRow): readonly string[] {
  return keyTypes(series).map((_, index) => String(row[`k${index}`]))
}

function toCells(definition: SeriesDefinition, row: StoredRow): readonly Cell[] {
  return definition.columns.map((_, index) => toCell(row[`c${index}`]))
}

function toCell(value: unknown): Cell {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(String)
  throw new TypeError(`a column of a series holds ${typeof value}`)
}
