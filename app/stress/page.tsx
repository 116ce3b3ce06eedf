import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getOverview } from '@/app/_data/overview'
import { getStressVenue } from '@/app/_data/stress'
import { dec } from '@/lib/core/decimal'
import type { OverviewRow } from '@/lib/queries/dto/overview'
import { listProfiles, type VenueProfile } from '@/lib/record/profiles'
import type { SearchParams } from '@/lib/render/overview-query'
import { asksForAllPools, isStressForm, OWN, parseStressQuery, stressHref } from '@/lib/render/stress-query'
import { StressView } from './view'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: 'Stress lab: would a sudden move empty a fund?',
  description:
    'Pick an exchange’s insurance fund or one of its pools, a price gap, slippage and a leverage law: how large the hole is, what the fund pays, what is left to auto-deleveraging.',
  alternates: { canonical: '/stress' },
}

/** Venues with a fund to set a move against. */
function stressableProfiles(): readonly VenueProfile[] {
  return listProfiles()
    .filter(({ module, status, fundAbsence }) => module !== null && status !== 'closed' && fundAbsence === null)
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
}

/** Where the page opens without a venue: of the funds whose leverage is known, the one behind the most open interest. */
function largestVenue(rows: readonly OverviewRow[], profiles: readonly VenueProfile[]): string | null {
  const known = new Set(profiles.map(({ venue }) => venue))
  const sized = rows.flatMap(({ venue, latest }) =>
    known.has(venue) &&
    latest.fundType === 'insurance' &&
    latest.exhaustionMove !== null &&
    latest.coveredOiUsd !== null
      ? [{ venue, oi: dec(latest.coveredOiUsd) }]
      : [],
  )
  return sized.sort((a, b) => b.oi.cmp(a.oi))[0]?.venue ?? null
}

export default async function StressPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const params = await searchParams
  const query = parseStressQuery(params)
  if (isStressForm(params)) redirect(stressHref(query))
  const overview = await getOverview()
  const profiles = stressableProfiles()
  const asked = query.venue === '' ? largestVenue(overview.rows, profiles) : query.venue
  const slug = asked === OWN ? null : asked
  const venue = slug === null ? null : await getStressVenue(slug)
  const found = venue?.pools.find(({ fund }) => fund === query.fund) ?? null
  const pool = query.fund === '' ? (venue?.whole ?? null) : (found ?? venue?.whole ?? null)
  return (
    <StressView
      query={{ ...query, venue: venue?.venue ?? OWN }}
      venue={venue}
      pool={pool}
      profiles={profiles}
      meta={venue?.meta ?? overview.meta}
      allPools={asksForAllPools(params)}
      remark={remarkOf(query.venue, query.fund, venue?.name ?? null, found !== null)}
    />
  )
}

const SHOWN_LENGTH = 60

function remarkOf(venue: string, fund: string, name: string | null, isFound: boolean): string | null {
  if (venue === '' && name === null) return 'No venue has a current figure to start from. Type in your own.'
  if (venue !== '' && venue !== OWN && name === null)
    return `v names an unknown venue: “${venue.slice(0, SHOWN_LENGTH)}”; accepted: the venues of the form, or own.`
  if (fund !== '' && name !== null && !isFound)
    return `fund names no pool of ${name} now: “${fund.slice(0, SHOWN_LENGTH)}”. Shown: the venue as a whole.`
  return null
}
