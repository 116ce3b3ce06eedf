import type { ClientBase } from 'pg'
import { readComposition, readSummaryInput, type StoredComposition } from '@/lib/collect/rollup-input'
import { dec, plain } from '@/lib/core/decimal'
import type { Composition } from '@/lib/core/metrics/fund-money'
import { advanceLevel, type Level, levelChange, levelDrawdown } from '@/lib/core/metrics/level'
import {
  type CoverageFigures,
  type FundSummary,
  summariseVenue,
  type VenueSummary,
} from '@/lib/core/metrics/venue-summary'
import type { Basis } from '@/lib/core/observation'
import { type BulkRow, insertRows, overwrite, upsertRows } from '@/lib/db/bulk'
import type { VenueModule } from '@/lib/venues/_contract/module'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** How far before the moment asked for an earlier level may lie; an unchanged fund without a venue time is kept hourly. */
const EARLIER_LEVEL_SLACK_MS = 2 * HOUR_MS

export interface RollupOptions {
  readonly now: Date
  readonly basis: Basis
  /** Funds with a new observation: each, and the venue, gets a row of the raw interval. */
  readonly renewed: ReadonlySet<string>
  /** Funds whose contracts changed pools: their level goes on as if nothing had flowed. */
  readonly regrouped: ReadonlySet<string>
}

/** Recomputes a venue from its latest rows and writes rollups, fund rows and the overview row. */
export async function rollUpVenue(client: ClientBase, module: VenueModule, options: RollupOptions): Promise<void> {
  const { now, basis } = options
  const { venue, funds } = summariseVenue(await readSummaryInput(client, module, now))
  const levels = await advanceLevels(client, module.id, { total: venue, funds, regrouped: options.regrouped })
  await writeFunds(client, module.id, funds, levels, basis, now)
  await writeVenue(client, module, venue, levels.get(TOTAL) ?? null, basis, now)
  await writeBuckets(
    client,
    module.id,
    [{ id: TOTAL, figures: venue }, ...funds.map((fund) => ({ id: fund.fund, figures: fund }))],
    levels,
    options,
  )
}

const TOTAL = 'total'

async function advanceLevels(
  client: ClientBase,
  venue: string,
  {
    total,
    funds,
    regrouped,
  }: {
    readonly total: VenueSummary
    readonly funds: readonly FundSummary[]
    readonly regrouped: ReadonlySet<string>
  },
): Promise<ReadonlyMap<string, Level>> {
  const result = await client.query<{
    id: string
    level: string | null
    peak: string | null
    composition: StoredComposition | null
  }>(
    `SELECT fund AS id, level::text, peak_level::text AS peak, composition FROM fund_latest WHERE venue = $1
     UNION ALL SELECT '${TOTAL}', level::text, peak_level::text, composition FROM venue_latest WHERE venue = $1`,
    [venue],
  )
  const before = new Map(result.rows.map((row) => [row.id, row]))
  const carried = new Map<string, Level>()
  const parts = [
    { id: TOTAL, known: total.fundUsd !== null, composition: total.composition },
    ...funds.map((fund) => ({ id: fund.fund, known: fund.composition.size > 0, composition: fund.composition })),
  ]
  for (const part of parts) {
    if (!part.known) continue
    const row = before.get(part.id)
    const composition = readComposition(row?.composition ?? null)
    const previous =
      row?.level && row.peak && composition
        ? { level: { level: dec(row.level), peak: dec(row.peak), basis: 'units' as const }, composition }
        : null
    carried.set(part.id, advanceLevel(previous, part.composition, { regrouped: regrouped.has(part.id) }))
  }
  return carried
}

function storeComposition(composition: Composition): StoredComposition {
  return Object.fromEntries(
    [...composition].map(([asset, held]) => [
      asset,
      { units: plain(held.units), value_usd: held.valueUsd === null ? null : plain(held.valueUsd) },
    ]),
  )
}

const text = (value: Parameters<typeof plain>[0] | null): string | null => (value === null ? null : plain(value))

function figureColumns(figures: CoverageFigures) {
  const { exhaustion } = figures
  return {
    usable_usd: text(figures.usableUsd),
    usable_basis: figures.usableBasis,
    oi_usd: text(figures.oiUsd),
    coverage: figures.coverage,
    exhaustion_low: exhaustion.present ? exhaustion.low : null,
    exhaustion_central: exhaustion.present ? exhaustion.central : null,
    exhaustion_high: exhaustion.present ? exhaustion.high : null,
    fund_observed_at: figures.fundObservedAt,
    oi_observed_at: figures.oiObservedAt,
    obs_status: figures.status,
    reason: figures.reason,
  }
}

/** The columns of a level; an earlier level stays in place while the fund itself is not known. */
function levelColumns(level: Level | null, composition: Composition) {
  return level === null
    ? {}
    : {
        level: plain(level.level),
        level_basis: level.basis,
        peak_level: plain(level.peak),
        composition: storeComposition(composition),
      }
}

async function writeFunds(
  client: ClientBase,
  venue: string,
  funds: readonly FundSummary[],
  levels: ReadonlyMap<string, Level>,
  basis: Basis,
  now: Date,
): Promise<void> {
  const rowOf = (fund: FundSummary): BulkRow => ({
    venue,
    fund: fund.fund,
    value_usd: text(fund.fundUsd),
    ...figureColumns(fund),
    exhaustion_reason: fund.exhaustion.present ? null : fund.exhaustion.reason,
    max_leverage: text(fund.maxLeverage),
    ...levelColumns(levels.get(fund.fund) ?? null, fund.composition),
    markets_listed: fund.marketsListed,
    markets_missing: fund.marketsMissing,
    checked_at: fund.checkedAt ?? now,
    basis,
  })
  await upsertRows(client, 'fund_latest', ['venue', 'fund'], funds.filter((fund) => levels.has(fund.fund)).map(rowOf))
  await upsertRows(client, 'fund_latest', ['venue', 'fund'], funds.filter((fund) => !levels.has(fund.fund)).map(rowOf))
}

/**
 * The level at a moment: that of the last new observation before it, or of the hour that ended before it, whichever is
 * nearer. A fund that is renewed once a day has its hours between.
 */
async function readEarlierLevel(client: ClientBase, venue: string, before: Date): Promise<string | null> {
  const since = new Date(before.getTime() - EARLIER_LEVEL_SLACK_MS)
  const result = await client.query<{ level: string }>(
    `SELECT level::text FROM (
       SELECT bucket_start AS at, level FROM coverage_raw
       WHERE venue = $1 AND fund = '${TOTAL}' AND bucket_start <= $2 AND bucket_start > $3 AND level IS NOT NULL
       UNION ALL
       SELECT bucket_start + interval '1 hour', level FROM coverage_hour
       WHERE venue = $1 AND fund = '${TOTAL}' AND level IS NOT NULL
         AND bucket_start <= $2::timestamptz - interval '1 hour' AND bucket_start > $3::timestamptz - interval '1 hour'
     ) known ORDER BY at DESC LIMIT 1`,
    [venue, before, since],
  )
  return result.rows[0]?.level ?? null
}

async function writeVenue(
  client: ClientBase,
  module: VenueModule,
  venue: VenueSummary,
  level: Level | null,
  basis: Basis,
  now: Date,
): Promise<void> {
  const [dayAgo, weekAgo] = [
    await readEarlierLevel(client, module.id, new Date(now.getTime() - DAY_MS)),
    await readEarlierLevel(client, module.id, new Date(now.getTime() - 7 * DAY_MS)),
  ]
  const adl = await client.query<{ level: number | null; subjects: string | null }>(
    `SELECT max(level) AS level, CASE WHEN count(*) > 0 THEN count(*) FILTER (WHERE level >= 1) END AS subjects
     FROM adl_latest WHERE venue = $1`,
    [module.id],
  )
  const changed = await client.query<{ changed_at: Date | null }>(
    'SELECT max(changed_at) AS changed_at FROM balance_latest b JOIN fund f USING (venue, fund) WHERE venue = $1 AND f.part_of IS NULL',
    [module.id],
  )
  const signal = adl.rows[0]
  await upsertRows(
    client,
    'venue_latest',
    ['venue'],
    [
      {
        venue: module.id,
        fund_usd: text(venue.fundUsd),
        fund_type: venue.fundsCounted > 0 ? module.fundType : null,
        covered_fund_usd: text(venue.coveredFundUsd),
        covered_oi_usd: text(venue.coveredOiUsd),
        ...figureColumns(venue),
        exhaustion_reason: venue.exhaustion.present ? null : venue.exhaustion.reason,
        negative_pools_usd: text(venue.negativePoolsUsd),
        change_24h: level ? levelChange(level.level, dayAgo === null ? null : dec(dayAgo)) : null,
        change_7d: level ? levelChange(level.level, weekAgo === null ? null : dec(weekAgo)) : null,
        drawdown: level ? levelDrawdown(level.level, level.peak) : null,
        weakest_fund: venue.weakest?.fund ?? null,
        weakest_coverage: venue.weakest?.coverage ?? null,
        adl_level: signal?.level ?? null,
        adl_subjects: signal?.subjects ? Number(signal.subjects) : null,
        max_leverage: text(venue.maxLeverage),
        ...levelColumns(level, venue.composition),
        checked_at: venue.checkedAt,
        changed_at: changed.rows[0]?.changed_at ?? null,
        markets_listed: venue.marketsListed,
        funds_counted: venue.fundsCounted,
        basis,
        computed_at: now,
      },
    ],
  )
}

/** The history never carries a figure past its cadence: what is too old to state is empty there, with the reason. */
function withoutTooOld(figures: CoverageFigures): BulkRow {
  return {
    ...(figures.fundTooOld
      ? { fund_usd: null, usable_usd: null, usable_basis: null, covered_fund_usd: null, covered_oi_usd: null }
      : {}),
    ...(figures.oiTooOld ? { oi_usd: null, covered_fund_usd: null, covered_oi_usd: null } : {}),
  }
}

/** One row per fund and for the venue in the open hour and day, and in the raw interval for new observations. */
async function writeBuckets(
  client: ClientBase,
  venue: string,
  parts: readonly { readonly id: string; readonly figures: CoverageFigures }[],
  levels: ReadonlyMap<string, Level>,
  options: RollupOptions,
): Promise<void> {
  const { now, basis } = options
  const { renewed } = options
  const observed = parts.filter(({ id }) => renewed.has(id) || (id === TOTAL && renewed.size > 0))
  const buckets = [
    { table: 'coverage_hour', bucketStart: new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS), kept: parts },
    { table: 'coverage_day', bucketStart: new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS), kept: parts },
    { table: 'coverage_raw', bucketStart: now, kept: observed },
  ]
  for (const { table, bucketStart, kept } of buckets) {
    const rows = kept.map(({ id, figures }) => ({
      venue,
      fund: id,
      bucket_start: bucketStart,
      revision: 0,
      fund_usd: text(figures.fundUsd),
      covered_fund_usd: text(figures.coveredFundUsd),
      covered_oi_usd: text(figures.coveredOiUsd),
      ...figureColumns(figures),
      ...withoutTooOld(figures),
      level: text(levels.get(id)?.level ?? null),
      level_basis: levels.get(id)?.basis ?? null,
      basis,
    }))
    const key = ['venue', 'fund', 'bucket_start', 'revision']
    const onConflict = overwrite(key, Object.keys(rows[0] ?? {}))
    await insertRows(client, table, rows, `${onConflict}, recorded_at = clock_timestamp()`)
  }
}
