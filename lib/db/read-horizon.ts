import type { Database } from '@/lib/db/client'

// Times are stored to the millisecond, rounded: a row may carry a time up to half a millisecond before its own.
// A replica knows only what it has replayed; a write there may have been open for as long as a statement may run.
const HORIZON = `
  SELECT CASE
    WHEN pg_is_in_recovery() THEN pg_last_xact_replay_timestamp() - interval '60 seconds'
    ELSE least(
      clock_timestamp(),
      (SELECT min(xact_start) FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND datname = current_database())
    ) - interval '1 millisecond'
  END AS horizon`

/** What is known up to this time will not change: no open write can still add a row recorded before it. */
export async function readHorizon(db: Database): Promise<Date> {
  const { rows } = await db.pool.query<{ horizon: Date | null }>(HORIZON)
  return rows[0]?.horizon ?? new Date(0)
}
