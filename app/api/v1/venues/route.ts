import { getOverview } from '@/app/_data/overview'
import { answer } from '@/app/_http/answer'
import { answerOptions, refuseMethod, respondJson } from '@/app/_http/respond'
import { metaApi, venueApi } from '@/lib/queries/api'
import { noParametersSchema, readParameters } from '@/lib/queries/parameters'

export const dynamic = 'force-dynamic'

/** Every venue that is followed, and those that closed, with its latest figures; record-only venues have a page each. */
export function GET(request: Request): Promise<Response> {
  return answer(request, async () => {
    readParameters(noParametersSchema, new URL(request.url).searchParams)
    const { rows, meta } = await getOverview()
    return respondJson(request, { data: rows.filter((row) => !row.recordOnly).map(venueApi), meta: metaApi(meta) })
  })
}

export const OPTIONS = answerOptions(['GET', 'HEAD'])
const refuse = refuseMethod(['GET', 'HEAD'])

export { refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT }
