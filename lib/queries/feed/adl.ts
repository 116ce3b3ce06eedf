import { groupBy } from '@/lib/core/collections'
import { type AdlSpellRow, readAdlSpells } from '@/lib/db/repositories/feed'
import type { FeedItem } from '@/lib/queries/dto/feed'
import { type FeedSource, idTime, tagUri } from '@/lib/queries/feed/item'
import { venueName } from '@/lib/queries/venue-names'
import { isoTime, timeWords } from '@/lib/queries/words'

/** Signals of a venue that follow each other within this time are one item. */
const ADL_JOIN_MS = 30 * 60_000
const NAMED = 5

interface Spell {
  readonly rows: readonly AdlSpellRow[]
  /** Null while any of them is active. */
  readonly endedAt: Date | null
}

/** ADL active at a venue, from the first market or pool to the last. */
export const adlItems: FeedSource = async (db, query) => {
  const rows = await readAdlSpells(db, query)
  return [...groupBy(rows, (row) => row.venue).values()].flatMap((own) => join(own).map(itemOf))
}

/** Spells of one venue, ordered by start, joined while they meet. */
function join(rows: readonly AdlSpellRow[]): readonly Spell[] {
  const spells: Spell[] = []
  for (const row of rows) {
    const last = spells.at(-1)
    const meets = last && (last.endedAt === null || row.startedAt.getTime() <= last.endedAt.getTime() + ADL_JOIN_MS)
    if (!last || !meets) spells.push({ rows: [row], endedAt: row.endedAt })
    else {
      const endedAt = last.endedAt === null || row.endedAt === null ? null : later(last.endedAt, row.endedAt)
      spells[spells.length - 1] = { rows: [...last.rows, row], endedAt }
    }
  }
  return spells
}

const later = (left: Date, right: Date): Date => (left > right ? left : right)

function itemOf({ rows, endedAt }: Spell): FeedItem {
  const starts = rows.map((row) => row.startedAt)
  const [startedAt = new Date(0)] = starts
  const { venue = '', basis = '' } = rows[0] ?? {}
  const simulated = basis === 'simulated'
  const subjects = [...new Set(rows.map((row) => row.subject))]
  const more = subjects.length > NAMED ? ` and ${subjects.length - NAMED} more` : ''
  const where = `${subjects.slice(0, NAMED).join(', ')}${more}`
  const name = venueName(venue)
  const signals = [...new Set(rows.map((row) => row.signal))].join(', ')
  return {
    id: tagUri(['adl', venue, idTime(startedAt)], simulated),
    kind: 'adl',
    venue,
    title: endedAt === null ? `${name}: ADL active (${where})` : `${name}: ADL was active (${where})`,
    text: [
      `${name} signals auto-deleveraging as active since ${timeWords(startedAt)}: ${where}.`,
      endedAt === null ? 'It has not ended.' : `It ended at ${timeWords(endedAt)}.`,
      `By its own public signal (${signals}), level 3 of our scale.`,
    ].join(' '),
    path: `/venues/${venue}#adl`,
    publishedAt: isoTime(startedAt),
    updatedAt: isoTime(endedAt ?? starts.reduce(later)),
    simulated,
  }
}
