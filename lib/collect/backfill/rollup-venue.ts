import type { Pool } from 'pg'
import { z } from 'zod'
import { FILLED, type FilledInterval, fillRollups, hasPast } from '@/lib/collect/past/fill-rollups'
import { monthsOf } from '@/lib/collect/past/months'
import type { CollectDeps } from '@/lib/collect/read-source'
import { prepareMonths } from '@/lib/db/partitions'
import { transaction } from '@/lib/db/transaction'
import type { VenueModule } from '@/lib/venues/_contract/module'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** A reading that ended in a bucket may still be on its way to the store for a while. */
const SETTLED_AFTER_MS = 10 * 60_000
/** Buckets per transaction: a season of days, a week of hours. */
const BATCH_MS: Readonly<Record<FilledInterval, number>> = { day: 92 * DAY_MS, hour: 7 * DAY_MS }

/**
 * Writes the rollups of the past of a venue from its oldest backfilled balance on, in bounded batches. Nothing to do
 * when nothing was read since the last time. Returns rows written.
 */
export async function rollUpHistories(deps: CollectDeps, module: VenueModule, signal: AbortSignal): Promise<number> {
  const { pool } = deps.database
  const lanes = await readReach(pool, module.id)
  if (!lanes.pending || lanes.oldest === null) return 0
  const now = deps.now()
  const settled = now.getTime() - SETTLED_AFTER_MS
  const common = {
    venue: module.id,
    fundType: module.fundType,
    sources: module.histories.filter((history) => history.kind === 'fund').map((history) => history.id),
  }
  let written = 0
  for (const interval of ['day', 'hour'] as const) {
    const size = interval === 'day' ? DAY_MS : HOUR_MS
    const end = Math.floor(settled / size) * size
    const start = Math.floor(lanes.oldest.getTime() / size) * size
    for (let from = start; from < end; from += BATCH_MS[interval]) {
      if (signal.aborted) return written
      const range = { ...common, from: new Date(from), to: new Date(Math.min(from + BATCH_MS[interval], end)) }
      if (!(await hasPast(pool, interval, range))) continue
      await prepareMonths(pool, FILLED[interval].table, monthsOf(range))
      written += await transaction(pool, (client) =>
        fillRollups(client, interval, { ...range, notUpTo: lanes.notUpTo }),
      )
    }
  }
  await pool.query('UPDATE backfill_lane SET rolled_up_at = $2 WHERE venue = $1', [module.id, now])
  return written
}

const idsSchema = z.record(z.string(), z.string())

interface Reach {
  readonly pending: boolean
  /** Of balances. */
  readonly oldest: Date | null
  readonly notUpTo: Readonly<Record<string, Date>>
}

/** What the lanes of a venue hold, and whether it has been rolled up; a day after the newest row its last day closes. */
async function readReach(pool: Pool, venue: string): Promise<Reach> {
  const { rows } = await pool.query<{
    pending: boolean
    state: string
    fund_ids: unknown
    oldest_observed_at: Date | null
  }>(
    `SELECT rolled_up_at IS NULL OR rolled_up_at < newest_observed_at + interval '25 hours' AS pending, state, fund_ids,
       oldest_observed_at
     FROM backfill_lane WHERE venue = $1`,
    [venue],
  )
  let oldest: Date | null = null
  const notUpTo: Record<string, Date> = {}
  for (const { state, fund_ids: stored, oldest_observed_at: reached } of rows) {
    const funds = Object.values(idsSchema.parse(stored))
    if (reached === null || funds.length === 0) continue
    if (oldest === null || reached < oldest) oldest = reached
    if (state === 'done') continue
    for (const fund of funds) notUpTo[fund] = new Date(Math.max(reached.getTime(), notUpTo[fund]?.getTime() ?? 0))
  }
  return { pending: rows.some((row) => row.pending), oldest, notUpTo }
}
