import { z } from 'zod'
import { BadRequestError, type FieldError, NotFoundError } from '@/lib/errors'
import type { DataFormat } from '@/lib/export/dataset'
import type { SeriesName } from '@/lib/export/series'
import {
  describedTime,
  rangeParametersSchema,
  readParameters,
  refused,
  venueListSchema,
  wholeNumberSchema,
  wordSchema,
} from '@/lib/queries/parameters'
import { readCursor } from '@/lib/queries/series/cursor'
import type { Interval, SeriesFilter } from '@/lib/queries/series/source'

const DEFAULT_LIMIT = 1000
const MOST_LIMIT = 10_000

const filterShape = {
  venue: venueListSchema.optional(),
  ...rangeParametersSchema.shape,
  as_of: describedTime(
    'Only what was known then; not in the future. The same address gives the same rows.',
    '2026-11-01',
  ),
}
const intervalShape = {
  interval: wordSchema(['day', 'hour', 'raw'])
    .meta({
      description: 'Length of a row: day unless said otherwise for coverage, raw for the others.',
      example: 'hour',
    })
    .optional(),
}
const limitSchema = wholeNumberSchema(1, MOST_LIMIT)
const pageShape = {
  limit: limitSchema
    .meta({ ...limitSchema.meta(), description: `Rows of a page; ${DEFAULT_LIMIT} unless given.`, example: 100 })
    .optional(),
  cursor: z
    .string()
    .meta({ description: 'next_cursor of the page before, with the same other parameters.' })
    .optional(),
}
/** A byte-order mark before the text. */
const bomShape = {
  bom: wordSchema(['0', '1'])
    .meta({
      description: '1 puts a byte-order mark before the CSV, which Excel needs to read it as UTF-8.',
      example: '1',
    })
    .optional(),
}

/** The interval given where none is asked for; a series that is not named takes none. */
const DEFAULT_INTERVALS: Partial<Readonly<Record<SeriesName, Interval>>> = {
  coverage: 'day',
  volumes: 'raw',
  depth: 'raw',
}

/** True for the series that can be asked for by day or hour. */
export function hasIntervals(series: SeriesName): boolean {
  return DEFAULT_INTERVALS[series] !== undefined
}

/** The interval of a series where none is asked for. */
export function intervalOf(series: SeriesName): Interval {
  return DEFAULT_INTERVALS[series] ?? 'day'
}

/** The parameters a series takes: `interval` where it has buckets, `limit` and `cursor` only for JSON, `bom` for CSV. */
export function seriesParametersSchema(series: SeriesName, format: DataFormat) {
  return z.strictObject({
    ...filterShape,
    ...(hasIntervals(series) ? intervalShape : {}),
    ...(format === 'json' ? pageShape : {}),
    ...(format === 'csv' ? bomShape : {}),
  })
}

/** Of a table of the present: only `venue` narrows it. */
export function tableParametersSchema<Format extends DataFormat>(format: Format) {
  const { venue } = filterShape
  const optional: Partial<typeof bomShape> = format === 'csv' ? bomShape : {}
  return z.strictObject({ venue, ...optional })
}

export interface SeriesRequest {
  readonly filter: SeriesFilter
  readonly after: readonly string[] | null
  readonly limit: number
  readonly bom: boolean
}

/**
 * Reads what is asked of a series. Throws BadRequestError naming each bad parameter, NotFoundError for a venue that is
 * neither listed nor on record.
 */
export function readSeriesRequest(
  series: SeriesName,
  format: DataFormat,
  search: URLSearchParams,
  context: { readonly now: Date; readonly knows: (venue: string) => boolean },
): SeriesRequest {
  // Every series is read with the widest shape, so that the parameters have one type; the narrow one decides.
  readParameters(seriesParametersSchema(series, format), search)
  const given = readParameters(z.strictObject({ ...filterShape, ...intervalShape, ...pageShape, ...bomShape }), search)
  const errors: FieldError[] = []
  if (given.from && given.to && given.to <= given.from) {
    errors.push({ path: 'to', message: refused(search.get('to'), `a time after from (${search.get('from')})`) })
  }
  if (given.as_of && given.as_of > context.now) {
    errors.push({ path: 'as_of', message: refused(search.get('as_of'), 'a time that is not in the future') })
  }
  if (errors.length > 0) throw new BadRequestError(errors)
  const unknown = given.venue?.find((venue) => !context.knows(venue))
  if (unknown !== undefined) throw new NotFoundError(`no venue "${unknown}"; GET /api/v1/venues lists them`)
  const filter: SeriesFilter = {
    venues: given.venue ?? null,
    from: given.from ?? null,
    to: given.to ?? null,
    interval: given.interval ?? intervalOf(series),
    asOf: given.as_of ?? null,
    now: context.now,
  }
  return {
    filter,
    after: readAfter(series, filter, given.cursor),
    limit: given.limit ?? DEFAULT_LIMIT,
    bom: given.bom === '1',
  }
}

function readAfter(series: SeriesName, filter: SeriesFilter, cursor: string | undefined): readonly string[] | null {
  if (cursor === undefined) return null
  const after = readCursor(series, filter, cursor)
  if (after !== null) return after
  const message = refused(cursor, 'next_cursor of an answer to the same series and parameters')
  throw new BadRequestError([{ path: 'cursor', message }])
}
