import { z } from 'zod'
import { getOverview } from '@/app/_data/overview'
import { answer } from '@/app/_http/answer'
import { answerOptions, CORS, refuseMethod, respondBytes } from '@/app/_http/respond'
import { NotFoundError } from '@/lib/errors'
import { strongEtag } from '@/lib/export/etag'
import { readParameters, wordSchema } from '@/lib/queries/parameters'
import { badgeMetrics, badgeSvg, badgeText } from '@/lib/render/share/badge'
import { shareFacts } from '@/lib/render/share/facts'

export const dynamic = 'force-dynamic'

interface Context {
  readonly params: Promise<{ readonly file: string }>
}

const parametersSchema = z.strictObject({ metric: wordSchema(badgeMetrics).default('fund') })
const FILE = /^([a-z0-9-]{1,60})\.(svg|json)$/
const CACHE_S = 300

/** A venue's badge: SVG, or JSON in the form a shields.io endpoint wants. Every answer is made from the clocks of now. */
export function GET(request: Request, context: Context): Promise<Response> {
  return answer(request, async () => {
    const { file } = await context.params
    const { metric } = readParameters(parametersSchema, new URL(request.url).searchParams)
    const [, venue, format] = FILE.exec(file) ?? []
    const { rows } = await getOverview()
    const row = rows.find((candidate) => candidate.venue === venue)
    if (row === undefined) throw new NotFoundError(`no badge "${file.slice(0, 60)}"; a venue slug and .svg or .json`)
    const text = badgeText(shareFacts(row), metric)
    const body = format === 'svg' ? badgeSvg(text) : JSON.stringify({ schemaVersion: 1, ...text, color: 'lightgrey' })
    return respondBytes(request, body, {
      ...CORS,
      'Content-Type': format === 'svg' ? 'image/svg+xml; charset=utf-8' : 'application/json; charset=utf-8',
      'Cache-Control': `public, max-age=${CACHE_S}`,
      ETag: strongEtag(body),
    })
  })
}

export const OPTIONS = answerOptions(['GET', 'HEAD'])
const refuse = refuseMethod(['GET', 'HEAD'])

export { refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT }
