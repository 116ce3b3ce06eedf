import { createHash } from 'node:crypto'
import type { Database } from '@/lib/db/client'
import { readLedgerMark } from '@/lib/db/repositories/disclosure'
import { readEpisodeMark } from '@/lib/db/repositories/episode'
import { readBackfillMarks, readSourceStatus } from '@/lib/db/repositories/source'
import type { Cell } from '@/lib/export/columns'
import { type SeriesName, seriesDefinitions } from '@/lib/export/series'
import type { Meta } from '@/lib/queries/dto/common'
import type { SeriesFilter } from '@/lib/queries/series/source'
import { isoTime, latestOf, orNull } from '@/lib/queries/words'
import { readRecord } from '@/lib/record/read'

const CLOCKS: readonly string[] = ['checked_at', 'fund_observed_at', 'oi_observed_at', 'recorded_at']

/** True for the series of the published record: small, and changed only by a release. */
export function isRecordSeries(series: SeriesName): boolean {
  return series === 'events' || series === 'figures'
}

/** What stands for the content of an answer: equal marks, equal rows. */
export interface SeriesMark {
  readonly dataAsOf: Date | null
  readonly mark: string
}

/**
 * How far the data behind a series reaches: the newest check of any source of its venues, and a mark that changes
 * whenever the collector or a backfill writes a row of them, an open bucket closes or a release changes the published balances.
 */
export async function readSeriesMark(db: Database, series: SeriesName, filter: SeriesFilter): Promise<SeriesMark> {
  if (isRecordSeries(series)) return { dataAsOf: null, mark: '' }
  const isAsked = (row: { readonly venue: string }) => filter.venues?.includes(row.venue) ?? true
  const [status, backfills] = await Promise.all([readSourceStatus(db), readBackfillMarks(db)])
  const sources = status.filter(isAsked)
  const dataAsOf = latestOf(sources.map((row) => row.lastSuccessAt))
  const hour = series === 'coverage' ? Math.floor(filter.now.getTime() / 3_600_000) : null
  const written = sources.map((row) => [row.venue, row.source, row.rowsWritten, row.lastAttemptAt, row.lastSuccessAt])
  const published = await readOwnMark(db, series)
  return { dataAsOf, mark: JSON.stringify([hour, written, published, backfills.filter(isAsked)]) }
}

/** What changes the rows of a series beside the sources. */
async function readOwnMark(db: Database, series: SeriesName): Promise<string | null> {
  if (series === 'fund-balances') return recordDigest()
  if (series === 'disclosure-changes') return readLedgerMark(db)
  return series === 'episodes' ? readEpisodeMark(db) : null
}

let digest: string | undefined

function recordDigest(): string {
  digest ??= createHash('sha256').update(JSON.stringify(readRecord().bitmex)).digest('base64url')
  return digest
}

/**
 * `meta` of a JSON page. As of an earlier moment everything in it follows from the question and the rows, so that the
 * same address gives the same bytes: `generatedAt` is that moment, `dataAsOf` the newest clock of the rows.
 */
export function seriesMeta(
  series: SeriesName,
  filter: SeriesFilter,
  rows: readonly (readonly Cell[])[],
  dataAsOf: Date | null,
): Meta {
  if (filter.asOf === null) {
    return { generatedAt: isoTime(filter.now), dataAsOf: orNull(dataAsOf, isoTime), asOf: null }
  }
  const asOf = isoTime(filter.asOf)
  return { generatedAt: asOf, dataAsOf: newestClock(series, rows), asOf }
}

function newestClock(series: SeriesName, rows: readonly (readonly Cell[])[]): string | null {
  const columns = seriesDefinitions[series].columns.flatMap(({ name }, index) => (CLOCKS.includes(name) ? [index] : []))
  let newest: string | null = null
  for (const row of rows) {
    for (const index of columns) {
      const cell = row[index]
      if (typeof cell === 'string' && (newest === null || cell > newest)) newest = cell
    }
  }
  return newest
}
