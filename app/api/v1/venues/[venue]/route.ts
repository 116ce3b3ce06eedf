import { getVenue } from '@/app/_data/venue'
import { answer } from '@/app/_http/answer'
import { answerOptions, refuseMethod, respondJson } from '@/app/_http/respond'
import { NotFoundError } from '@/lib/errors'
import { metaApi, venueDetailApi } from '@/lib/queries/api'
import { noParametersSchema, readParameters } from '@/lib/queries/parameters'

export const dynamic = 'force-dynamic'

/** One venue: funds with their balances, open interest, ADL signals, waterfall, leverage, disclosures, events. */
export function GET(
  request: Request,
  context: { readonly params: Promise<{ readonly venue: string }> },
): Promise<Response> {
  return answer(request, async () => {
    readParameters(noParametersSchema, new URL(request.url).searchParams)
    const { venue } = await context.params
    const found = await getVenue(venue)
    if (found === null) throw new NotFoundError(`no venue "${venue.slice(0, 60)}"; GET /api/v1/venues lists them`)
    return respondJson(request, { data: venueDetailApi(found.page), meta: metaApi(found.meta) })
  })
}

export const OPTIONS = answerOptions(['GET', 'HEAD'])
const refuse = refuseMethod(['GET', 'HEAD'])

export { refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT }
