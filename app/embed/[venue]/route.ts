import { z } from 'zod'
import { getOverview } from '@/app/_data/overview'
import { answer } from '@/app/_http/answer'
import { lateAfterMs } from '@/lib/core/metrics/freshness'
import { env } from '@/lib/env'
import { NotFoundError } from '@/lib/errors'
import { readParameters, wordSchema } from '@/lib/queries/parameters'
import { embedPage, embedThemes } from '@/lib/render/share/embed'
import { shareFacts } from '@/lib/render/share/facts'

export const dynamic = 'force-dynamic'

interface Context {
  readonly params: Promise<{ readonly venue: string }>
}

const parametersSchema = z.strictObject({ theme: wordSchema(embedThemes).default('auto') })
const CACHE_S = 60

/** A venue's figure as a small page of its own, for an iframe on any site. */
export function GET(request: Request, context: Context): Promise<Response> {
  return answer(request, async () => {
    const { venue } = await context.params
    const { theme } = readParameters(parametersSchema, new URL(request.url).searchParams)
    const { rows } = await getOverview()
    const row = rows.find((candidate) => candidate.venue === venue)
    if (row === undefined) throw new NotFoundError(`no venue "${venue.slice(0, 60)}"`)
    const { checkedAt } = row.latest
    const html = embedPage({
      facts: shareFacts(row),
      days: row.sparkline,
      theme,
      pageUrl: `${env().publicUrl}/venues/${row.venue}`,
      frozenAt: null,
      lateAt:
        checkedAt === null || row.expectedEveryS === null
          ? null
          : Date.parse(checkedAt) + lateAfterMs(row.expectedEveryS * 1000),
      nonce: request.headers.get('x-nonce') ?? '',
    })
    return new Response(html, {
      headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': `private, max-age=${CACHE_S}` },
    })
  })
}
