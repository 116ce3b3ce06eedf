import type { z } from 'zod'
import { type DataFormat, type Dataset, MEDIA_TYPES } from '@/lib/export/dataset'
import { type SeriesDefinition, seriesDefinitions } from '@/lib/export/series'
import { type TableDefinition, tableDefinitions } from '@/lib/export/tables'
import { dataOf } from '@/lib/queries/contract/common'
import { metadataSchema } from '@/lib/queries/contract/metadata'
import { rowSchema, seriesPageSchema } from '@/lib/queries/contract/rows'
import { type Content, type Example, JSON_TYPE, type Operation, READ } from '@/lib/queries/openapi/operation'
import { isRecordSeries } from '@/lib/queries/series/meta'
import { seriesParametersSchema, tableParametersSchema } from '@/lib/queries/series/request'

interface Format {
  readonly format: DataFormat
  readonly words: string
}

const FORMATS: readonly Format[] = [
  { format: 'csv', words: 'all rows as CSV' },
  { format: 'ndjson', words: 'all rows, one JSON object per line' },
  { format: 'json', words: 'rows as JSON' },
  { format: 'parquet', words: 'all rows as Parquet, its metadata inside' },
  { format: 'zip', words: 'a zip of the CSV, metadata, readme and datapackage.json' },
  { format: 'metadata.json', words: 'filters, number of rows, columns, gaps, licence' },
  { format: 'readme.md', words: 'the same for people' },
]

/** Rows of each series and table by its name: one schema for all formats. */
export const rowSchemas: ReadonlyMap<string, z.ZodObject> = new Map(
  [...Object.values(seriesDefinitions), ...Object.values(tableDefinitions)].map((definition) => [
    definition.name,
    rowSchema(definition),
  ]),
)

/** JSON answers of each series and table by its name. */
export const rowsAnswerSchemas: ReadonlyMap<string, z.ZodType> = new Map([
  ...Object.keys(seriesDefinitions).map((name) => [name, seriesPageSchema(rowOf(name))] as const),
  ...Object.keys(tableDefinitions).map((name) => [name, dataOf(rowOf(name).array())] as const),
])

function rowOf(name: string): z.ZodObject {
  const row = rowSchemas.get(name)
  if (row === undefined) throw new RangeError(`no series or table "${name}"`)
  return row
}

function contentOf(name: string, format: DataFormat): Content {
  if (format === 'csv') return { type: 'text/csv', row: rowOf(name) }
  if (format === 'ndjson') return { type: 'application/x-ndjson', row: rowOf(name) }
  if (format === 'metadata.json') return { type: JSON_TYPE, schema: metadataSchema }
  if (format !== 'json') return { type: MEDIA_TYPES[format].split(';')[0] ?? MEDIA_TYPES[format] }
  return { type: JSON_TYPE, schema: rowsAnswerSchemas.get(name) ?? rowOf(name) }
}

function operationOf(definition: Dataset, { format, words }: Format) {
  const { name, title, description, order } = definition
  return {
    ...READ,
    id: `${name}.${format}`,
    path: `/api/v1/${name}.${format}`,
    tag: name,
    description: `${description} Order: ${order}.`,
    summary: `${title}: ${words}`,
    answer: { description: answerWords(format), content: contentOf(name, format) },
    errors: [400, 404],
  } as const
}

function answerWords(format: DataFormat): string {
  if (format === 'metadata.json' || format === 'readme.md') return 'What the rows are.'
  if (format === 'json') return 'Rows in the stated order.'
  const counted = 'X-Row-Count states how many rows come, where counting them is quick.'
  return `${format === 'zip' ? 'The files, compressed.' : 'Rows in the stated order.'} ${counted}`
}

const ONE_DAY = 'from=2026-11-20&to=2026-11-21'

const refusals = (path: string): readonly Example[] => [
  { summary: 'A parameter that is not known', address: `${path}?colour=blue`, status: 400, field: 'colour' },
  { summary: 'A venue that is not a slug', address: `${path}?venue=A%20B`, status: 400, field: 'venue' },
  { summary: 'A venue that is not known', address: `${path}?venue=no-such-venue`, status: 404 },
]

function seriesOperation(definition: SeriesDefinition, format: Format): Operation {
  const operation = operationOf(definition, format)
  const { path } = operation
  const query = seriesParametersSchema(definition.name, format.format)
  const paged = format.format === 'json'
  const isRecord = isRecordSeries(definition.name)
  return {
    ...operation,
    summary: paged ? `${operation.summary}, by page` : operation.summary,
    query,
    examples: [
      {
        summary: paged ? 'The first rows of one venue' : isRecord ? 'One venue' : 'One venue, one day',
        address: `${path}?${paged ? 'venue=bybit&limit=3' : isRecord ? 'venue=bitmex' : `venue=bybit&${ONE_DAY}`}`,
        status: 200,
      },
      ...(Object.hasOwn(query.shape, 'interval')
        ? [{ summary: 'By hour', address: `${path}?venue=okx&interval=hour&${ONE_DAY}`, status: 200 } as const]
        : []),
      ...refusals(path),
      { summary: 'A day that does not exist', address: `${path}?from=2026-02-30`, status: 400, field: 'from' },
      {
        summary: 'A range that ends before it starts',
        address: `${path}?from=2026-02-01&to=2026-01-01`,
        status: 400,
        field: 'to',
      },
      { summary: 'A moment in the future', address: `${path}?as_of=2999-01-01`, status: 400, field: 'as_of' },
      ...(paged
        ? ([
            { summary: 'A page that is too large', address: `${path}?limit=10001`, status: 400, field: 'limit' },
            { summary: 'A cursor of something else', address: `${path}?cursor=x`, status: 400, field: 'cursor' },
          ] as const)
        : []),
    ],
  }
}

function tableOperation(definition: TableDefinition, format: Format): Operation {
  const operation = operationOf(definition, format)
  const { path } = operation
  return {
    ...operation,
    query: tableParametersSchema(format.format),
    examples: [{ summary: 'Two venues', address: `${path}?venue=bybit,okx`, status: 200 }, ...refusals(path)],
  }
}

/** Every series and table in every format. */
export const seriesOperations: readonly Operation[] = [
  ...Object.values(seriesDefinitions).flatMap((definition) =>
    FORMATS.map((format) => seriesOperation(definition, format)),
  ),
  ...Object.values(tableDefinitions).flatMap((definition) =>
    FORMATS.map((format) => tableOperation(definition, format)),
  ),
]
