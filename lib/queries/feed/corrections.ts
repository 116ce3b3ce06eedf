import { type FeedSource, tagUri } from '@/lib/queries/feed/item'
import { correctionPath, listReplies, readCorrections, replyPath } from '@/lib/queries/remarks'
import { venueName } from '@/lib/queries/venue-names'
import { asSentence } from '@/lib/queries/words'

const startOf = (day: string): string => `${day}T00:00:00.000Z`

/** Entries of the corrections file, dated by their day, and again when one is applied in this database. */
export const correctionItems: FeedSource = async (db, { venue }) =>
  (await readCorrections(db))
    .filter((row) => venue === null || row.venue === venue)
    .map((row) => ({
      id: tagUri(['correction', row.id], false),
      kind: 'correction',
      venue: row.venue,
      title: `${venueName(row.venue)}: ${row.field.replaceAll('_', ' ')} corrected`,
      text: [
        `${row.record}: ${row.field} was ${row.was ?? 'missing'}, is ${row.now ?? 'withdrawn'}.`,
        `Why: ${asSentence(row.why)}`,
        `Evidence: ${row.evidence}`,
      ].join(' '),
      path: correctionPath(row.id),
      publishedAt: startOf(row.date),
      updatedAt: row.appliedAt ?? startOf(row.date),
      simulated: false,
    }))

/** What venues said of their own figures. */
export const replyItems: FeedSource = async (_db, { venue }) =>
  listReplies()
    .filter((row) => venue === null || row.venue === venue)
    .map((row) => ({
      id: tagUri(['reply', row.id], false),
      kind: 'reply',
      venue: row.venue,
      title: `${venueName(row.venue)} ${row.disputes ? 'disputes' : 'replies about'} ${row.about.replaceAll('_', ' ')}`,
      text: `${row.saidBy}: “${row.text}” Source: ${row.sourceUrl}`,
      path: replyPath(row.id),
      publishedAt: startOf(row.date),
      updatedAt: startOf(row.date),
      simulated: false,
    }))
