import { database } from '@/lib/db/singleton'
import type { Cell, SeriesName } from '@/lib/export/series'
import { waitUntilSettled } from '@/lib/queries/series/as-of'
import { readSeriesMark, type SeriesMark } from '@/lib/queries/series/meta'
import { readSeriesPage, type SeriesPage, streamSeries } from '@/lib/queries/series/read'
import type { SeriesFilter } from '@/lib/queries/series/source'

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
): AsyncGenerator<readonly (readonly Cell[])[], void, undefined> {
  return streamSeries(database(), series, filter)
}

/** How far the data behind a series reaches. */
export function getSeriesMark(series: SeriesName, filter: SeriesFilter): Promise<SeriesMark> {
  return readSeriesMark(database(), series, filter)
}

/** Resolves when what is known as of a moment can no longer change. */
export function untilSettled(asOf: Date): Promise<void> {
  return waitUntilSettled(database(), asOf)
}
