import { answer } from '@/app/_http/answer'
import { askedDisclosures } from '@/app/_http/disclosures'
import { answerOptions, refuseMethod, respondJson } from '@/app/_http/respond'
import { metaApi } from '@/lib/queries/api'
import { disclosureApi } from '@/lib/queries/disclosure-api'

export const dynamic = 'force-dynamic'

/** The stage and the fourteen marks of every venue that is followed and open. */
export function GET(request: Request): Promise<Response> {
  return answer(request, async () => {
    const { venues, meta } = await askedDisclosures(request)
    return respondJson(request, { data: venues.map(disclosureApi), meta: metaApi(meta) })
  })
}

export const OPTIONS = answerOptions(['GET', 'HEAD'])
const refuse = refuseMethod(['GET', 'HEAD'])

export { refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT }
