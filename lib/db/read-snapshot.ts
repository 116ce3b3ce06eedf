import type pg from 'pg'

/** A reader that stops reading gives its connection back after this. */
export const IDLE_LIMIT_MS = 60_000

/** A connection in a read-only transaction that sees the store as it was when it began. */
export interface Snapshot {
  readonly client: pg.ClientBase
  /** Ends the connection in the middle of what it does. */
  readonly breakOff: (reason: Error) => void
}

/**
 * Reads parts in one read-only snapshot on a connection of its own. It goes back when the parts end, the reader stops
 * early or anything fails, and is ended when the reader stops for longer than `IDLE_LIMIT_MS` without leaving.
 */
export async function* readInSnapshot<Part, Result>(
  pool: pg.Pool,
  read: (snapshot: Snapshot) => AsyncGenerator<Part, Result, undefined>,
): AsyncGenerator<Part, Result, undefined> {
  const client = await pool.connect()
  let held = true
  const release = (failure?: Error) => {
    if (!held) return
    held = false
    // A broken connection keeps the listener: it may say so more than once.
    if (failure === undefined) client.off('error', release)
    client.release(failure)
  }
  // A connection that breaks between two parts must not end the process, nor stay with a reader that stopped reading.
  client.on('error', release)
  try {
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY')
    await client.query(`SET LOCAL idle_in_transaction_session_timeout = ${IDLE_LIMIT_MS}`)
    return yield* read({ client, breakOff: release })
  } catch (error) {
    release(error instanceof Error ? error : new Error(String(error)))
    throw error
  } finally {
    if (held) release(await rollBack(client))
  }
}

/** Ends the read-only transaction; a connection that cannot is not used again. */
async function rollBack(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query('ROLLBACK')
    return undefined
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
