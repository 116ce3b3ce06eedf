import { ImageResponse } from 'next/og'
import { z } from 'zod'
import { getOverview } from '@/app/_data/overview'
import { answer } from '@/app/_http/answer'
import { env } from '@/lib/env'
import { NotFoundError } from '@/lib/errors'
import { readParameters } from '@/lib/queries/parameters'
import { shareFacts } from '@/lib/render/share/facts'
import { formatTime } from '@/lib/render/time'
import { CARD, SiteCard, VenueCard } from './card-image'

export const dynamic = 'force-dynamic'

interface Context {
  readonly params: Promise<{ readonly file: string }>
}

/** `v` makes the address another one when the data is; crawlers keep a picture for as long as its address lives. */
const parametersSchema = z.strictObject({ v: z.string().max(100).optional() })
const FILE = /^([a-z0-9-]{1,60})\.png$/
const CACHE = { 'Cache-Control': 'public, max-age=300' }

/** The picture that chats and networks show beside a link: 1200 by 630. */
export function GET(request: Request, context: Context): Promise<Response> {
  return answer(request, async () => {
    const { file } = await context.params
    readParameters(parametersSchema, new URL(request.url).searchParams)
    const name = FILE.exec(file)?.[1]
    const site = new URL(env().publicUrl).host
    const { rows, totals, meta } = await getOverview()
    if (name === 'site') {
      const asOf = meta.dataAsOf === null ? null : `${formatTime(meta.dataAsOf)} UTC`
      const card = <SiteCard reporting={totals.reporting} asOf={asOf} mark={env().simulated} site={site} />
      return new ImageResponse(card, { ...CARD, headers: CACHE })
    }
    const row = rows.find((candidate) => candidate.venue === name)
    if (row === undefined) throw new NotFoundError(`no card "${file.slice(0, 60)}"; a venue slug and .png, or site.png`)
    const card = <VenueCard facts={shareFacts(row)} days={row.sparkline} site={site} />
    return new ImageResponse(card, { ...CARD, headers: CACHE })
  })
}
