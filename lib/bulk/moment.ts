import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool, PoolClient } from 'pg'
import { known } from '@/lib/core/known'
import { ConfigError } from '@/lib/errors'

const PAUSE_MS = 10
const PATIENCE_MS = 120_000

/** The moment a package is of. */
export interface Moment {
  /** What was recorded up to here, and nothing else, is in the snapshot. */
  readonly asOf: Date
  /** The highest number of a capture in it. */
  readonly lastCapture: number
}

interface Look {
  readonly at: Date
  readonly next: string
  readonly quiet: boolean
}

const LOOK = `
  SELECT clock_timestamp() AS at, pg_snapshot_xmax(seen)::text AS next,
    pg_snapshot_xmin(seen) = pg_snapshot_xmax(seen) AS quiet
  FROM (SELECT pg_current_snapshot() AS seen) now`

/**
 * Runs `work` in one read-only snapshot that is the state at a moment between writes: no write was open and none began
 * for a few milliseconds around it, so that "recorded at or before" selects exactly the rows the snapshot shows, then
 * and at any later time. Waits for such a moment; throws ConfigError when writers leave none for two minutes.
 */
export async function atMoment<Result>(
  pool: Pool,
  work: (client: PoolClient, moment: Moment) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  let failed = true
  try {
    await client.query('SET statement_timeout = 0')
    const asOf = await beginBetweenWrites(client)
    const { rows } = await client.query<{ last: string }>('SELECT coalesce(max(capture_id), 0) AS last FROM capture')
    const result = await work(client, { asOf, lastCapture: Number(known(rows[0]?.last, 'the newest capture')) })
    await client.query('COMMIT')
    await client.query('RESET statement_timeout')
    failed = false
    return result
  } finally {
    client.release(failed)
  }
}

async function beginBetweenWrites(client: PoolClient): Promise<Date> {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; ) {
    const before = await look(client)
    await sleep(PAUSE_MS)
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY')
    const now = await look(client)
    const passed = now.at.getTime() - before.at.getTime()
    if (before.quiet && now.quiet && before.next === now.next && passed >= PAUSE_MS)
      return new Date(before.at.getTime() + Math.floor(passed / 2))
    await client.query('ROLLBACK')
  }
  throw new ConfigError('package', 'the database is written to without a pause; stop the collector or a backfill first')
}

async function look(client: PoolClient): Promise<Look> {
  const { rows } = await client.query<Look>(LOOK)
  const [seen] = rows
  if (seen === undefined) throw new Error('PostgreSQL told no snapshot')
  return seen
}
