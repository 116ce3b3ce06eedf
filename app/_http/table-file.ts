import { getTable } from '@/app/_data/table'
import { respondBytes, respondJson } from '@/app/_http/respond'
import { NotFoundError } from '@/lib/errors'
import { csvHeader, csvRow } from '@/lib/export/csv'
import { weakEtag } from '@/lib/export/etag'
import { ndjsonRow, rowObject } from '@/lib/export/ndjson'
import type { TableDefinition } from '@/lib/export/tables'
import { metaApi } from '@/lib/queries/api'
import { readParameters, tableParametersSchema } from '@/lib/queries/parameters'
import type { SeriesFormat } from '@/lib/queries/series/request'
import { isKnownVenue } from '@/lib/record/profiles'

/** A table of the present as CSV, NDJSON or JSON; only `venue` narrows it. */
export async function respondTable(
  request: Request,
  { name, columns }: TableDefinition,
  format: SeriesFormat,
): Promise<Response> {
  const { venue = null } = readParameters(tableParametersSchema, new URL(request.url).searchParams)
  const unknown = venue?.find((asked) => !isKnownVenue(asked))
  if (unknown !== undefined) throw new NotFoundError(`no venue "${unknown}"; GET /api/v1/venues lists them`)
  const { rows, meta } = await getTable(name, venue)
  if (format === 'json') {
    return respondJson(request, { data: rows.map((cells) => rowObject(columns, cells)), meta: metaApi(meta) })
  }
  const lines = rows.map((cells) => (format === 'csv' ? csvRow : ndjsonRow)(columns, cells))
  const text = `${format === 'csv' ? csvHeader(columns) : ''}${lines.join('')}`
  const type = format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/x-ndjson; charset=utf-8'
  return respondBytes(request, text, {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="coverline-${name}.${format}"`,
    ETag: weakEtag(text),
  })
}
