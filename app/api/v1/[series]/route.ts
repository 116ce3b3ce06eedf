import { getSeriesMark, getSeriesPage, untilSettled } from '@/app/_data/series'
import { answer } from '@/app/_http/answer'
import { compressed } from '@/app/_http/compress'
import { answerOptions, refuseMethod, respondJson, respondProblem } from '@/app/_http/respond'
import { respondFile } from '@/app/_http/series-file'
import { respondTable } from '@/app/_http/table-file'
import { NotFoundError } from '@/lib/errors'
import { rowObject } from '@/lib/export/ndjson'
import { problem } from '@/lib/export/problem'
import { findSeries, type SeriesDefinition, seriesDefinitions } from '@/lib/export/series'
import { findTable } from '@/lib/export/tables'
import { metaApi } from '@/lib/queries/api'
import { writeCursor } from '@/lib/queries/series/cursor'
import { seriesMeta } from '@/lib/queries/series/meta'
import { readSeriesRequest, type SeriesFormat, type SeriesRequest } from '@/lib/queries/series/request'
import { isKnownVenue } from '@/lib/record/profiles'

export const dynamic = 'force-dynamic'

interface Context {
  readonly params: Promise<{ readonly series: string }>
}

/** A series as CSV or NDJSON, all of it, or as JSON by page. */
export function GET(request: Request, context: Context): Promise<Response> {
  return answer(request, async () => compressed(request, await respond(request, (await context.params).series)))
}

// Without it a HEAD would run GET and leave the download it began unread.
export const HEAD = GET
export const OPTIONS = answerOptions(['GET', 'HEAD'])
const refuse = refuseMethod(['GET', 'HEAD'])

export { refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT }

async function respond(request: Request, name: string): Promise<Response> {
  const table = findTable(name.split('.')[0] ?? '')
  if (table !== null) return respondTable(request, table, readTableFormat(name))
  const { definition, format } = readFileName(name)
  if (format === 'parquet') {
    const message = `${definition.name}.parquet comes later; ${definition.name}.csv, .ndjson and .json hold the same rows`
    return respondProblem(problem(501, message))
  }
  const { searchParams } = new URL(request.url)
  const asked = readSeriesRequest(definition.name, format, searchParams, { now: new Date(), knows: isKnownVenue })
  if (asked.filter.asOf !== null) await untilSettled(asked.filter.asOf)
  if (format === 'json') return respondPage(request, definition, asked)
  return respondFile(request, { definition, format, filter: asked.filter })
}

function readFileName(name: string): {
  readonly definition: SeriesDefinition
  readonly format: SeriesFormat | 'parquet'
} {
  const [series = '', format, ...more] = name.split('.')
  const definition = more.length === 0 ? findSeries(series) : null
  if (definition === null) {
    throw new NotFoundError(`no series "${name.slice(0, 60)}"; there are ${Object.keys(seriesDefinitions).join(', ')}`)
  }
  if (format === 'csv' || format === 'json' || format === 'ndjson' || format === 'parquet')
    return { definition, format }
  throw new NotFoundError(`no "${name.slice(0, 60)}"; ${series} is there as .csv, .json and .ndjson`)
}

function readTableFormat(name: string): SeriesFormat {
  const [table = '', format, ...more] = name.split('.')
  if (more.length === 0 && (format === 'csv' || format === 'json' || format === 'ndjson')) return format
  throw new NotFoundError(`no "${name.slice(0, 60)}"; ${table} is there as .csv, .json and .ndjson`)
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
