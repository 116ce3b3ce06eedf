import { type EpisodeRow, readEpisodesSince } from '@/lib/db/repositories/episode'
import type { FeedItem } from '@/lib/queries/dto/feed'
import { type FeedSource, percent, tagUri } from '@/lib/queries/feed/item'
import { venueName } from '@/lib/queries/venue-names'
import { isoTime, latestOf, timeWords } from '@/lib/queries/words'

/** Among all venues a minor outflow is no news; at its own venue it is. */
const SEVERITIES = { all: ['material', 'severe'], venue: ['minor', 'material', 'severe'] } as const
const WINDOWS: Readonly<Record<string, string>> = { minor: '24 hours', material: '24 hours', severe: '8 hours' }

/** Net outflows found in stored balances, those taken back included. */
export const drawdownItems: FeedSource = async (db, query) => {
  const severities = query.venue === null ? SEVERITIES.all : SEVERITIES.venue
  return (await readEpisodesSince(db, { ...query, severities })).map(itemOf)
}

function itemOf(row: EpisodeRow): FeedItem {
  const simulated = row.basis === 'simulated'
  const name = venueName(row.venue)
  const fund = row.label ?? row.fund
  const fall = percent((row.severity === 'severe' ? row.fall8h : row.fall24h) ?? row.fall)
  const retracted = row.state === 'retracted'
  const end = row.recoveredAt ?? row.brokenAt
  const what = row.cause === 'bankruptcy_loss' ? 'bankruptcy losses by the venue’s own account' : 'a net outflow'
  return {
    id: tagUri(['drawdown', row.episode], simulated),
    kind: 'drawdown',
    venue: row.venue,
    title: retracted
      ? `${name}: no ${row.severity} net outflow of ${fund} after all`
      : `${name}: ${row.severity} net outflow of ${fund}, ${fall} within ${WINDOWS[row.severity] ?? 'its window'}`,
    text: retracted
      ? `What was told of ${fund} from ${timeWords(row.startedAt)} on does not show in the balances as they are read now.`
      : [
          `${fund} fell by ${percent(row.fall)} from ${timeWords(row.startedAt)} to ${timeWords(row.troughAt)}, free of price (${row.levelBasis === 'units' ? 'in units' : 'flow-adjusted index'}): ${what}.`,
          row.beforeUnits === null
            ? ''
            : `${row.beforeUnits} before, ${row.troughUnits ?? 'not stated'} at the lowest (${row.asset ?? 'units'}).`,
          row.cause === 'net_outflow' ? 'Use, withdrawal and transfer cannot be told apart from balances.' : '',
          row.recoveredAt ? `It was back at ${timeWords(row.recoveredAt)}.` : '',
          row.brokenAt ? `Its contracts moved at ${timeWords(row.brokenAt)}: what follows cannot be compared.` : '',
          `${row.samples} of ${row.expectedSamples} samples.`,
        ]
          .filter((sentence) => sentence !== '')
          .join(' '),
    path: `/events/${row.episode}`,
    publishedAt: isoTime(row.crossedAt),
    // A revision is written only when what is known of it differs.
    updatedAt: isoTime(
      row.revision > 0 ? row.recordedAt : (latestOf([row.crossedAt, row.troughAt, end]) ?? row.crossedAt),
    ),
    simulated,
  }
}
