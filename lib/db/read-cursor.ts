import type pg from 'pg'
import { readInSnapshot } from '@/lib/db/read-snapshot'

/** SQL with its values; text is never put together from input. */
export interface Query {
  readonly text: string
  readonly values: readonly unknown[]
}

export const FETCH_ROWS = 2000

/**
 * Reads a query through a server-side cursor, `FETCH_ROWS` rows at a time, in a snapshot of its own; the next rows are
 * on their way while the reader works on the last ones. `before` is run in the same snapshot.
 */
export function streamRows<Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  query: Query,
  before?: (client: pg.ClientBase) => Promise<void>,
): AsyncGenerator<readonly Row[], void, undefined> {
  return readInSnapshot(pool, async function* ({ client }) {
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
  })
}
