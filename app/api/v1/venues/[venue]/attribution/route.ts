import { getAttribution } from '@/app/_data/attribution'
import { answer } from '@/app/_http/answer'
import { answerOptions, refuseMethod, respondJson } from '@/app/_http/respond'
import { BadRequestError, NotFoundError } from '@/lib/errors'
import { attributionApi, metaApi } from '@/lib/queries/api'
import { rangeParametersSchema, readParameters, refused } from '@/lib/queries/parameters'

export const dynamic = 'force-dynamic'

const DEFAULT_MS = 30 * 86_400_000

/** What changed a venue's funds in [from, to), by cause; the last 30 days when nothing is given. */
export function GET(
  request: Request,
  context: { readonly params: Promise<{ readonly venue: string }> },
): Promise<Response> {
  return answer(request, async () => {
    const { searchParams } = new URL(request.url)
    const given = readParameters(rangeParametersSchema, searchParams)
    // To the second, so that askers of the same moment share one reading.
    const now = new Date(Math.floor(Date.now() / 1000) * 1000)
    const to = given.to ?? now
    const from = given.from ?? new Date(to.getTime() - DEFAULT_MS)
    if (from >= now) {
      throw new BadRequestError([{ path: 'from', message: refused(searchParams.get('from'), 'a time in the past') }])
    }
    if (from >= to) {
      const accepted = `a time after from (${from.toISOString()})`
      throw new BadRequestError([{ path: 'to', message: refused(searchParams.get('to'), accepted) }])
    }
    const { venue } = await context.params
    const found = await getAttribution(venue, { from, to })
    if (found === null) throw new NotFoundError(`no venue "${venue.slice(0, 60)}"; GET /api/v1/venues lists them`)
    return respondJson(request, { data: attributionApi(found), meta: metaApi(found.meta) })
  })
}

export const OPTIONS = answerOptions(['GET', 'HEAD'])
const refuse = refuseMethod(['GET', 'HEAD'])

export { refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT }
