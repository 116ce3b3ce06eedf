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
 * connection; the next rows are on their way while the reader works on the last ones. `before` is run in the same
 * snapshot. The connection goes back when the rows end, the reader stops early or anything fails.
 */
export async function* streamRows<Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  query: Query,
  before?: (client: pg.ClientBase) => Promise<void>,
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
    await before?.(client)
    await client.query(`DECLARE series_rows NO SCROLL CURSOR FOR ${query.text}`, [...query.values])
    const fetch = () => {
      const answer = client.query<Row>(`FETCH FORWARD ${FETCH_ROWS} FROM series_rows`)
      // A reader that leaves meanwhile never asks for the answer.
      answer.catch(() => undefined)
      return answer
    }
    let next = fetch()
    for (;;) {
      const { rows } = await next
      const more = rows.length === FETCH_ROWS
      if (more) next = fetch()
      if (rows.length > 0) yield rows
      if (!more) break
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
