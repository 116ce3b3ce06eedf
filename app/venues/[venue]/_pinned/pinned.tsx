import { notFound } from 'next/navigation'
import { Page } from '@/app/_components/page'
import { RefusedMoment } from '@/app/_components/pinned-notice'
import { getPinnedVenue } from '@/app/_data/pinned'
import { env } from '@/lib/env'
import { findProfile } from '@/lib/record/profiles'
import type { ChartQuery, FieldProblem, ReadRange } from '@/lib/render/chart-query'
import { readInRange } from '@/lib/render/default-range'
import { PinnedVenueView } from './view'

/** The page of a venue pinned to a moment. */
export async function PinnedVenuePage({
  venue,
  query,
  asOf,
  read,
}: {
  readonly venue: string
  readonly query: ChartQuery
  readonly asOf: Date
  readonly read: ReadRange
}) {
  const asked = { range: query.range, measures: ['fund', 'units'] } as const
  const { answer, range } = await readInRange(asked, async (over) => {
    const page = await getPinnedVenue(venue, { asOf, range: over, fund: query.fund ?? undefined })
    return page ?? notFound()
  })
  return <PinnedVenueView page={answer} query={query} read={read} range={range} publicUrl={env().publicUrl} />
}

/** The page of a venue at a moment that cannot be used. */
export function RefusedVenuePage({ venue, problem }: { readonly venue: string; readonly problem: FieldProblem }) {
  const profile = findProfile(venue) ?? notFound()
  const live = { href: `/venues/${venue}`, text: 'See the live page' }
  return (
    <Page title={profile.name} lede={<RefusedMoment problem={problem} live={live} />}>
      {null}
    </Page>
  )
}
