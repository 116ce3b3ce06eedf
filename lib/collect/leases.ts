import type { Pool, PoolClient } from 'pg'

/** What only one process may do at a time, by name. A lease ends with the process or its connection, however it ends. */
export interface Leases {
  /**
   * Runs the task while this process holds the name; null at once when it is held, here or elsewhere. `signal` aborts
   * when the lease is lost, because from then on another process may hold it.
   */
  tryHold<T>(name: string, task: (signal: AbortSignal) => Promise<T>): Promise<T | null>
  /** Gives the connection back; leases still held end. */
  close(): void
}

interface Session {
  readonly client: PoolClient
  readonly lost: AbortController
  /** The last statement under way: a connection takes one at a time. */
  busy: Promise<unknown>
}

/** Leases as session advisory locks on one connection of the pool, opened at the first lease and again after a loss. */
export function createLeases(pool: Pool): Leases {
  const held = new Set<string>()
  let opening: Promise<Session> | null = null
  let closed = false

  async function open(): Promise<Session> {
    const client = await pool.connect()
    const session: Session = { client, lost: new AbortController(), busy: Promise.resolve() }
    client.on('error', () => lose(session, true))
    return session
  }

  function lose({ client, lost }: Session, broken: boolean): void {
    if (lost.signal.aborted) return
    opening = null
    lost.abort()
    client.release(broken)
  }

  async function session(): Promise<Session> {
    opening ??= open()
    try {
      return await opening
    } catch (error) {
      opening = null
      throw error
    }
  }

  function ask(current: Session, statement: 'pg_try_advisory_lock' | 'pg_advisory_unlock', name: string) {
    const answer = current.busy.then(() =>
      current.client.query<{ done: boolean }>(`SELECT ${statement}(hashtextextended($1, 0)) AS done`, [name]),
    )
    current.busy = answer.catch(() => undefined)
    return answer.then((result) => result.rows[0]?.done === true)
  }

  return {
    async tryHold(name, task) {
      if (closed || held.has(name)) return null
      held.add(name)
      try {
        const current = await session()
        if (!(await ask(current, 'pg_try_advisory_lock', name))) return null
        try {
          return await task(current.lost.signal)
        } finally {
          if (!current.lost.signal.aborted) {
            // A lease that cannot be given back is given up with its connection.
            await ask(current, 'pg_advisory_unlock', name).catch(() => lose(current, true))
          }
        }
      } finally {
        held.delete(name)
      }
    },
    close() {
      closed = true
      void opening?.then((current) => lose(current, true)).catch(() => undefined)
    },
  }
}
