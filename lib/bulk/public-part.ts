import type { OnFile } from '@/lib/bulk/backup-part'
import type { Ledger, LedgerEntry } from '@/lib/bulk/ledger'
import type { Moment } from '@/lib/bulk/moment'
import type { Database } from '@/lib/db/client'
import { csvHeader, csvRow } from '@/lib/export/csv'
import type { DatasetFacts } from '@/lib/export/dataset'
import { parquetMetadata } from '@/lib/export/metadata'
import { parquetFile } from '@/lib/export/parquet'
import { type SeriesName, seriesDefinitions } from '@/lib/export/series'
import { tableDefinitions } from '@/lib/export/tables'
import { readSeriesFacts } from '@/lib/queries/series/facts'
import { type Place, readPlaces } from '@/lib/queries/series/places'
import { streamSeries, streamSeriesCsv } from '@/lib/queries/series/read'
import type { Interval, SeriesFilter } from '@/lib/queries/series/source'
import { readTable } from '@/lib/queries/tables'

const GAPS_WITHIN_MS = 600_000

/** A file of the public part of a package. */
export interface PublicFile {
  readonly path: string
  readonly entry: LedgerEntry
}

/** A series or table as it lies in a package. */
export interface PublicDataset {
  readonly resource: string
  readonly facts: DatasetFacts
  readonly csv: PublicFile
  readonly parquet: readonly PublicFile[]
}

interface Resource {
  readonly resource: string
  readonly series: SeriesName
  readonly interval: Interval
}

/** What of each series a package holds: coverage by every interval, the rest as it is stored. */
const RESOURCES: readonly Resource[] = Object.values(seriesDefinitions).flatMap(({ name }): readonly Resource[] =>
  name === 'coverage'
    ? [
        { resource: 'coverage', series: name, interval: 'day' },
        { resource: 'coverage-hour', series: name, interval: 'hour' },
        { resource: 'coverage-raw', series: name, interval: 'raw' },
      ]
    : [{ resource: name, series: name, interval: 'raw' }],
)

interface Making {
  readonly db: Database
  readonly ledger: Ledger
  readonly moment: Moment
  readonly site: string
  readonly simulated: boolean
  readonly onFile: OnFile
}

/** Writes the tables of the present, as they stand when the package is begun. */
export async function writeTables({
  db,
  ledger,
  moment,
  site,
  simulated,
  onFile,
}: Making): Promise<readonly PublicDataset[]> {
  const written: PublicDataset[] = []
  for (const table of Object.values(tableDefinitions)) {
    const { rows, meta } = await readTable(db, table.name, { now: moment.asOf, venues: null })
    const facts: DatasetFacts = {
      dataset: table,
      address: `${site}/api/v1/${table.name}.csv`,
      site,
      simulated,
      filters: { venue: 'all' },
      ...meta,
      rows: rows.length,
      rowsReason: null,
      gaps: { groups: null, reason: 'A table of the present has no history and so no gaps.' },
      files: [],
    }
    const csv = `csv/${table.name}.csv`
    const parquet = `parquet/${table.name}.parquet`
    const text = `${csvHeader(table.columns)}${rows.map((cells) => csvRow(table.columns, cells)).join('')}`
    const count = () => rows.length
    const csvEntry = await ledger.write(csv, () => ({ parts: one(text), rows: count }))
    const parquetEntry = await ledger.write(parquet, () => ({
      parts: parquetFile(table.columns, one(rows), () => parquetMetadata(facts)),
      rows: count,
    }))
    onFile(csv, csvEntry)
    onFile(parquet, parquetEntry)
    written.push({
      resource: table.name,
      facts: { ...facts, rows: csvEntry.rows },
      csv: { path: csv, entry: csvEntry },
      parquet: [{ path: parquet, entry: parquetEntry }],
    })
  }
  return written
}

/** Writes every series as of the moment: one CSV each, Parquet by venue and month. */
export async function writeSeries(making: Making): Promise<readonly PublicDataset[]> {
  const written: PublicDataset[] = []
  for (const { resource, series, interval } of RESOURCES) {
    const { asOf } = making.moment
    const filter: SeriesFilter = { venues: null, from: null, to: null, interval, asOf, now: asOf }
    const facts = await readSeriesFacts(making.db, series, filter, {
      address: addressOf(making.site, series, interval, asOf),
      site: making.site,
      simulated: making.simulated,
      count: false,
      gapsWithinMs: GAPS_WITHIN_MS,
    })
    const csv = await writeCsv(making, resource, series, filter)
    const parquet: PublicFile[] = []
    const isDated = seriesDefinitions[series].timeColumn !== null
    const places = isDated ? await readPlaces(making.db, series, filter) : [null]
    for (const place of places) parquet.push(await writeParquet(making, resource, series, filter, facts, place))
    written.push({ resource, facts: { ...facts, rows: csv.entry.rows, rowsReason: null }, csv, parquet })
  }
  return written
}

async function writeCsv(
  { db, ledger, onFile }: Making,
  resource: string,
  series: SeriesName,
  filter: SeriesFilter,
): Promise<PublicFile> {
  const path = `csv/${resource}.csv`
  const entry = await ledger.write(path, () => {
    let rows = 0
    async function* text() {
      yield csvHeader(seriesDefinitions[series].columns)
      rows = yield* streamSeriesCsv(db, series, filter)
    }
    return { parts: text(), rows: () => rows }
  })
  onFile(path, entry)
  return { path, entry }
}

async function writeParquet(
  { db, ledger, onFile }: Making,
  resource: string,
  series: SeriesName,
  filter: SeriesFilter,
  facts: DatasetFacts,
  place: Place | null,
): Promise<PublicFile> {
  const path =
    place === null ? `parquet/${resource}.parquet` : `parquet/${resource}/${place.venue}/${place.month}.parquet`
  const part = place === null ? filter : { ...filter, venues: [place.venue], from: place.from, to: place.to }
  const filters =
    place === null
      ? facts.filters
      : { ...facts.filters, venue: place.venue, from: place.from.toISOString(), to: place.to.toISOString() }
  const entry = await ledger.write(path, () => {
    let rows = 0
    async function* batches() {
      for await (const batch of streamSeries(db, series, part)) {
        rows += batch.length
        yield batch
      }
    }
    const { columns } = seriesDefinitions[series]
    return { parts: parquetFile(columns, batches(), () => parquetMetadata({ ...facts, filters })), rows: () => rows }
  })
  onFile(path, entry)
  return { path, entry }
}

function addressOf(site: string, series: SeriesName, interval: Interval, asOf: Date): string {
  const search = new URLSearchParams(series === 'coverage' ? { interval } : {})
  search.set('as_of', asOf.toISOString())
  return `${site}/api/v1/${series}.csv?${search}`
}

async function* one<Value>(value: Value) {
  yield value
}
