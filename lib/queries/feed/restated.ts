import type { FeedItem } from '@/lib/queries/dto/feed'
import { type FeedSource, tagUri } from '@/lib/queries/feed/item'
import { listRestatements, type Restatement } from '@/lib/queries/restatements'
import { venueName } from '@/lib/queries/venue-names'
import { isoTime, timeWords } from '@/lib/queries/words'

/** Stored balances and open interest that were replaced by another value for the same time. */
export const restatedItems: FeedSource = async (db, query) =>
  (await listRestatements(db, query, query.limit)).map(itemOf)

function itemOf({ series, recordedAt, view }: Restatement): FeedItem {
  const { venue, thing, rows, fromAt, toAt, subject, observedAt, simulated } = view
  const name = venueName(venue)
  const what = rows === 1 ? `1 ${thing}` : `${rows} ${thing}s`
  const words = (at: string) => timeWords(new Date(at))
  return {
    id: tagUri(['restated', series, venue, view.hour], simulated),
    kind: 'restated',
    venue,
    title: `${name}: ${what} restated`,
    text: [
      `${what} of ${name} from ${words(fromAt)} to ${words(toAt)} ${rows === 1 ? 'has' : 'have'} a new value.`,
      `The largest change: ${subject} at ${words(observedAt)}, ${changeOf(view)}.`,
      `Why: ${view.why}`,
      'The old values stay: ask with as_of for a moment before.',
    ].join(' '),
    path: view.path,
    publishedAt: view.hour,
    updatedAt: isoTime(recordedAt),
    simulated,
  }
}

function changeOf({ before, after, unit }: Restatement['view']): string {
  if (before === after) return `${after ?? 'missing'} before and after (${unit})`
  return `${before ?? 'missing'} before, ${after ?? 'missing'} after (${unit})`
}
