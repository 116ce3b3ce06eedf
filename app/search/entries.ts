import { getEvents } from '@/app/_data/events'
import { chapters } from '@/app/methodology/contents'
import { listProfiles } from '@/lib/record/profiles'
import type { SearchEntry } from '@/lib/render/search'
import { sitePages } from '@/lib/render/site-pages'

/** Everything that can be searched for: venues, pages, events on record and chapters of the methodology. */
export async function readSearchEntries(): Promise<readonly SearchEntry[]> {
  const events = await getEvents()
  const profiles = listProfiles()
  const names = new Map(profiles.map(({ venue, name }) => [venue, name]))
  return [
    ...profiles.map(({ venue, name, kind, recordOnly, status }) => ({
      kind: 'venue' as const,
      title: name,
      href: `/venues/${venue}`,
      text: [venue, kind === 'cex' ? 'exchange' : 'decentralised exchange', recordOnly ? 'on record only' : status]
        .filter((part) => part !== null)
        .join(', '),
    })),
    ...sitePages.map(({ title, href, text }) => ({ kind: 'page' as const, title, href, text })),
    ...events.rows.map(({ event, title, venue, start }) => ({
      kind: 'event' as const,
      title,
      href: `/events/${event}`,
      text: [names.get(venue) ?? venue, start].filter((part) => part !== null).join(', '),
    })),
    ...chapters.map(({ id, title }) => ({
      kind: 'chapter' as const,
      title,
      href: `/methodology#${id}`,
      text: 'how figures are made',
    })),
  ]
}
