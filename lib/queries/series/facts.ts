import type { Database } from '@/lib/db/client'
import type { DatasetFacts } from '@/lib/export/dataset'
import { type SeriesName, seriesDefinitions } from '@/lib/export/series'
import { countSeries } from '@/lib/queries/series/count'
import { readGaps } from '@/lib/queries/series/gaps'
import { readSeriesMark } from '@/lib/queries/series/meta'
import { hasIntervals } from '@/lib/queries/series/request'
import type { SeriesFilter } from '@/lib/queries/series/source'
import { isoTime, orNull } from '@/lib/queries/words'

export interface FactsOptions {
  /** The address of the answer. */
  readonly address: string
  readonly site: string
  readonly simulated: boolean
  /** Counts the rows beforehand; a file that holds the rows counts them as it is written. */
  readonly count: boolean
  /** How long the gap map may take; a file in the making can wait longer than a reader. */
  readonly gapsWithinMs?: number
}

/**
 * What an answer of a series is, beside its rows. As of an earlier moment nothing in it depends on when it is asked, so
 * that the same address gives the same bytes.
 */
export async function readSeriesFacts(
  db: Database,
  series: SeriesName,
  filter: SeriesFilter,
  { address, site, simulated, count, gapsWithinMs }: FactsOptions,
): Promise<DatasetFacts> {
  const [rows, gaps, { dataAsOf }] = await Promise.all([
    count ? countSeries(db, series, filter) : null,
    readGaps(db, series, filter, gapsWithinMs),
    readSeriesMark(db, series, filter),
  ])
  return {
    dataset: seriesDefinitions[series],
    address,
    site,
    simulated,
    filters: filterWords(series, filter),
    generatedAt: isoTime(filter.asOf ?? filter.now),
    dataAsOf: filter.asOf === null ? orNull(dataAsOf, isoTime) : null,
    asOf: orNull(filter.asOf, isoTime),
    rows,
    rowsReason: rows === null ? 'not counted: that takes too long; the file itself holds all of them' : null,
    gaps,
    files: [],
  }
}

/** The active filters by name, the ones that were not given in words. */
function filterWords(series: SeriesName, filter: SeriesFilter): Readonly<Record<string, string>> {
  return {
    venue: filter.venues?.join(',') ?? 'all',
    from: filter.from === null ? 'the beginning' : isoTime(filter.from),
    to: filter.to === null ? 'the newest row' : isoTime(filter.to),
    ...(hasIntervals(series) ? { interval: filter.interval } : {}),
    as_of: filter.asOf === null ? 'not given: the latest revision of every row' : isoTime(filter.asOf),
  }
}
