import type { ClientBase, Pool } from 'pg'
import { type FundIds, type Past, pastFunds, upsertPastFunds } from '@/lib/collect/backfill/store-past'
import { closedSpan, prepareRollups, reviseAround } from '@/lib/collect/past/revise-around'
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
    if (table === 'fund_balance' || table === 'open_interest') await prepareRollups(pool, times)
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
  const times = { fund_balance: timesOf(writes, 'fund_balance'), open_interest: timesOf(writes, 'open_interest') }
  const written = await reviseAround(client, module, times, { since, startedAt, fillFrom: replayed.declared.id })
  if (times.fund_balance.length > 0) await restartLevels(client, module.id)
  const signals = timesOf(writes, 'adl_signal')
  if (signals.length > 0) {
    const { from, to } = closedSpan(signals, HOUR_MS, startedAt)
    if (from < to) await client.query('SELECT rebuild_adl_hour($1, $2, $3)', [module.id, from, to])
  }
  return written
}

const timesOf = (writes: readonly Write[], table: ReplayedTable): readonly Date[] =>
  writes.flatMap(({ candidate }) => (candidate.table === table ? [candidate.observedAt] : []))
