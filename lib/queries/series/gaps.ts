import { type ClientBase, DatabaseError } from 'pg'
import type { Database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import type { GapMap, GroupGaps } from '@/lib/export/dataset'
import type { SeriesName } from '@/lib/export/series'
import { type Bind, bindTo, type SeriesFilter } from '@/lib/queries/series/source'
import { seriesConditions, seriesTable } from '@/lib/queries/series/sql'
import { isoTime } from '@/lib/queries/words'
import { venueModules } from '@/lib/venues/registry.generated'

const LONGEST_MS = 20_000
const CANCELLED = '57014'
const QUARTER = 900
const HOUR = 3600
const DAY = 86_400

/** How the times of a series are told: SQL of this code base, never input. */
interface Regular {
  readonly fund: string
  readonly at: (filter: SeriesFilter) => string
  /** How often a row is due, seconds, as SQL on the row. */
  readonly step: (filter: SeriesFilter, bind: Bind) => string
}

/** The declared cadence of the source of a row, never more often than rows are kept. */
function declared(keptEvery: number, bind: Bind): string {
  const cadences = venueModules.flatMap(({ id, sources }) =>
    sources.map((source) => [`${id}/${source.id}`, source.cadenceMs / 1000] as const),
  )
  const known = bind(JSON.stringify(Object.fromEntries(cadences)), 'jsonb')
  return `greatest(${keptEvery}, coalesce((${known} ->> (venue || '/' || source))::numeric, ${keptEvery}))`
}

/** Rows of many markets: the venue has one when any of them has. */
function perMarket(keptEvery: number): Regular {
  const every = ({ interval }: SeriesFilter) => (interval === 'hour' ? HOUR : interval === 'day' ? DAY : keptEvery)
  return {
    fund: 'NULL::text',
    at: (filter) => `date_bin('${every(filter)} seconds', observed_at, 'epoch')`,
    step: (filter, bind) => declared(every(filter), bind),
  }
}

/** It takes no interval, which then reads as a day. */
const OPEN_INTEREST: Regular = {
  fund: 'NULL::text',
  at: () => `date_bin('${QUARTER} seconds', observed_at, 'epoch')`,
  step: (_filter, bind) => declared(QUARTER, bind),
}

const REGULAR: Partial<Readonly<Record<SeriesName, Regular>>> = {
  coverage: {
    fund: 'fund',
    at: () => 'bucket_start',
    step: ({ interval }) => String(interval === 'day' ? DAY : HOUR),
  },
  'fund-balances': {
    fund: 'fund',
    at: () => 'observed_at',
    // Without a time of the venue, a balance that does not change is kept hourly.
    step: () => `CASE WHEN observed_at = checked_at THEN greatest(expected_every_s, ${HOUR}) ELSE expected_every_s END`,
  },
  'open-interest': OPEN_INTEREST,
  volumes: perMarket(HOUR),
  depth: perMarket(60),
}

/**
 * The gaps of a series within a filter, per venue and fund: from the first row of the group to the newest row of its
 * venue, or to the day the fund was withdrawn. Null with the reason where rows have no cadence or the map takes too long.
 */
export async function readGaps(
  db: Database,
  series: SeriesName,
  filter: SeriesFilter,
  longestMs: number = LONGEST_MS,
): Promise<GapMap> {
  const regular = REGULAR[series]
  if (regular === undefined)
    return { groups: null, reason: 'Rows come when something happens, not at a cadence: a time without one is no gap.' }
  if (series === 'coverage' && filter.interval === 'raw')
    return { groups: null, reason: 'Raw rows come with the fund observations: see the gaps of fund-balances.' }
  try {
    return {
      groups: await transaction(db.pool, (client) => groupsOf(client, series, regular, filter, longestMs)),
      reason: null,
    }
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== CANCELLED) throw error
    return {
      groups: null,
      reason: `Reading the gaps took longer than ${longestMs / 1000} seconds; ask for a shorter range or fewer venues.`,
    }
  }
}

interface GapRow {
  readonly venue: string
  readonly fund: string | null
  readonly first_at: Date
  readonly until: Date
  readonly step: number
  readonly present: number
  readonly missing: number
  readonly longest: number | null
}

async function groupsOf(
  client: ClientBase,
  series: SeriesName,
  { fund, at, step }: Regular,
  filter: SeriesFilter,
  longestMs: number,
): Promise<readonly GroupGaps[]> {
  const values: unknown[] = []
  const bind = bindTo(values)
  const every = step(filter, bind)
  const conditions = seriesConditions(series, filter, bind)
  await client.query(`SET LOCAL statement_timeout = ${longestMs}`)
  const { rows } = await client.query<GapRow>(
    `WITH seen AS (
       SELECT venue, ${fund} AS fund, ${at(filter)} AS at, max(${every})::float8 AS step
       FROM ${seriesTable(series, filter, bind)}
       ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
       GROUP BY 1, 2, 3
     ), newest AS (
       SELECT venue, max(at) AS at FROM seen GROUP BY venue
     ), spaced AS (
       SELECT seen.*, ended.at AS until,
         extract(epoch FROM lead(seen.at, 1, greatest(seen.at, ended.at)) OVER w - seen.at)::float8 AS distance
       FROM seen
       JOIN newest USING (venue)
       LEFT JOIN fund known ON known.venue = seen.venue AND known.fund = seen.fund
       CROSS JOIN LATERAL (SELECT least(newest.at, known.withdrawn_at) AS at) ended
       WINDOW w AS (PARTITION BY seen.venue, seen.fund ORDER BY seen.at)
     )
     SELECT venue, fund, min(at) AS first_at, greatest(max(until), max(at)) AS until, max(step) AS step,
       count(*)::int AS present,
       sum(greatest(0, round(distance / step) - 1))::float8 AS missing,
       max(distance) FILTER (WHERE round(distance / step) > 1) AS longest
     FROM spaced GROUP BY venue, fund ORDER BY venue, fund NULLS FIRST`,
    values,
  )
  return rows.map(groupGaps)
}

function groupGaps({ venue, fund, first_at, until, step, present, missing, longest }: GapRow): GroupGaps {
  const expected = present + missing
  return {
    venue,
    fund,
    from: isoTime(first_at),
    // Half-open: the newest row itself is inside.
    to: isoTime(new Date(until.getTime() + 1)),
    everyS: step,
    expected,
    missing,
    longestGapS: longest,
    coveragePercent: Math.floor((present / expected) * 10_000) / 100,
  }
}
