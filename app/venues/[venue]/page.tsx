import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getAdlStrips } from '@/app/_data/adl'
import { getAttributionOver } from '@/app/_data/attribution'
import { getPlausibility } from '@/app/_data/plausibility'
import { getVenue, getVenueCharts } from '@/app/_data/venue'
import { findProfile } from '@/lib/record/profiles'
import { asOfProblem } from '@/lib/render/as-of'
import { parseChartQuery, readParameter, readRange } from '@/lib/render/chart-query'
import { readInRange } from '@/lib/render/default-range'
import type { SearchParams } from '@/lib/render/overview-query'
import { parsePeriod } from '@/lib/render/period-query'
import { cardPath } from '@/lib/render/share/snippets'
import { PinnedVenuePage, RefusedVenuePage } from './_pinned/pinned'
import { VenueView } from './view'

export const dynamic = 'force-dynamic'

interface PageProps {
  readonly params: Promise<{ readonly venue: string }>
  readonly searchParams: Promise<SearchParams>
}

export async function generateMetadata({ params, searchParams }: PageProps): Promise<Metadata> {
  const { venue } = await params
  const profile = findProfile(venue)
  if (profile === null) return { title: 'Not found' }
  const pinned = readParameter(await searchParams, 'as_of')
  if (pinned !== '') {
    // The same figures for ever at as many addresses as there are moments: search engines keep the live page.
    const robots = { index: false }
    return { title: `${profile.name} insurance fund, pinned`, robots, alternates: { canonical: `/venues/${venue}` } }
  }
  const title = `${profile.name} insurance fund`
  const description = `What ${profile.name} publishes about its fund, set against the open interest it stands behind, with history and evidence.`
  const data = await getVenue(venue)
  const card = {
    url: cardPath(venue, data?.page.latest.checkedAt ?? null, data?.page.remarks.corrections[0]?.id),
    width: 1200,
    height: 630,
    alt: title,
  }
  return {
    title,
    description,
    alternates: { canonical: `/venues/${venue}` },
    openGraph: { title, description, url: `/venues/${venue}`, type: 'website', images: [card] },
    twitter: { card: 'summary_large_image', images: [card] },
  }
}

export default async function VenueRoute({ params, searchParams }: PageProps) {
  const { venue } = await params
  const asked = await searchParams
  const query = parseChartQuery(asked)
  const change = parsePeriod(asked)
  const wrongMoment = asOfProblem(asked, new Date())
  if (wrongMoment !== null) return <RefusedVenuePage venue={venue} problem={wrongMoment} />
  if (query.asOf !== null)
    return <PinnedVenuePage venue={venue} query={query} asOf={query.asOf} read={readRange(asked)} />
  if (findProfile(venue) === null) notFound()
  const asRead = { range: query.range, measures: ['fund', 'units'] } as const
  const [data, { answer, range }, plausibility, [strips = null], attribution] = await Promise.all([
    getVenue(venue),
    readInRange(asRead, async (over) => ({
      series: await getVenueCharts(venue, { range: over, fund: query.fund ?? undefined }),
    })),
    getPlausibility(venue),
    getAdlStrips(venue),
    getAttributionOver(venue, change.period),
  ])
  if (data === null) notFound()
  return (
    <VenueView
      page={data.page}
      meta={data.meta}
      series={answer.series}
      range={range}
      query={query}
      tests={plausibility?.rows ?? []}
      strips={strips}
      attribution={attribution}
      change={change}
      read={readRange(asked)}
    />
  )
}
