import { groupBy } from '@/lib/core/collections'
import { type OutageRow, readOutages } from '@/lib/db/repositories/feed'
import type { FeedItem } from '@/lib/queries/dto/feed'
import { type FeedSource, idTime, tagUri } from '@/lib/queries/feed/item'
import { venueName } from '@/lib/queries/venue-names'
import { isoTime, spanWords, timeWords } from '@/lib/queries/words'

/** A source counts as stale after this many cadences without a good reading, and never before an hour. */
const STALE_CADENCES = 4
const STALE_LEAST_MS = 3_600_000
/** A source that fails again within this time of a good reading was not back. */
const BACK_FOR_MS = 3_600_000

/** Sources that could not be read for longer than a stated time, and their return. */
export const outageItems: FeedSource = async (db, query) => {
  const rows = await readOutages(db, query)
  const bySource = groupBy(rows, (row) => `${row.venue} ${row.source}`)
  return [...bySource.values()].flatMap((own) =>
    joinOutages(own).flatMap((outage) => {
      const item = itemOf(outage, query.now)
      return item === null ? [] : [item]
    }),
  )
}

/** Outages of one source, ordered by start; a return that did not last is none. */
function joinOutages(rows: readonly OutageRow[]): readonly OutageRow[] {
  const joined: OutageRow[] = []
  for (const row of rows) {
    const last = joined.at(-1)
    const wasBack = !last?.recoveredAt || row.failedAt.getTime() - last.recoveredAt.getTime() >= BACK_FOR_MS
    if (last && !wasBack) joined[joined.length - 1] = { ...last, recoveredAt: row.recoveredAt }
    else joined.push(row)
  }
  return joined
}

function itemOf(outage: OutageRow, now: Date): FeedItem | null {
  const { venue, source, kind, failedAt, recoveredAt, lastGoodAt } = outage
  const allowedMs = Math.max(STALE_LEAST_MS, STALE_CADENCES * outage.cadenceS * 1000)
  const staleAt = new Date(failedAt.getTime() + allowedMs)
  if ((recoveredAt ?? now) < staleAt) return null
  const simulated = outage.basis === 'simulated'
  const name = venueName(venue)
  const since = lastGoodAt === null ? 'It was never read before.' : `It was last read at ${timeWords(lastGoodAt)}.`
  const lasted = recoveredAt && spanWords(recoveredAt.getTime() - (lastGoodAt ?? failedAt).getTime())
  return {
    id: tagUri(['source', venue, source, idTime(failedAt)], simulated),
    kind: 'source',
    venue,
    title: recoveredAt
      ? `${name}: ${kind.replaceAll('_', ' ')} read again after ${lasted} (source ${source})`
      : `${name}: ${kind.replaceAll('_', ' ')} stale, not read since ${timeWords(lastGoodAt ?? failedAt)} (source ${source})`,
    text: [
      `The source ${source} of ${name} could not be read from ${timeWords(failedAt)}${recoveredAt ? ` to ${timeWords(recoveredAt)}` : ' on'}`,
      `(first error: ${outage.errorKind ?? 'not stated'}). ${since}`,
      `Figures that need it are marked by their age; nothing is carried forward as current. Told after ${spanWords(allowedMs)}.`,
    ].join(' '),
    path: `/venues/${venue}#sources`,
    publishedAt: isoTime(staleAt),
    updatedAt: isoTime(recoveredAt ?? staleAt),
    simulated,
  }
}
