import { getSeriesMark, getSeriesRows } from '@/app/_data/series'
import { respondBusy } from '@/app/_http/answer'
import { CACHE, CORS, respondBytes } from '@/app/_http/respond'
import { streamText, takeStreamPlace } from '@/app/_http/stream'
import { csvHeader, csvRow } from '@/lib/export/csv'
import { matchesEtag, weakEtag } from '@/lib/export/etag'
import { ndjsonRow } from '@/lib/export/ndjson'
import type { SeriesDefinition } from '@/lib/export/series'
import { isRecordSeries } from '@/lib/queries/series/meta'
import type { SeriesFilter } from '@/lib/queries/series/source'

const CONTENT_TYPES = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson; charset=utf-8',
} as const

export interface SeriesFile {
  readonly definition: SeriesDefinition
  readonly format: keyof typeof CONTENT_TYPES
  readonly filter: SeriesFilter
}

/** A whole series as a file. The record is small and sent at once; the others stream, whatever their length. */
export async function respondFile(request: Request, file: SeriesFile): Promise<Response> {
  const headers = {
    'Content-Type': CONTENT_TYPES[file.format],
    'Content-Disposition': `attachment; filename="coverline-${file.definition.name}.${file.format}"`,
  }
  if (isRecordSeries(file.definition.name)) {
    const parts: string[] = []
    for await (const part of fileText(file)) parts.push(part)
    const text = parts.join('')
    return respondBytes(request, text, { ...headers, ETag: weakEtag(text) })
  }
  const etag = await fileEtag(file)
  const common = { ...CORS, ...CACHE, ETag: etag }
  if (matchesEtag(request.headers.get('if-none-match'), etag))
    return new Response(null, { status: 304, headers: common })
  if (request.method === 'HEAD') return new Response(null, { headers: { ...common, ...headers } })
  const done = takeStreamPlace()
  if (done === null) return respondBusy('as many downloads run as may at once; try again shortly')
  const body = await streamText(fileText(file), { signal: request.signal, done })
  return new Response(body, { headers: { ...common, ...headers } })
}

/** Stands for the rows without reading them: the question, and either the moment it is asked of or what was written. */
async function fileEtag({ definition, format, filter }: SeriesFile): Promise<string> {
  const { venues, from, to, interval, asOf } = filter
  const question = [definition.name, format, venues, from, to, interval, asOf]
  const mark = asOf === null ? (await getSeriesMark(definition.name, filter)).mark : ''
  return weakEtag(JSON.stringify([question, mark]))
}

async function* fileText({ definition, format, filter }: SeriesFile): AsyncGenerator<string, void, undefined> {
  const write = format === 'csv' ? csvRow : ndjsonRow
  let head = format === 'csv' ? csvHeader(definition.columns) : ''
  for await (const rows of getSeriesRows(definition.name, filter)) {
    yield head + rows.map((cells) => write(definition.columns, cells)).join('')
    head = ''
  }
  if (head !== '') yield head
}
