import { cachedRead } from '@/app/_data/read'
import { database } from '@/lib/db/singleton'
import type { Cell } from '@/lib/export/columns'
import type { DatasetFacts } from '@/lib/export/dataset'
import { type SeriesName, seriesDefinitions } from '@/lib/export/series'
import { tableDefinitions } from '@/lib/export/tables'
import { waitUntilSettled } from '@/lib/queries/series/as-of'
import { countSeries, WHERE_QUICK } from '@/lib/queries/series/count'
import { type FactsOptions, readSeriesFacts } from '@/lib/queries/series/facts'
import { readSeriesMark, type SeriesMark } from '@/lib/queries/series/meta'
import {
  readSeriesPage,
  type SeriesPage,
  type StreamNotes,
  streamSeries,
  streamSeriesCsv,
} from '@/lib/queries/series/read'
import { intervalOf } from '@/lib/queries/series/request'
import type { SeriesFilter } from '@/lib/queries/series/source'
import { readTable } from '@/lib/queries/tables'

// Not kept: each answer is as large and as particular as its question.

/** One page of a series. */
export function getSeriesPage(
  series: SeriesName,
  filter: SeriesFilter,
  page: { readonly after: readonly string[] | null; readonly limit: number },
): Promise<SeriesPage> {
  return readSeriesPage(database(), series, filter, page)
}

/** Every row of a series, in batches. */
export function getSeriesRows(
  series: SeriesName,
  filter: SeriesFilter,
  notes?: StreamNotes,
): AsyncGenerator<readonly (readonly Cell[])[], void, undefined> {
  return streamSeries(database(), series, filter, notes)
}

/** The same as lines of a CSV file, in UTF-8; returns how many there were. */
export function getSeriesLines(
  series: SeriesName,
  filter: SeriesFilter,
  notes?: StreamNotes,
): AsyncGenerator<Buffer, number, undefined> {
  return streamSeriesCsv(database(), series, filter, notes)
}

/** How many rows a series has; null when counting them takes too long. */
export function getSeriesCount(series: SeriesName, filter: SeriesFilter): Promise<number | null> {
  return countSeries(database(), series, filter)
}

/** How many rows every series and table has now, by name; null where counting takes too long for a page. */
export const getRowCounts = cachedRead(async (db, now) => {
  const counts: Record<string, number | null> = {}
  for (const { name } of Object.values(seriesDefinitions)) {
    const filter = { venues: null, from: null, to: null, interval: intervalOf(name), asOf: null, now }
    counts[name] = await countSeries(db, name, filter, WHERE_QUICK)
  }
  for (const { name } of Object.values(tableDefinitions))
    counts[name] = (await readTable(db, name, { now, venues: null })).rows.length
  return counts
})

/** What an answer of a series is, beside its rows. */
export function getSeriesFacts(series: SeriesName, filter: SeriesFilter, options: FactsOptions): Promise<DatasetFacts> {
  return readSeriesFacts(database(), series, filter, options)
}

/** How far the data behind a series reaches. */
export function getSeriesMark(series: SeriesName, filter: SeriesFilter): Promise<SeriesMark> {
  return readSeriesMark(database(), series, filter)
}

/** Resolves when what is known as of a moment can no longer change. */
export function untilSettled(asOf: Date): Promise<void> {
  return waitUntilSettled(database(), asOf)
}
