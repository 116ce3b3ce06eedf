import { z } from 'zod'
import { BadRequestError, type FieldError, NotFoundError } from '@/lib/errors'
import type { ChartRange } from '@/lib/queries/dto/chart'
import { readParameters, refused, timeSchema, venueListSchema, wordSchema } from '@/lib/queries/parameters'

const MOST_VENUES = 6
const MOST_FUND_LENGTH = 200
const PRESETS = ['24h', '7d', '30d', '90d', '1y', 'all'] as const
const RANGE_ACCEPTED = `${PRESETS.join(', ')}, or two UTC times such as 2025-10-01..2025-10-15`

/** A preset, or `FROM..TO`; half-open. */
const rangeSchema = z.string().transform((text, context): ChartRange => {
  const preset = PRESETS.find((one) => one === text)
  if (preset !== undefined) return preset
  const [from, to, ...more] = text.split('..').map((part) => timeSchema.safeParse(part))
  if (from?.success && to?.success && more.length === 0 && to.data > from.data) return { from: from.data, to: to.data }
  context.addIssue({ code: 'custom', message: refused(text, RANGE_ACCEPTED) })
  return z.NEVER
})

const schema = z.strictObject({
  venue: venueListSchema,
  fund: z.string().max(MOST_FUND_LENGTH, `accepted: a fund id of at most ${MOST_FUND_LENGTH} characters`).optional(),
  m: wordSchema(['fund', 'coverage', 'units', 'price']).optional(),
  scale: wordSchema(['lin', 'log', 'index']).optional(),
  range: rangeSchema.optional(),
  as_of: timeSchema.optional(),
})

export interface ChartRequest {
  readonly venues: readonly string[]
  readonly fund: string | undefined
  readonly measure: 'fund' | 'coverage' | 'units' | 'price'
  readonly scale: 'lin' | 'log' | 'index'
  readonly range: ChartRange
  readonly asOf: Date | null
}

/**
 * Reads what is asked of a chart. Throws BadRequestError naming each bad parameter, NotFoundError for a venue that is
 * neither listed nor on record.
 */
export function readChartRequest(
  search: URLSearchParams,
  context: { readonly now: Date; readonly knows: (venue: string) => boolean },
): ChartRequest {
  const given = readParameters(schema, search)
  const errors: FieldError[] = []
  if (given.venue.length > MOST_VENUES) {
    errors.push({ path: 'venue', message: refused(search.get('venue'), `1 to ${MOST_VENUES} venue slugs`) })
  }
  if (given.as_of !== undefined && given.as_of > context.now) {
    errors.push({ path: 'as_of', message: refused(search.get('as_of'), 'a time that is not in the future') })
  }
  if (given.fund !== undefined && given.venue.length > 1) {
    errors.push({ path: 'fund', message: refused(given.fund, 'no fund where several venues are asked for') })
  }
  if (errors.length > 0) throw new BadRequestError(errors)
  const unknown = given.venue.find((venue) => !context.knows(venue))
  if (unknown !== undefined) throw new NotFoundError(`no venue "${unknown}"; GET /api/v1/venues lists them`)
  return {
    venues: given.venue,
    fund: given.fund,
    measure: given.m ?? 'fund',
    scale: given.scale ?? 'lin',
    range: given.range ?? 'all',
    asOf: given.as_of ?? null,
  }
}
