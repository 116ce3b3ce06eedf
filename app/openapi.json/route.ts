import { answer } from '@/app/_http/answer'
import { answerOptions, refuseMethod, respondBytes } from '@/app/_http/respond'
import { env } from '@/lib/env'
import { weakEtag } from '@/lib/export/etag'
import { openApiDocument } from '@/lib/queries/openapi/document'
import { noParametersSchema, readParameters } from '@/lib/queries/parameters'

export const dynamic = 'force-dynamic'

let text: string | undefined

/** The description of the public interface. It changes only with a release. */
export function GET(request: Request): Promise<Response> {
  return answer(request, async () => {
    readParameters(noParametersSchema, new URL(request.url).searchParams)
    text ??= JSON.stringify(openApiDocument({ publicUrl: env().publicUrl }))
    return respondBytes(request, text, { 'Content-Type': 'application/json; charset=utf-8', ETag: weakEtag(text) })
  })
}

export const OPTIONS = answerOptions(['GET', 'HEAD'])
const refuse = refuseMethod(['GET', 'HEAD'])

export { refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT }
