import { getTable } from '@/app/_data/table'
import { respondBytes, respondJson } from '@/app/_http/respond'
import { countHeader, fileHeaders, placeOf } from '@/app/_http/series-file'
import { NotFoundError } from '@/lib/errors'
import { datasetZip, jsonText } from '@/lib/export/bundle'
import type { Cell } from '@/lib/export/columns'
import { BOM, csvHeader, csvRow } from '@/lib/export/csv'
import type { DataFormat, DatasetFacts } from '@/lib/export/dataset'
import { weakEtag } from '@/lib/export/etag'
import { metadataDocument, parquetMetadata } from '@/lib/export/metadata'
import { ndjsonRow, rowObject } from '@/lib/export/ndjson'
import { parquetFile } from '@/lib/export/parquet'
import { readmeText } from '@/lib/export/readme'
import type { TableDefinition } from '@/lib/export/tables'
import { metaApi } from '@/lib/queries/api'
import { readParameters } from '@/lib/queries/parameters'
import { tableParametersSchema } from '@/lib/queries/series/request'
import { isKnownVenue } from '@/lib/record/profiles'

/** A table of the present in any format; only `venue` narrows it. It is small and sent at once. */
export async function respondTable(request: Request, table: TableDefinition, format: DataFormat): Promise<Response> {
  const { name, columns } = table
  const { searchParams } = new URL(request.url)
  readParameters(tableParametersSchema(format), searchParams)
  const { venue = null, bom } = readParameters(tableParametersSchema('csv'), searchParams)
  const unknown = venue?.find((asked) => !isKnownVenue(asked))
  if (unknown !== undefined) throw new NotFoundError(`no venue "${unknown}"; GET /api/v1/venues lists them`)
  const { rows, meta } = await getTable(name, venue)
  if (format === 'json') {
    const data = rows.map((cells) => rowObject(columns, cells))
    return respondJson(request, { data, meta: metaApi(meta) }, countHeader(rows.length))
  }
  const facts: DatasetFacts = {
    dataset: table,
    ...placeOf(request),
    filters: { venue: venue?.join(',') ?? 'all' },
    ...meta,
    rows: rows.length,
    rowsReason: null,
    gaps: { groups: null, reason: 'A table of the present has no history and so no gaps.' },
    files: [],
  }
  const content = await contentOf(facts, rows, format, bom === '1')
  // Files that carry the time they were made are the same while their rows are.
  const etag = weakEtag(JSON.stringify([format, bom, rows]))
  const headers = { ...fileHeaders(name, format), ...countHeader(rows.length) }
  return respondBytes(request, content, { ...headers, ETag: etag })
}

async function contentOf(
  facts: DatasetFacts,
  rows: readonly (readonly Cell[])[],
  format: Exclude<DataFormat, 'json'>,
  bom: boolean,
): Promise<string | Uint8Array<ArrayBuffer>> {
  const { columns } = facts.dataset
  const csv = `${csvHeader(columns)}${rows.map((cells) => csvRow(columns, cells)).join('')}`
  if (format === 'csv') return `${bom ? BOM : ''}${csv}`
  if (format === 'ndjson') return rows.map((cells) => ndjsonRow(columns, cells)).join('')
  if (format === 'metadata.json') return jsonText(metadataDocument(facts))
  if (format === 'readme.md') return readmeText(facts)
  if (format === 'parquet') return joined(parquetFile(columns, one(rows), () => parquetMetadata(facts)))
  return joined(
    datasetZip(facts, async function* () {
      yield csv
      return rows.length
    }),
  )
}

async function joined(parts: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  for await (const part of parts) chunks.push(part)
  return Buffer.concat(chunks)
}

async function* one<Value>(value: Value) {
  yield value
}
