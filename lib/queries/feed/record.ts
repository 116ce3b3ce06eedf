import { readDisclosureChanges } from '@/lib/db/repositories/disclosure'
import { readEvents } from '@/lib/db/repositories/record'
import { type FeedSource, tagUri } from '@/lib/queries/feed/item'
import { venueName } from '@/lib/queries/venue-names'
import { asSentence, isoTime } from '@/lib/queries/words'

/**
 * What venues changed in what they publish. A change we found is dated by the day it was taken up; one of the record by
 * the day it happened, since the record does not say when a row was typed in.
 */
export const disclosureItems: FeedSource = async (db, { venue, limit }) => {
  const rows = await readDisclosureChanges(db, { venue: venue ?? undefined, limit })
  return rows.map((row) => {
    const simulated = row.basis === 'simulated'
    const at = isoTime(row.basis === 'published' ? row.changedOn : row.recordedAt)
    const source = row.sourceUrl === null ? '' : ` Source: ${row.sourceUrl}`
    return {
      id: tagUri(['disclosure', row.change], simulated),
      kind: 'disclosure',
      venue: row.venue,
      title: `${venueName(row.venue)}: disclosure changed (${row.kind.replaceAll('_', ' ')})`,
      text: `${isoTime(row.changedOn).slice(0, 10)}: ${asSentence(row.text)}${source}`,
      path: `/disclosure?venue=${row.venue}#changes`,
      publishedAt: at,
      updatedAt: at,
      simulated,
    }
  })
}

/** Events of the published record, dated by when they began. Undated ones are not news. */
export const eventItems: FeedSource = async (db, { venue }) => {
  const rows = await readEvents(db, venue ?? undefined)
  return rows.flatMap((row) => {
    if (row.startAt === null) return []
    const at = isoTime(row.startAt)
    return [
      {
        id: tagUri(['event', row.event], false),
        kind: 'event' as const,
        venue: row.venue,
        title: `${venueName(row.venue)}: ${row.title}`,
        text: `${row.starts}: ${asSentence(row.summary)} Confidence ${row.confidence}. Source: ${row.sourceUrl}`,
        path: `/events/${row.event}`,
        publishedAt: at,
        updatedAt: at,
        simulated: false,
      },
    ]
  })
}
