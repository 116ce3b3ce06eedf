import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { startEmbedded } from '@/lib/db/embedded'
import { isSystemError } from '@/lib/db/process-lock'
import { withClient } from '@/lib/db/with-client'
import type { Env } from '@/lib/env'
import { ConfigError } from '@/lib/errors'
import type { Logger } from '@/lib/log'

export interface OpenDatabase {
  readonly url: string
  /** The replica when there is one, else the same as `url`. */
  readonly readUrl: string
  readonly kind: 'external' | 'embedded'
  /** True when this process runs the embedded server. */
  readonly owner: boolean
  close(): Promise<void>
}

export interface OpenDatabaseOptions {
  readonly env: Pick<Env, 'databaseUrl' | 'readDatabaseUrl' | 'dataDir'>
  readonly log: Logger
  /** How long an external server that is not up yet is waited for. */
  readonly waitMs?: number
}

const oldestVersion = 150_000
const versionRowsSchema = z.tuple([z.object({ version: z.coerce.number(), text: z.string() })])

// Not up yet: no listener, no name (a container that still starts), or it says that it starts.
const notYet = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', '57P03']

/** The address without its password, for people. */
function describeUrl(url: string): string {
  const { hostname, port, pathname } = new URL(url)
  return `${hostname}${port === '' ? '' : `:${port}`}${pathname}`
}

async function readVersion(url: string): Promise<{ version: number; text: string }> {
  return withClient(url, async (client) => {
    const { rows } = await client.query(
      "SELECT current_setting('server_version_num') AS version, current_setting('server_version') AS text",
    )
    return versionRowsSchema.parse(rows)[0]
  })
}

function canWait(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(canWait)
  return isSystemError(error, ...notYet)
}

function describeFailure(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(describeFailure).join('; ')
  return error instanceof Error ? error.message : String(error)
}

async function checkExternal(url: string, waitMs: number, log: Logger): Promise<void> {
  const deadline = Date.now() + waitMs
  for (;;) {
    try {
      const { version, text } = await readVersion(url)
      if (version >= oldestVersion) return
      throw new ConfigError(
        'database_version',
        `DATABASE_URL: ${describeUrl(url)} is PostgreSQL ${text}, accepted: 15 or newer`,
      )
    } catch (error) {
      if (error instanceof ConfigError) throw error
      if (!canWait(error) || Date.now() >= deadline) {
        throw new ConfigError(
          'database_unreachable',
          `DATABASE_URL: no connection to ${describeUrl(url)}: ${describeFailure(error)}`,
          { cause: error },
        )
      }
      log.warn('the database does not answer yet', { database: describeUrl(url), reason: describeFailure(error) })
      await sleep(Math.min(1_000, waitMs))
    }
  }
}

/** Opens the database of this installation: the one of DATABASE_URL, else the embedded one in the data directory. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<OpenDatabase> {
  const { env, log, waitMs = 30_000 } = options
  if (env.databaseUrl !== null) {
    await checkExternal(env.databaseUrl, waitMs, log)
    return {
      url: env.databaseUrl,
      readUrl: env.readDatabaseUrl ?? env.databaseUrl,
      kind: 'external',
      owner: false,
      close: async () => undefined,
    }
  }
  const embedded = await startEmbedded({ dataDir: env.dataDir, log })
  return {
    url: embedded.url,
    readUrl: embedded.url,
    kind: 'embedded',
    owner: embedded.owner,
    close: () => embedded.close(),
  }
}
