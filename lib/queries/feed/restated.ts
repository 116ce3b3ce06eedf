import { type RestatementRow, readRestatements } from '@/lib/db/repositories/feed'
import type { FeedItem } from '@/lib/queries/dto/feed'
import { type FeedSource, idTime, tagUri } from '@/lib/queries/feed/item'
import { venueName } from '@/lib/queries/venue-names'
import { isoTime, timeWords } from '@/lib/queries/words'

const WORDS = {
  fund_balance: { thing: 'balance', unit: 'units', series: 'fund-balances' },
  open_interest: { thing: 'open-interest figure', unit: 'US dollars', series: 'open-interest' },
} as const

/** Stored balances and open interest that were replaced by another value for the same time. */
export const restatedItems: FeedSource = async (db, query) => {
  const [balances, interest] = await Promise.all([
    readRestatements(db, 'fund_balance', query, query.limit),
    readRestatements(db, 'open_interest', query, query.limit),
  ])
  return [...balances, ...interest].map(itemOf)
}

function itemOf(row: RestatementRow): FeedItem {
  const { thing, unit, series } = WORDS[row.what]
  const simulated = row.basis === 'simulated'
  const name = venueName(row.venue)
  const what = row.rows === 1 ? `1 ${thing}` : `${row.rows} ${thing}s`
  const from = isoTime(row.fromAt)
  const to = isoTime(new Date(row.toAt.getTime() + 1))
  const why = row.sameBytes
    ? 'The stored answer was read again after our reading of it was mended.'
    : 'The source gave another value for the same time.'
  return {
    id: tagUri(['restated', series, row.venue, idTime(row.hour)], simulated),
    kind: 'restated',
    venue: row.venue,
    title: `${name}: ${what} restated`,
    text: [
      `${what} of ${name} from ${timeWords(row.fromAt)} to ${timeWords(row.toAt)} ${row.rows === 1 ? 'has' : 'have'} a new value.`,
      `The largest change: ${row.subject} at ${timeWords(row.observedAt)}, ${row.before ?? 'missing'} before, ${row.after ?? 'missing'} after (${unit}).`,
      `Why: ${why}${row.reason === null ? '' : ` ${row.reason}.`}`,
      'The old values stay: ask with as_of for a moment before.',
    ].join(' '),
    path: `/api/v1/${series}.json?venue=${row.venue}&from=${from}&to=${to}`,
    publishedAt: isoTime(row.hour),
    updatedAt: isoTime(row.recordedAt),
    simulated,
  }
}
