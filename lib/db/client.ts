import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from '@/lib/db/generated/client'

/** Prisma for models and short SQL, the same pool for bulk writes and streamed reads. */
export interface Database {
  readonly prisma: PrismaClient
  readonly pool: pg.Pool
  close(): Promise<void>
}

export interface ConnectOptions {
  /** Most connections held at once. */
  readonly max?: number
  /** How long a task waits for a connection before it fails, in ms: short for readers, long for a collector. */
  readonly patienceMs?: number
  /** A statement running longer is cancelled, in ms. */
  readonly statementTimeoutMs?: number
}

/** Opens a pool on a migrated database. Connections are made on first use. */
export function connect(url: string, options: ConnectOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: options.patienceMs ?? 10_000,
    statement_timeout: options.statementTimeoutMs ?? 60_000,
    application_name: 'coverline',
    options: '-c timezone=UTC',
  })
  // An idle connection that breaks is replaced at next use; without a listener it would end the process.
  pool.on('error', () => undefined)
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  return {
    prisma,
    pool,
    async close() {
      await prisma.$disconnect()
      if (!pool.ended) await pool.end()
    },
  }
}
