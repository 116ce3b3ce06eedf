import { z } from 'zod'
import { getDisclosureMatrix } from '@/app/_data/disclosure'
import { NotFoundError } from '@/lib/errors'
import type { DisclosureMatrix } from '@/lib/queries/disclosure-matrix'
import { readParameters, venueListSchema } from '@/lib/queries/parameters'
import { isKnownVenue } from '@/lib/record/profiles'

const parametersSchema = z.strictObject({ venue: venueListSchema.optional() })

/** The matrix, narrowed to the venues asked for. Throws BadRequestError, or NotFoundError for an unknown venue. */
export async function askedDisclosures(request: Request): Promise<DisclosureMatrix> {
  const { venue } = readParameters(parametersSchema, new URL(request.url).searchParams)
  const unknown = venue?.find((slug) => !isKnownVenue(slug))
  if (unknown !== undefined) throw new NotFoundError(`no venue "${unknown}"; GET /api/v1/venues lists them`)
  const { venues, meta } = await getDisclosureMatrix()
  return { venues: venues.filter((row) => venue === undefined || venue.includes(row.venue)), meta }
}
