import type pg from 'pg'

/** SQL with its values; text is never put together from input. */
export interface Query {
  readonly text: string
  readonly values: readonly unknown[]
}

export const FETCH_ROWS = 2000
/** A reader that stops reading gives its connection back after this. */
const IDLE_LIMIT_MS = 60_000

/**
 * Reads a query through a server-side cursor, `FETCH_ROWS` rows at a time, in one read-only snapshot on its own
 * connection. The connection goes back when the rows end, the reader stops early or anything fails.
 */
export async function* streamRows<Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  query: Query,
): AsyncGenerator<readonly Row[], void, undefined> {
  const client = await pool.connect()
  let held = true
  const release = (failure?: Error) => {
    if (!held) return
    held = false
    // A broken connection keeps the listener: it may say so more than once.
    if (failure === undefined) client.off('error', release)
    client.release(failure)
  }
  // A connection that breaks between two fetches must not end the process, nor stay with a reader that stopped reading.
  client.on('error', release)
  try {
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY')
    await client.query(`SET LOCAL idle_in_transaction_session_timeout = ${IDLE_LIMIT_MS}`)
    await client.query(`DECLARE series_rows NO SCROLL CURSOR FOR ${query.text}`, [...query.values])
    for (;;) {
      const { rows } = await client.query<Row>(`FETCH FORWARD ${FETCH_ROWS} FROM series_rows`)
      if (rows.length > 0) yield rows
      if (rows.length < FETCH_ROWS) break
    }
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
