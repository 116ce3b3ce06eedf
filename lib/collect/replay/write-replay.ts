import type { ClientBase, Pool } from 'pg'
import { type FundIds, type Past, pastFunds, upsertPastFunds } from '@/lib/collect/backfill/store-past'
import { fillRollups } from '@/lib/collect/past/fill-rollups'
import { monthsOf } from '@/lib/collect/past/months'
import { type ReviseRange, reviseMoney, reviseOpenInterest } from '@/lib/collect/past/revise-rollups'
import type { CollectDeps } from '@/lib/collect/read-source'
import { type ReplayedTable, TABLE_RULES } from '@/lib/collect/replay/candidates'
import type { Write } from '@/lib/collect/replay/compare'
import { restartLevels } from '@/lib/collect/replay/correct-latest'
import type { Replayed } from '@/lib/collect/replay/read-unit'
import { groupBy } from '@/lib/core/collections'
import { insertRevisions } from '@/lib/db/bulk'
import { prepareMonths } from '@/lib/db/partitions'
import { transaction } from '@/lib/db/transaction'
import type { VenueModule } from '@/lib/venues/_contract/module'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** What one answer is to be stored with. */
export interface UnitWrites {
  readonly past: Past
  readonly fundIds: FundIds
  readonly writes: readonly Write[]
}

interface Context {
  readonly deps: CollectDeps
  readonly module: VenueModule
  readonly replayed: Replayed
  /** Buckets that close later are the collector's. */
  readonly startedAt: Date
}

/**
 * One transaction: the revisions, and the rollups they go into as revisions of closed buckets. Rollups that are missing
 * because nothing could be read then are made. Returns the rollups written.
 */
export async function writeReplay(context: Context, units: readonly UnitWrites[]): Promise<number> {
  const { deps, module } = context
  const { pool } = deps.database
  const all = units.flatMap((unit) => unit.writes)
  await prepare(pool, all)
  return transaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`coverline:${module.id}`])
    const clock = await client.query<{ since: Date }>(`SELECT clock_timestamp() - interval '1 millisecond' AS since`)
    const since = clock.rows[0]?.since ?? new Date(0)
    for (const unit of units) await writeUnit(client, module, unit)
    await noteRows(client, context, all.length)
    return context.replayed.kind === 'history' ? 0 : rollUp(client, context, all, since)
  })
}

async function prepare(pool: Pool, writes: readonly Write[]): Promise<void> {
  for (const [table, rows] of groupBy(writes, ({ candidate }) => candidate.table)) {
    const times = rows.map(({ candidate }) => candidate.observedAt)
    await prepareMonths(pool, table, times)
    if (table !== 'fund_balance' && table !== 'open_interest') continue
    const around = monthsOf(spanOf(times, DAY_MS))
    for (const rollup of ['coverage_raw', 'coverage_hour', 'coverage_day'] as const)
      await prepareMonths(pool, rollup, around)
  }
}

async function writeUnit(
  client: ClientBase,
  module: VenueModule,
  { past, fundIds, writes }: UnitWrites,
): Promise<void> {
  for (const [table, rows] of groupBy(writes, ({ candidate }) => candidate.table)) {
    if (table === 'fund_balance') {
      await upsertPastFunds(client, module.id, pastFunds(past), fundIds)
    }
    await insertRevisions(
      client,
      table,
      TABLE_RULES[table].key,
      rows.map(({ candidate, changedAt }) =>
        table === 'fund_balance' ? { ...candidate.row, changed_at: changedAt ?? candidate.observedAt } : candidate.row,
      ),
    )
  }
}

/** The counts by which answers know that their rows have changed. */
async function noteRows(client: ClientBase, { module, replayed }: Context, rows: number): Promise<void> {
  const key = [module.id, replayed.declared.id]
  if (replayed.kind === 'history')
    await client.query('UPDATE backfill_lane SET rolled_up_at = NULL WHERE venue = $1 AND history = $2', key)
  else
    await client.query('UPDATE source_status SET rows_written = rows_written + $3 WHERE venue = $1 AND source = $2', [
      ...key,
      rows,
    ])
}

async function rollUp(client: ClientBase, context: Context, writes: readonly Write[], since: Date): Promise<number> {
  const { module, replayed, startedAt } = context
  let written = 0
  for (const table of ['fund_balance', 'open_interest'] as const) {
    const times = timesOf(writes, table)
    if (times.length === 0) continue
    const revise = table === 'fund_balance' ? reviseMoney : reviseOpenInterest
    for (const interval of ['raw', 'hour', 'day'] as const) {
      const size = interval === 'day' ? DAY_MS : HOUR_MS
      const { from, to } = closedSpan(times, size, startedAt)
      if (from >= to) continue
      const common = { venue: module.id, fundType: module.fundType, from, to }
      const range: ReviseRange = { ...common, since, openInterestEveryS: slowestOpenInterest(module) }
      written += await revise(client, interval, range)
      if (interval === 'raw' || table !== 'fund_balance') continue
      written += await fillRollups(client, interval, { ...common, sources: [replayed.declared.id], notUpTo: {} })
    }
  }
  if (timesOf(writes, 'fund_balance').length > 0) await restartLevels(client, module.id)
  const signals = timesOf(writes, 'adl_signal')
  if (signals.length > 0) {
    const { from, to } = closedSpan(signals, HOUR_MS, startedAt)
    if (from < to) await client.query('SELECT rebuild_adl_hour($1, $2, $3)', [module.id, from, to])
  }
  return written
}

const timesOf = (writes: readonly Write[], table: ReplayedTable): readonly Date[] =>
  writes.flatMap(({ candidate }) => (candidate.table === table ? [candidate.observedAt] : []))

/** From the start of the first bucket to the end of the one after the last: an observation stands into the next. */
function spanOf(times: readonly Date[], size: number): { readonly from: Date; readonly to: Date } {
  const at = times.map((time) => time.getTime())
  const floor = (time: number) => Math.floor(time / size) * size
  return {
    from: new Date(floor(at.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY))),
    to: new Date(floor(at.reduce((a, b) => Math.max(a, b), 0)) + 2 * size),
  }
}

function closedSpan(times: readonly Date[], size: number, now: Date): { readonly from: Date; readonly to: Date } {
  const { from, to } = spanOf(times, size)
  const closed = Math.floor(now.getTime() / size) * size
  return { from, to: new Date(Math.min(to.getTime(), closed)) }
}

function slowestOpenInterest(module: VenueModule): number {
  const cadences = module.sources.filter((source) => source.kind === 'open_interest').map((source) => source.cadenceMs)
  return Math.round(Math.max(60_000, ...cadences) / 1000)
}
