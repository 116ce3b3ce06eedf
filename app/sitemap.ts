import type { MetadataRoute } from 'next'
import { getCoins } from '@/app/_data/coins'
import { getEpisodeIds } from '@/app/_data/episodes'
import { getEvents } from '@/app/_data/events'
import { getOverview } from '@/app/_data/overview'
import { env } from '@/lib/env'
import { coinPath } from '@/lib/render/coins-query'
import { sitePages } from '@/lib/render/site-pages'

export const dynamic = 'force-dynamic'

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
    ...overview.rows.map((row) => entry(`/venues/${row.venue}`, row.latest.checkedAt)),
    ...coins.coins.map(({ coin }) => entry(coinPath(coin), coins.meta.dataAsOf)),
    ...events.rows.map((row) => entry(`/events/${row.event}`)),
    ...episodes.map((row) => entry(`/events/${encodeURIComponent(row.episode)}`, row.recordedAt)),
  ]
}
