import type { Database } from '@/lib/db/client'
import type { Feed } from '@/lib/queries/dto/feed'
import { adlItems } from '@/lib/queries/feed/adl'
import { correctionItems, replyItems } from '@/lib/queries/feed/corrections'
import { drawdownItems } from '@/lib/queries/feed/drawdowns'
import { type FeedSource, tagUri } from '@/lib/queries/feed/item'
import { outageItems } from '@/lib/queries/feed/outages'
import { disclosureItems, eventItems } from '@/lib/queries/feed/record'
import { restatedItems } from '@/lib/queries/feed/restated'
import { venueName } from '@/lib/queries/venue-names'
import { findProfile } from '@/lib/record/profiles'

const MOST_ITEMS = 100
/** How far back net outflows, ADL, outages and restatements are looked for. */
const REACH_MS = 60 * 86_400_000
/** Of a feed without any entry: it has never changed. */
const NEVER = '1970-01-01T00:00:00.000Z'

/** Where items come from. Another kind of news is another line here. */
const SOURCES: readonly FeedSource[] = [
  drawdownItems,
  adlItems,
  outageItems,
  disclosureItems,
  restatedItems,
  correctionItems,
  replyItems,
  eventItems,
]

const DESCRIPTION =
  'Net outflows of funds, ADL, sources that go stale and come back, changes of what venues disclose, restated and corrected values, replies of venues, documented events.'

/** What happened at any venue, or at one, newest first; null for an unknown venue. */
export async function readFeed(
  db: Database,
  venue: string | null,
  { now, simulated }: { readonly now: Date; readonly simulated: boolean },
): Promise<Feed | null> {
  if (venue !== null && findProfile(venue) === null) return null
  const since = new Date(now.getTime() - REACH_MS)
  const found = await Promise.all(SOURCES.map((source) => source(db, { venue, since, now, limit: MOST_ITEMS })))
  const items = found
    .flat()
    .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt) || a.id.localeCompare(b.id))
    .slice(0, MOST_ITEMS)
    .map((item) => (item.simulated ? { ...item, title: `SIMULATED · ${item.title}` } : item))
  const mark = simulated ? 'SIMULATED · ' : ''
  const home = venue === null ? '/' : `/venues/${venue}`
  return {
    id: tagUri(venue === null ? ['feed'] : ['feed', venue], simulated),
    title: venue === null ? `${mark}Coverline: exchange insurance funds` : `${mark}Coverline: ${venueName(venue)}`,
    description: DESCRIPTION,
    homePath: home,
    selfPath: venue === null ? '/feed' : `${home}/feed`,
    updatedAt: items[0]?.updatedAt ?? NEVER,
    items,
  }
}
