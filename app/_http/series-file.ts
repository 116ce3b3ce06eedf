import { getSeriesCount, getSeriesFacts, getSeriesLines, getSeriesMark, getSeriesRows } from '@/app/_data/series'
import { respondBusy } from '@/app/_http/answer'
import { CACHE, CORS, respondBytes } from '@/app/_http/respond'
import { streamBody, takeStreamPlace } from '@/app/_http/stream'
import { env } from '@/lib/env'
import { datasetZip, jsonText } from '@/lib/export/bundle'
import { BOM, csvHeader } from '@/lib/export/csv'
import { type DataFormat, MEDIA_TYPES } from '@/lib/export/dataset'
import { matchesEtag, weakEtag } from '@/lib/export/etag'
import { metadataDocument, parquetMetadata } from '@/lib/export/metadata'
import { ndjsonRow } from '@/lib/export/ndjson'
import { parquetFile } from '@/lib/export/parquet'
import { readmeText } from '@/lib/export/readme'
import type { SeriesDefinition } from '@/lib/export/series'
import { isRecordSeries } from '@/lib/queries/series/meta'
import type { StreamNotes } from '@/lib/queries/series/read'
import type { SeriesFilter } from '@/lib/queries/series/source'

export interface SeriesFile {
  readonly definition: SeriesDefinition
  readonly format: Exclude<DataFormat, 'json'>
  readonly filter: SeriesFilter
  /** A byte-order mark before a CSV. */
  readonly bom: boolean
}

/**
 * A whole series as a file. What is said about it is sent at once, as are CSV and NDJSON of the record, which is small;
 * the rest streams, whatever its length. `X-Row-Count` states the rows beforehand where counting them is quick.
 */
export async function respondFile(request: Request, file: SeriesFile): Promise<Response> {
  const { definition, format, filter } = file
  const headers = fileHeaders(definition.name, format)
  if (format === 'metadata.json' || format === 'readme.md') return respondAbout(request, file, headers)
  if (isRecordSeries(definition.name) && (format === 'csv' || format === 'ndjson')) {
    const parts: Uint8Array[] = []
    let count: number | null = null
    for await (const part of contentOf(request, file, { onCount: (rows) => (count = rows) }))
      parts.push(Buffer.from(part))
    const text = Buffer.concat(parts).toString('utf8')
    return respondBytes(request, text, { ...headers, ...countHeader(count), ETag: weakEtag(text) })
  }
  const etag = await fileEtag(file)
  const common = { ...CORS, ...CACHE, ETag: etag }
  if (matchesEtag(request.headers.get('if-none-match'), etag))
    return new Response(null, { status: 304, headers: common })
  if (request.method === 'HEAD') {
    const counted = countHeader(await getSeriesCount(definition.name, filter))
    return new Response(null, { headers: { ...common, ...headers, ...counted } })
  }
  const done = takeStreamPlace()
  if (done === null) return respondBusy('as many downloads run as may at once; try again shortly')
  let count: number | null = null
  const content = contentOf(request, file, { onCount: (rows) => (count = rows) })
  const body = await streamBody(content, { signal: request.signal, done })
  return new Response(body, { headers: { ...common, ...headers, ...countHeader(count) } })
}

/** The type and the name a download is saved under. */
export function fileHeaders(name: string, format: DataFormat) {
  return {
    'Content-Type': MEDIA_TYPES[format],
    'Content-Disposition': `attachment; filename="coverline-${name}.${format}"`,
  }
}

/** The number of rows as a header; none where it was not counted. */
export function countHeader(rows: number | null): Readonly<Record<string, string>> {
  return rows === null ? {} : { 'X-Row-Count': String(rows) }
}

async function respondAbout(
  request: Request,
  file: SeriesFile,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const place = placeOf(request)
  // What is described is the rows, not the description.
  const address = place.address.replace(`.${file.format}`, '.csv')
  const facts = await getSeriesFacts(file.definition.name, file.filter, { ...place, address, count: true })
  const write = (made: typeof facts) =>
    file.format === 'readme.md' ? readmeText(made) : jsonText(metadataDocument(made))
  return respondBytes(request, write(facts), {
    ...headers,
    ...countHeader(facts.rows),
    ETag: weakEtag(write({ ...facts, generatedAt: '' })),
  })
}

/** Stands for the rows without reading them: the question, and either the moment it is asked of or what was written. */
async function fileEtag({ definition, format, filter, bom }: SeriesFile): Promise<string> {
  const { venues, from, to, interval, asOf } = filter
  const question = [definition.name, format, venues, from, to, interval, asOf, bom]
  const mark = asOf === null ? (await getSeriesMark(definition.name, filter)).mark : ''
  return weakEtag(JSON.stringify([question, mark]))
}

function contentOf(request: Request, file: SeriesFile, notes: StreamNotes) {
  if (file.format === 'csv') return csvText(file, notes)
  if (file.format === 'parquet') return parquetBytes(request, file, notes)
  if (file.format === 'zip') return zipBytes(request, file, notes)
  return ndjsonText(file, notes)
}

async function* csvText(
  { definition, filter, bom }: SeriesFile,
  notes: StreamNotes,
): AsyncGenerator<Buffer, void, undefined> {
  const head = Buffer.from(`${bom ? BOM : ''}${csvHeader(definition.columns)}`)
  const lines = getSeriesLines(definition.name, filter, notes)
  try {
    // Together with the first rows: what fails before them must still be answered with a status.
    const first = await lines.next()
    if (first.done) {
      yield head
      return
    }
    yield Buffer.concat([head, first.value])
    yield* lines
  } finally {
    await lines.return(0)
  }
}

async function* ndjsonText({ definition, filter }: SeriesFile, notes: StreamNotes) {
  for await (const rows of getSeriesRows(definition.name, filter, notes))
    yield rows.map((cells) => ndjsonRow(definition.columns, cells)).join('')
}

async function* parquetBytes(request: Request, { definition, filter }: SeriesFile, notes: StreamNotes) {
  const { name, columns } = definition
  const facts = await getSeriesFacts(name, filter, { ...placeOf(request), count: false })
  yield* parquetFile(columns, getSeriesRows(name, filter, notes), () => parquetMetadata(facts))
}

async function* zipBytes(request: Request, { definition, filter }: SeriesFile, notes: StreamNotes) {
  const { name, columns } = definition
  const facts = await getSeriesFacts(name, filter, { ...placeOf(request), count: false })
  const lines = getSeriesLines(name, filter, notes)
  try {
    // The first rows before the first byte: what fails, and the number of rows, must be known by then.
    const first = await lines.next()
    yield* datasetZip(facts, async function* () {
      yield csvHeader(columns)
      if (first.done) return first.value
      yield first.value
      return yield* lines
    })
  } finally {
    await lines.return(0)
  }
}

/** The address of an answer, as others reach it, and whether the site is a simulated one. */
export function placeOf(request: Request) {
  const { publicUrl: site, simulated } = env()
  const { pathname, search } = new URL(request.url)
  return { site, simulated, address: `${site}${pathname}${search}` }
}
