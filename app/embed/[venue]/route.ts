import { z } from 'zod'
import { getOverview } from '@/app/_data/overview'
import { getPinnedVenue } from '@/app/_data/pinned'
import { answer } from '@/app/_http/answer'
import { lateAfterMs } from '@/lib/core/metrics/freshness'
import { env } from '@/lib/env'
import { NotFoundError } from '@/lib/errors'
import { strongEtag } from '@/lib/export/etag'
import { describedTime, readAsOf, readParameters, wordSchema } from '@/lib/queries/parameters'
import { pinnedPath } from '@/lib/render/as-of'
import { type EmbedTheme, embedPage, embedThemes } from '@/lib/render/share/embed'
import { pinnedShareFacts, shareFacts } from '@/lib/render/share/facts'
import { dailyLast } from '@/lib/render/sparkline'
import { formatTime, formatTimeSeconds } from '@/lib/render/time'

export const dynamic = 'force-dynamic'

interface Context {
  readonly params: Promise<{ readonly venue: string }>
}

const parametersSchema = z.strictObject({
  theme: wordSchema(embedThemes).default('auto'),
  as_of: describedTime('What was known then, for ever; not in the future.', '2026-11-01T12:00:00Z'),
})
const LIVE_CACHE = 'private, max-age=60'
const FROZEN_CACHE = 'public, max-age=31536000, immutable'
const TYPE = 'text/html; charset=utf-8'
const SPARK_DAYS = 30

/** A venue's figure as a small page of its own, for an iframe on any site: as it stands, or with `as_of` frozen. */
export function GET(request: Request, context: Context): Promise<Response> {
  return answer(request, async () => {
    const { venue } = await context.params
    const { theme, as_of } = readParameters(parametersSchema, new URL(request.url).searchParams)
    const asOf = readAsOf(as_of, new Date())
    return asOf === null ? live(venue, theme) : frozen(venue, theme, asOf)
  })
}

async function live(venue: string, theme: EmbedTheme): Promise<Response> {
  const { rows } = await getOverview()
  const row = rows.find((candidate) => candidate.venue === venue)
  if (row === undefined) throw unknown(venue)
  const { checkedAt } = row.latest
  const html = embedPage({
    facts: shareFacts(row),
    days: row.sparkline,
    theme,
    pageUrl: `${env().publicUrl}/venues/${row.venue}`,
    frozen: null,
    lateAt:
      checkedAt === null || row.expectedEveryS === null
        ? null
        : Date.parse(checkedAt) + lateAfterMs(row.expectedEveryS * 1000),
  })
  return new Response(html, { headers: { 'Content-Type': TYPE, 'Cache-Control': LIVE_CACHE } })
}

async function frozen(slug: string, theme: EmbedTheme, asOf: Date): Promise<Response> {
  const page = await getPinnedVenue(slug, { asOf, range: '30d' })
  if (page === null) throw unknown(slug)
  const { venue, series } = page
  const pageUrl = `${env().publicUrl}/venues/${venue.venue}`
  const html = embedPage({
    facts: pinnedShareFacts(venue),
    days: dailyLast(series[0]?.points ?? [], { until: asOf.getTime(), days: SPARK_DAYS }),
    theme,
    pageUrl,
    frozen: {
      at: `${formatTimeSeconds(asOf)} UTC`,
      figureOf: venue.at === null ? null : `${formatTime(venue.at)} UTC`,
      pageUrl: pinnedPath(pageUrl, page.asOf),
    },
    lateAt: null,
  })
  return new Response(html, {
    headers: { 'Content-Type': TYPE, 'Cache-Control': FROZEN_CACHE, ETag: strongEtag(html) },
  })
}

function unknown(venue: string): NotFoundError {
  return new NotFoundError(`no venue "${venue.slice(0, 60)}"`)
}
