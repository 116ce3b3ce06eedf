import type { ClientBase } from 'pg'
import {
  type Corrected,
  type ObservationCorrection,
  reviseRow,
  type StoredOf,
  type StoredRow,
} from '@/lib/collect/corrections/revise-row'
import { type CorrectedTable, FIGURE_COLUMNS, figuresJson } from '@/lib/collect/corrections/standing'
import { scanVenue } from '@/lib/collect/episodes/scan-venue'
import { prepareRollups, reviseAround } from '@/lib/collect/past/revise-around'
import { TABLE_RULES } from '@/lib/collect/replay/candidates'
import { restartLevels } from '@/lib/collect/replay/correct-latest'
import { rollUpVenue } from '@/lib/collect/rollup'
import { groupBy } from '@/lib/core/collections'
import { correctionMark } from '@/lib/core/correction'
import { insertRevisions } from '@/lib/db/bulk'
import type { Database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import type { VenueModule } from '@/lib/venues/_contract/module'

export interface ApplyOptions {
  readonly now: Date
  readonly modules: readonly VenueModule[]
}

/**
 * Brings the stored observations in line with these corrections, in the order given and in one transaction: each
 * becomes a new revision, and what is made from it follows. One that is in force already, or whose record is not here
 * or holds another value than `was`, is left for later. Returns the ids of those that were applied.
 */
export async function applyCorrections(
  db: Database,
  corrections: readonly ObservationCorrection[],
  options: ApplyOptions,
): Promise<readonly string[]> {
  const followed = new Map(options.modules.map((module) => [module.id, module]))
  const mine = corrections.filter(({ record }) => followed.has(record.venue))
  if (mine.length === 0) return []
  // Making months of rollups locks tables for a moment and is not part of the transaction.
  await prepareRollups(
    db.pool,
    mine.map(({ record }) => new Date(record.observedAt)),
  )
  const applied = await transaction(db.pool, async (client) => {
    const done: Corrected[] = []
    for (const [venue, own] of [...groupBy(mine, ({ record }) => record.venue)].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const module = followed.get(venue)
      if (module) done.push(...(await applyToVenue(client, module, own, options.now)))
    }
    return done
  })
  const withBalances = new Set(applied.flatMap(({ table, row }) => (table === 'fund_balance' ? [row.venue] : [])))
  for (const venue of withBalances) await scanVenue(db.pool, venue, options.now, new Date(0))
  return applied.map(({ correction }) => correction.id)
}

async function applyToVenue(
  client: ClientBase,
  module: VenueModule,
  corrections: readonly ObservationCorrection[],
  now: Date,
): Promise<readonly Corrected[]> {
  await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`coverline:${module.id}`])
  const clock = await client.query<{ since: Date }>(`SELECT clock_timestamp() - interval '1 millisecond' AS since`)
  const since = clock.rows[0]?.since ?? new Date(0)
  const applied: Corrected[] = []
  for (const correction of corrections) {
    const stored = await readRow(client, correction)
    const corrected = stored && reviseRow(stored, correction)
    if (!corrected) continue
    const { table, row } = corrected
    await insertRevisions(client, table, TABLE_RULES[table].key, [row])
    await renewLatest(client, corrected)
    applied.push(corrected)
  }
  const [first] = applied
  if (!first) return []
  const timesOf = (table: Corrected['table']) =>
    applied.filter((item) => item.table === table).map(({ correction }) => new Date(correction.record.observedAt))
  const times = { fund_balance: timesOf('fund_balance'), open_interest: timesOf('open_interest') }
  await reviseAround(client, module, times, { since, startedAt: now, fillFrom: null })
  if (times.fund_balance.length > 0) await restartLevels(client, module.id)
  const nothing: ReadonlySet<string> = new Set()
  await rollUpVenue(client, module, { now, basis: first.row.basis, renewed: nothing, regrouped: nothing })
  return applied
}

function readRow(client: ClientBase, { id, record }: ObservationCorrection): Promise<StoredRow | null> {
  const { venue, observedAt } = record
  if (record.kind === 'open-interest') return newestOf(client, 'open_interest', id, [venue, observedAt, record.market])
  return newestOf(client, 'fund_balance', id, [venue, observedAt, record.fund, record.asset])
}

/** The newest revision under a key; null where there is none or this correction is in force. */
async function newestOf<Table extends CorrectedTable>(
  client: ClientBase,
  table: Table,
  id: string,
  key: readonly string[],
) {
  const subject = table === 'fund_balance' ? 'fund = $3 AND asset = $4' : 'market = $3'
  const { rows } = await client.query<{ row: StoredOf<Table>['row']; reason: string | null }>(
    `SELECT to_jsonb(r) - 'revision' - 'recorded_at' || ${figuresJson(table, 'r')} AS row, reason
     FROM ${table} r WHERE venue = $1 AND observed_at = $2 AND ${subject} ORDER BY revision DESC`,
    [...key],
  )
  const [newest] = rows
  const isInForce = rows.some(({ reason }) => reason?.includes(correctionMark(id)))
  return !newest || isInForce ? null : { table, row: newest.row }
}

/**
 * Latest rows follow where they are this observation, or repeat it: a balance without a venue time is stored again only
 * hourly, and what has not changed since is the same figure at a later price.
 */
async function renewLatest(client: ClientBase, { table, row, before, correction }: Corrected): Promise<void> {
  const [latest, same] =
    table === 'fund_balance'
      ? (['balance_latest', 'l.fund = x.fund AND l.asset = x.asset'] as const)
      : (['market_latest', 'l.market = x.market'] as const)
  await client.query(
    `UPDATE ${latest} l SET ${FIGURE_COLUMNS[table].map((name) => `"${name}" = x."${name}"`).join(', ')}
     FROM jsonb_populate_record(NULL::${latest}, $1::jsonb) x
     WHERE l.venue = x.venue AND ${same} AND l.observed_at = x.observed_at`,
    [JSON.stringify(row)],
  )
  if (table !== 'fund_balance' || correction.field !== 'units') return
  await client.query(
    `UPDATE balance_latest l SET units = x.units, reason = x.reason, value_usd = x.units * l.price_usd
     FROM jsonb_populate_record(NULL::balance_latest, $1::jsonb) x
     WHERE l.venue = x.venue AND l.fund = x.fund AND l.asset = x.asset AND NOT l.venue_time
       AND l.observed_at > x.observed_at AND l.changed_at <= x.observed_at AND l.units = $2::numeric`,
    [JSON.stringify(row), before],
  )
}
