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
  let failure: Error | undefined
  let done = false
  // Without a listener a connection broken between two fetches would end the process.
  const onError = (error: Error) => {
    failure = error
  }
  client.on('error', onError)
  try {
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY')
    await client.query(`SET LOCAL idle_in_transaction_session_timeout = ${IDLE_LIMIT_MS}`)
    await client.query(`DECLARE series_rows NO SCROLL CURSOR FOR ${query.text}`, [...query.values])
    for (;;) {
      const { rows } = await client.query<Row>(`FETCH FORWARD ${FETCH_ROWS} FROM series_rows`)
      if (rows.length > 0) yield rows
      if (rows.length < FETCH_ROWS) break
    }
    done = true
  } catch (error) {
    failure ??= error instanceof Error ? error : new Error(String(error))
    throw error
  } finally {
    if (failure === undefined) failure = await endTransaction(client, done)
    client.off('error', onError)
    client.release(failure)
  }
}

async function endTransaction(client: pg.PoolClient, done: boolean): Promise<Error | undefined> {
  try {
    await client.query(done ? 'COMMIT' : 'ROLLBACK')
    return undefined
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
