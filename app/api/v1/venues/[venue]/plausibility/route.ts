import { getPlausibility } from '@/app/_data/plausibility'
import { answer } from '@/app/_http/answer'
import { answerOptions, refuseMethod, respondJson } from '@/app/_http/respond'
import { NotFoundError } from '@/lib/errors'
import { metaApi, plausibilityApi } from '@/lib/queries/api'
import { noParametersSchema, readParameters } from '@/lib/queries/parameters'

export const dynamic = 'force-dynamic'

/** The plausibility tests of one venue, those with too few samples included. */
export function GET(
  request: Request,
  context: { readonly params: Promise<{ readonly venue: string }> },
): Promise<Response> {
  return answer(request, async () => {
    readParameters(noParametersSchema, new URL(request.url).searchParams)
    const { venue } = await context.params
    const found = await getPlausibility(venue)
    if (found === null) throw new NotFoundError(`no venue "${venue.slice(0, 60)}"; GET /api/v1/venues lists them`)
    return respondJson(request, { data: plausibilityApi(found), meta: metaApi(found.meta) })
  })
}

export const OPTIONS = answerOptions(['GET', 'HEAD'])
const refuse = refuseMethod(['GET', 'HEAD'])

export { refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT }
