import { getSeriesMark, getSeriesPage, untilSettled } from '@/app/_data/series'
import { answer } from '@/app/_http/answer'
import { answerOptions, refuseMethod, respondJson } from '@/app/_http/respond'
import { respondFile } from '@/app/_http/series-file'
import { respondTable } from '@/app/_http/table-file'
import { NotFoundError } from '@/lib/errors'
import { type DataFormat, type Dataset, FORMATS, findFormat } from '@/lib/export/dataset'
import { rowObject } from '@/lib/export/ndjson'
import { findSeries, type SeriesDefinition, seriesDefinitions } from '@/lib/export/series'
import { findTable, tableDefinitions } from '@/lib/export/tables'
import { metaApi } from '@/lib/queries/api'
import { writeCursor } from '@/lib/queries/series/cursor'
import { seriesMeta } from '@/lib/queries/series/meta'
import { readSeriesRequest, type SeriesRequest } from '@/lib/queries/series/request'
import { isKnownVenue } from '@/lib/record/profiles'

export const dynamic = 'force-dynamic'

interface Context {
  readonly params: Promise<{ readonly series: string }>
}

/** A series or a table by suffix: all of it, or as JSON by page. */
export function GET(request: Request, context: Context): Promise<Response> {
  return answer(request, async () => respond(request, (await context.params).series))
}

// Without it a HEAD would run GET and leave the download it began unread.
export const HEAD = GET
export const OPTIONS = answerOptions(['GET', 'HEAD'])
const refuse = refuseMethod(['GET', 'HEAD'])

export { refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT }

async function respond(request: Request, name: string): Promise<Response> {
  const { dataset, format } = readFileName(name)
  const table = findTable(dataset.name)
  if (table !== null) return respondTable(request, table, format)
  const definition = findSeries(dataset.name)
  if (definition === null) throw new NotFoundError(`no series "${dataset.name}"`)
  const { searchParams } = new URL(request.url)
  const asked = readSeriesRequest(definition.name, format, searchParams, { now: new Date(), knows: isKnownVenue })
  if (asked.filter.asOf !== null) await untilSettled(asked.filter.asOf)
  if (format === 'json') return respondPage(request, definition, asked)
  return respondFile(request, { definition, format, filter: asked.filter, bom: asked.bom })
}

function readFileName(name: string): { readonly dataset: Dataset; readonly format: DataFormat } {
  const [, stem = '', suffix = ''] = /^([^.]*)\.?(.*)$/s.exec(name) ?? []
  const dataset = findSeries(stem) ?? findTable(stem)
  if (dataset === null) {
    const names = [...Object.keys(seriesDefinitions), ...Object.keys(tableDefinitions)]
    throw new NotFoundError(`no series "${name.slice(0, 60)}"; there are ${names.join(', ')}`)
  }
  const format = findFormat(suffix)
  if (format !== null) return { dataset, format }
  throw new NotFoundError(`no "${name.slice(0, 60)}"; ${stem} is there as .${FORMATS.join(', .')}`)
}

async function respondPage(request: Request, definition: SeriesDefinition, asked: SeriesRequest): Promise<Response> {
  const { name, columns } = definition
  const [page, { dataAsOf }] = await Promise.all([
    getSeriesPage(name, asked.filter, asked),
    getSeriesMark(name, asked.filter),
  ])
  const cursor = page.next === null ? null : writeCursor(name, asked.filter, page.next)
  const body = {
    data: page.rows.map((cells) => rowObject(columns, cells)),
    next_cursor: cursor,
    meta: metaApi(seriesMeta(name, asked.filter, page.rows, dataAsOf)),
  }
  return respondJson(
    request,
    body,
    cursor === null ? {} : { Link: `<${nextAddress(request.url, cursor)}>; rel="next"` },
  )
}

function nextAddress(url: string, cursor: string): string {
  const { pathname, searchParams } = new URL(url)
  searchParams.set('cursor', cursor)
  return `${pathname}?${searchParams}`
}
