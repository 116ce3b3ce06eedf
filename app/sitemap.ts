import type { MetadataRoute } from 'next'
import { getCoins } from '@/app/_data/coins'
import { getEpisodeIds } from '@/app/_data/episodes'
import { getEvents } from '@/app/_data/events'
import { getOverview } from '@/app/_data/overview'
import { env } from '@/lib/env'
import type { OverviewRow } from '@/lib/queries/dto/overview'
import { coinPath } from '@/lib/render/coins-query'
import { sitePages } from '@/lib/render/site-pages'
import { type VenueTable, venueTablePath, venueTables } from '@/lib/render/venue-shown'

export const dynamic = 'force-dynamic'

/** The pages with one whole table of a venue that has such a table. */
function tablesOf({ recordOnly, status, declaredFund, recordFrom }: OverviewRow): readonly VenueTable[] {
  const isFollowed = !recordOnly && status !== 'closed'
  const has: Readonly<Record<VenueTable, boolean>> = {
    pools: declaredFund !== null,
    markets: isFollowed,
    change: isFollowed && declaredFund !== null,
    figures: recordFrom !== null,
  }
  return venueTables.filter((table) => has[table])
}

/** Every page; the time of change is that of the data where it comes from a source. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const [overview, events, coins, episodes] = await Promise.all([
    getOverview(),
    getEvents(),
    getCoins(),
    getEpisodeIds(),
  ])
  const origin = env().publicUrl
  const entry = (path: string, changed: string | null = null) => ({
    url: `${origin}${path}`,
    ...(changed === null ? {} : { lastModified: changed }),
  })
  return [
    ...sitePages.map(({ href }) => entry(href, href === '/' ? overview.meta.dataAsOf : null)),
    ...overview.rows.flatMap((row) => [
      entry(`/venues/${row.venue}`, row.latest.checkedAt),
      ...tablesOf(row).map((table) => entry(venueTablePath(row.venue, table), row.latest.checkedAt)),
    ]),
    ...coins.coins.map(({ coin }) => entry(coinPath(coin), coins.meta.dataAsOf)),
    ...events.rows.map((row) => entry(`/events/${row.event}`)),
    ...episodes.map((row) => entry(`/events/${encodeURIComponent(row.episode)}`, row.recordedAt)),
  ]
}
