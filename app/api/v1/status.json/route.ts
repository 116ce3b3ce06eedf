import { getStatus } from '@/app/_data/status'
import { answer } from '@/app/_http/answer'
import { answerOptions, refuseMethod, respondJson } from '@/app/_http/respond'
import { env } from '@/lib/env'
import { metaApi } from '@/lib/queries/api'
import { noParametersSchema, readParameters } from '@/lib/queries/parameters'
import { toStatusPage } from '@/lib/queries/status-page'

export const dynamic = 'force-dynamic'

/** How collection goes, in the common shape of a status page. */
export function GET(request: Request): Promise<Response> {
  return answer(request, async () => {
    readParameters(noParametersSchema, new URL(request.url).searchParams)
    const status = await getStatus()
    return respondJson(request, { ...toStatusPage(status, env().publicUrl), meta: metaApi(status.meta) })
  })
}

export const OPTIONS = answerOptions(['GET', 'HEAD'])
const refuse = refuseMethod(['GET', 'HEAD'])

export { refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT }
