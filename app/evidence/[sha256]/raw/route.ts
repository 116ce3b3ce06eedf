import { getEvidenceBytes } from '@/app/_data/evidence'
import { answer } from '@/app/_http/answer'
import { answerOptions, CORS, refuseMethod, respondProblem } from '@/app/_http/respond'
import { NotFoundError } from '@/lib/errors'
import { matchesEtag } from '@/lib/export/etag'
import { problem } from '@/lib/export/problem'

export const dynamic = 'force-dynamic'

/** The archived bytes exactly as received: their SHA-256 is the address. */
export function GET(
  request: Request,
  context: { readonly params: Promise<{ readonly sha256: string }> },
): Promise<Response> {
  return answer(request, async () => {
    const { sha256 } = await context.params
    const bytes = await getEvidenceBytes(sha256)
    if (bytes === null) throw new NotFoundError('no response with this SHA-256 is in the archive')
    if (bytes === 'expired') return respondProblem(problem(410, 'bytes expired, hash kept'))
    const headers = { ...CORS, ETag: `"${sha256}"`, 'Cache-Control': 'public, max-age=31536000, immutable' }
    if (matchesEtag(request.headers.get('if-none-match'), headers.ETag))
      return new Response(null, { status: 304, headers })
    return new Response(Buffer.from(bytes), {
      headers: {
        ...headers,
        'Content-Type': 'application/octet-stream',
        'Content-Disposition': `attachment; filename="${sha256}.bin"`,
        'X-Content-Type-Options': 'nosniff',
      },
    })
  })
}

export const OPTIONS = answerOptions(['GET', 'HEAD'])
const refuse = refuseMethod(['GET', 'HEAD'])

export { refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT }
