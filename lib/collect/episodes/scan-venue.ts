import type { ClientBase, Pool } from 'pg'
import { type DayRange, type DaySpan, findDays } from '@/lib/collect/episodes/find-days'
import { readBalances, readDayRanges, readRecovery } from '@/lib/collect/episodes/read-balances'
import {
  type EpisodeContent,
  readStored,
  type StoredEpisode,
  storeEpisodes,
} from '@/lib/collect/episodes/store-episodes'
import { type Decimal, plain } from '@/lib/core/decimal'
import { detectEpisodes, type Episode } from '@/lib/core/metrics/episode'
import { type FundLevels, type FundSample, fundLevels } from '@/lib/core/metrics/fund-levels'
import { measureSampling } from '@/lib/core/metrics/sampling'
import type { Basis } from '@/lib/core/observation'
import { transaction } from '@/lib/db/transaction'

const DAY_MS = 24 * 3_600_000
/** Another text here has every balance looked through again. */
const RULES = '1'
/** What a scan looks at again before the moment the last one reached. */
const AGAIN_MS = 3 * DAY_MS
/** A fund of several assets is followed this long after a fall for its recovery. */
const FOLLOWED_MS = 35 * DAY_MS

/**
 * Looks through the balances of a venue stored since the last scan and brings its episodes up to date; all of them the
 * first time, and from `since` on after the past was read again. Running it again changes nothing. Returns rows written.
 */
export function scanVenue(pool: Pool, venue: string, now: Date, since?: Date): Promise<number> {
  return transaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`coverline-episodes:${venue}`])
    const stored = await readStored(client, venue)
    const base = await scanFrom(client, venue, since)
    const earlier = earlierStarts(stored, base)
    const fromOf = (fund: string) => earlier.get(fund) ?? base
    const spans = findDays(await readRanges(client, venue, base, earlier))
    const flows = await readLosses(client, venue, oldest([base, ...earlier.values()]))
    const found: EpisodeContent[] = []
    for (const span of spans) {
      const described = await describeSpan(client, { venue, span, flows, now })
      found.push(...described.filter(({ fund, until_at }) => until_at >= fromOf(fund)))
    }
    const isLookedThrough = ({ fund, started_at }: StoredEpisode) => started_at >= fromOf(fund)
    const written = await storeEpisodes(client, stored, found, { now, isLookedThrough })
    const recovered = await noteRecoveries(client, venue, base)
    await client.query(
      `INSERT INTO episode_scan (venue, rules, scanned_to) VALUES ($1, $2, $3)
       ON CONFLICT (venue) DO UPDATE SET rules = EXCLUDED.rules, scanned_to = EXCLUDED.scanned_to`,
      [venue, RULES, now],
    )
    return written + recovered
  })
}

/** Every venue that has balances. */
export async function listScanned(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ venue: string }>('SELECT DISTINCT venue FROM fund ORDER BY venue')
  return rows.map(({ venue }) => venue)
}

/** The moment to look from: a whole day, some days before the last scan; the first of all where there was none. */
async function scanFrom(client: ClientBase, venue: string, since: Date | undefined): Promise<Date> {
  const { rows } = await client.query<{ rules: string; scanned_to: Date }>(
    'SELECT rules, scanned_to FROM episode_scan WHERE venue = $1',
    [venue],
  )
  const [last] = rows
  if (last?.rules !== RULES) return new Date(0)
  const reached = Math.min(last.scanned_to.getTime(), since?.getTime() ?? Number.POSITIVE_INFINITY)
  return floorDay(Math.max(0, reached - AGAIN_MS))
}

/** Funds to look at from an earlier day: an episode is looked at whole or not at all, and so is one it reaches into. */
function earlierStarts(stored: readonly StoredEpisode[], base: Date): ReadonlyMap<string, Date> {
  const starts = new Map<string, Date>()
  const standing = stored.filter(({ state }) => state === 'standing')
  for (const one of standing.sort((a, b) => b.started_at.getTime() - a.started_at.getTime())) {
    const from = starts.get(one.fund) ?? base
    if (one.started_at < from && mayChange(one, from.getTime()))
      starts.set(one.fund, floorDay(one.started_at.getTime()))
  }
  return starts
}

async function readRanges(
  client: ClientBase,
  venue: string,
  base: Date,
  earlier: ReadonlyMap<string, Date>,
): Promise<readonly DayRange[]> {
  const all = await readDayRanges(client, venue, base)
  if (earlier.size === 0) return all
  const longer = await readDayRanges(client, venue, oldest([...earlier.values()]), [...earlier.keys()])
  return [...all.filter(({ fund }) => !earlier.has(fund)), ...longer]
}

function oldest(times: readonly Date[]): Date {
  return new Date(Math.min(...times.map((at) => at.getTime())))
}

function mayChange({ until_at, recovered_at, level_basis, trough_at }: StoredEpisode, from: number): boolean {
  const isFollowed = level_basis === 'flow_index' && recovered_at === null
  return until_at.getTime() >= from - AGAIN_MS || (isFollowed && trough_at.getTime() + FOLLOWED_MS >= from)
}

function floorDay(ms: number): Date {
  return new Date(Math.floor(ms / DAY_MS) * DAY_MS)
}

interface SpanContext {
  readonly venue: string
  readonly span: DaySpan
  readonly flows: readonly Loss[]
  readonly now: Date
}

async function describeSpan(
  client: ClientBase,
  { venue, span, flows, now }: SpanContext,
): Promise<readonly EpisodeContent[]> {
  const key = { venue, fund: span.fund }
  const range = { from: new Date((span.first - 2) * DAY_MS), to: new Date((span.last + 2) * DAY_MS) }
  let { balances, basis } = await readBalances(client, key, range)
  let levels = fundLevels(balances)
  if (levels.basis === 'flow_index') {
    const to = new Date(Math.min(now.getTime() + 1, range.to.getTime() + FOLLOWED_MS))
    ;({ balances, basis } = await readBalances(client, key, { from: range.from, to }))
    levels = fundLevels(balances)
  }
  const contents: EpisodeContent[] = []
  for (const episode of detectEpisodes(levels.samples)) {
    if (episode.crossed.at < span.first * DAY_MS || episode.crossed.at >= (span.last + 1) * DAY_MS) continue
    const content = toContent(episode, { ...key, levels, basis, flows })
    contents.push({ ...content, ...(await recoveryOf(client, content, content.trough_at)) })
  }
  return contents
}

type Recovered = Pick<EpisodeContent, 'recovered_at' | 'broken_at'>

/** When a fund of one asset had made good a fall: from the samples read, else from all that follow. */
async function recoveryOf(client: ClientBase, content: EpisodeContent, after: Date): Promise<Recovered> {
  const { recovered_at, broken_at, asset, before_units: units } = content
  if (recovered_at !== null || broken_at !== null || asset === null || units === null)
    return { recovered_at, broken_at }
  const { recoveredAt, brokenAt } = await readRecovery(client, { ...content, asset }, { after, units })
  return { recovered_at: recoveredAt, broken_at: brokenAt }
}

function toContent(
  episode: Episode<FundSample>,
  context: {
    readonly venue: string
    readonly fund: string
    readonly levels: FundLevels
    readonly basis: Basis
    readonly flows: readonly Loss[]
  },
): EpisodeContent {
  const { before, crossed, trough, until, recovered, levels } = episode
  const { fund, flows } = context
  const sampling = measureSampling(context.levels.samples, { from: before.at, to: until.at })
  const isLoss = flows.some((flow) => flow.fund === fund && flow.at > before.at && flow.at <= until.at)
  return {
    venue: context.venue,
    fund,
    asset: context.levels.asset,
    level_basis: context.levels.basis,
    severity: episode.severity,
    ...levels,
    cause: isLoss ? 'bankruptcy_loss' : 'net_outflow',
    started_at: new Date(before.at),
    crossed_at: new Date(crossed.at),
    trough_at: new Date(trough.at),
    until_at: new Date(until.at),
    recovered_at: recovered === null ? null : new Date(recovered.at),
    broken_at: null,
    before_units: text(before.units),
    trough_units: text(trough.units),
    before_usd: text(before.valueUsd),
    trough_usd: text(trough.valueUsd),
    fall: episode.fall,
    fall_24h: episode.fall24h,
    fall_8h: episode.fall8h,
    samples: sampling.samples,
    expected_samples: sampling.expected ?? sampling.samples,
    longest_gap_s: Math.round(sampling.longestGapMs / 1000),
    before_sha256: before.sha256,
    trough_sha256: trough.sha256,
    basis: context.basis,
  }
}

const text = (value: Decimal | null): string | null => (value === null ? null : plain(value))

interface Loss {
  readonly fund: string
  readonly at: number
}

/** When a fund, or a part of it, paid a bankruptcy loss by the venue's own words. */
async function readLosses(client: ClientBase, venue: string, from: Date): Promise<readonly Loss[]> {
  const { rows } = await client.query<{ fund: string; part_of: string | null; observed_at: Date }>(
    `SELECT DISTINCT l.fund, f.part_of, l.observed_at FROM fund_flow l LEFT JOIN fund f USING (venue, fund)
     WHERE l.venue = $1 AND l.observed_at >= $2 AND l.flow = 'bankruptcy_loss' AND l.units < 0`,
    [venue, new Date(from.getTime() - AGAIN_MS)],
  )
  return rows.flatMap(({ fund, part_of: whole, observed_at: at }) =>
    [fund, whole].flatMap((one) => (one === null ? [] : [{ fund: one, at: at.getTime() }])),
  )
}

/** Falls of funds of one asset that were made good since the last scan, however long ago they were. */
async function noteRecoveries(client: ClientBase, venue: string, from: Date): Promise<number> {
  const stored = await readStored(client, venue)
  const found: EpisodeContent[] = []
  for (const one of stored) {
    if (one.state !== 'standing') continue
    const after = one.trough_at > from ? one.trough_at : from
    const recovery = await recoveryOf(client, one, after)
    const isNew = recovery.recovered_at !== one.recovered_at || recovery.broken_at !== one.broken_at
    if (isNew) found.push({ ...one, ...recovery })
  }
  return storeEpisodes(client, stored, found, { now: new Date(0), isLookedThrough: () => false })
}
