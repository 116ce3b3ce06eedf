import { groupBy } from '@/lib/core/collections'
import { type FallRow, readFalls } from '@/lib/db/repositories/feed'
import type { FeedItem } from '@/lib/queries/dto/feed'
import { type FeedSource, idTime, percent, tagUri } from '@/lib/queries/feed/item'
import { venueName } from '@/lib/queries/venue-names'
import { isoTime, timeWords } from '@/lib/queries/words'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** Net outflows that are told (methodology 3.3), mildest first. */
const LEVELS = [
  { severity: 'minor', share: 0.01, hours: 24 },
  { severity: 'material', share: 0.05, hours: 24 },
  { severity: 'severe', share: 0.3, hours: 8 },
] as const

interface Crossing {
  readonly severity: (typeof LEVELS)[number]['severity']
  readonly hours: number
  readonly at: Date
  readonly fall: number
}

/** Net outflows of all funds of a venue together, from hourly levels free of price. */
export const drawdownItems: FeedSource = async (db, query) => {
  const rows = await readFalls(db, { ...query, since: new Date(query.since.getTime() - DAY_MS) }, LEVELS[0].share)
  return [...groupBy(rows, (row) => row.venue).values()].flatMap((own) =>
    episodes(own)
      // One that reaches back to where the reading begins may have begun before: its id would move with the days.
      .filter(([first]) => first !== undefined && first.at >= query.since)
      // Among all venues a minor one is no news; at its own venue it is.
      .filter((episode) => query.venue !== null || crossingsOf(episode).length > 1)
      .map((episode) => itemOf(episode, query.now)),
  )
}

/** Hours that follow each other with at most a day without a fall between. */
function episodes(rows: readonly FallRow[]): readonly (readonly FallRow[])[] {
  const found: FallRow[][] = []
  for (const row of rows) {
    const last = found.at(-1)
    const before = last?.at(-1)
    if (last && before && row.at.getTime() - before.at.getTime() <= DAY_MS) last.push(row)
    else found.push([row])
  }
  return found
}

/** When each severity was first reached. */
function crossingsOf(rows: readonly FallRow[]): readonly Crossing[] {
  return LEVELS.flatMap(({ severity, share, hours }) => {
    const fallOf = (row: FallRow) => (hours === 8 ? row.fall8h : row.fall24h)
    const row = rows.find((candidate) => fallOf(candidate) >= share)
    return row === undefined ? [] : [{ severity, hours, at: row.at, fall: fallOf(row) }]
  })
}

function itemOf(rows: readonly FallRow[], now: Date): FeedItem {
  const { venue = '', basis = '', levelBasis = '', at: startedAt = now } = rows[0] ?? {}
  const simulated = basis === 'simulated'
  const crossings = crossingsOf(rows)
  const worst = crossings.at(-1)
  const lastAt = rows.at(-1)?.at ?? startedAt
  const endedAt = now.getTime() - lastAt.getTime() > DAY_MS ? new Date(lastAt.getTime() + DAY_MS) : null
  const name = venueName(venue)
  const told = crossings.map(
    ({ severity, hours, at, fall }) =>
      `${severity}: ${percent(fall)} within ${hours} hours, seen in the hour from ${timeWords(at)}`,
  )
  return {
    id: tagUri(['drawdown', venue, 'total', idTime(startedAt)], simulated),
    kind: 'drawdown',
    venue,
    title: `${name}: ${worst?.severity ?? 'minor'} net outflow, ${percent(worst?.fall ?? 0)} within ${worst?.hours ?? 24} hours`,
    text: [
      `What the funds of ${name} hold fell, free of price (${levelBasis === 'units' ? 'in units' : 'flow-adjusted index'}). ${told.join('; ')}.`,
      'A net outflow: use, withdrawal and transfer cannot be told apart from balances.',
      endedAt === null ? '' : `No such fall since ${timeWords(new Date(lastAt.getTime() + HOUR_MS))}.`,
    ]
      .filter((sentence) => sentence !== '')
      .join(' '),
    path: `/venues/${venue}#history`,
    publishedAt: isoTime(startedAt),
    updatedAt: isoTime(endedAt ?? worst?.at ?? startedAt),
    simulated,
  }
}
