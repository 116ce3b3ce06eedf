import type { MetadataRoute } from 'next'
import { getEpisodeIds } from '@/app/_data/episodes'
import { getEvents } from '@/app/_data/events'
import { getOverview } from '@/app/_data/overview'
import { env } from '@/lib/env'
import { sitePages } from '@/lib/render/site-pages'

export const dynamic = 'force-dynamic'

/** Every page; the time of change is that of the data where it comes from a source. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const [overview, events, episodes] = await Promise.all([getOverview(), getEvents(), getEpisodeIds()])
  const origin = env().publicUrl
  const entry = (path: string, changed: string | null = null) => ({
    url: `${origin}${path}`,
    ...(changed === null ? {} : { lastModified: changed }),
  })
  return [
    ...sitePages.map(({ href }) => entry(href, href === '/' ? overview.meta.dataAsOf : null)),
    ...overview.rows.map((row) => entry(`/venues/${row.venue}`, row.latest.checkedAt)),
    ...events.rows.map((row) => entry(`/events/${row.event}`)),
    ...episodes.map((row) => entry(`/events/${encodeURIComponent(row.episode)}`, row.recordedAt)),
  ]
}
