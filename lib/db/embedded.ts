import { access, constants, mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Connection,
  connectionUrl,
  countClients,
  readConnection,
  registerClient,
  removeConnection,
  writeConnection,
} from '@/lib/db/connection-file'
import { prepareBinaries } from '@/lib/db/embedded-binaries'
import {
  findPlace,
  type Place,
  prepareCluster,
  readPassword,
  serverDatabase,
  serverUser,
} from '@/lib/db/embedded-cluster'
import {
  findFreePort,
  findPostmaster,
  isPostmaster,
  launchServer,
  removeDeadServerLock,
  type ServerSettings,
  serverHost,
  stopServer,
  waitForServer,
} from '@/lib/db/embedded-server'
import { withProcessLock } from '@/lib/db/process-lock'
import { withClient } from '@/lib/db/with-client'
import { ConfigError } from '@/lib/errors'
import type { Logger } from '@/lib/log'

export interface EmbeddedOptions {
  /** The directory of COVERLINE_DATA_DIR; created when missing. */
  readonly dataDir: string
  readonly log: Logger
  /** Server settings over the usual ones, when this call starts the server; for tests. */
  readonly settings?: ServerSettings
}

export interface EmbeddedDatabase {
  readonly url: string
  readonly connection: Connection
  /** This process started the server, or took it over from processes that died. */
  readonly owner: boolean
  /** The address of another database on the same server. */
  urlOf(database: string): string
  /** Leaves the server; the last process to leave stops it. Safe to call twice. */
  close(): Promise<void>
}

const lockMs = 300_000
const patienceMs = 60_000
// Messages of LC_ALL=C. The port was taken meanwhile; the children of a killed server still hold its memory.
const portFault = /could not bind|could not create any TCP/
const memoryFault = /shared memory block|lock file/

function withDataLock<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  return withProcessLock(join(dataDir, 'pg.lock'), { timeoutMs: lockMs, subject: 'the embedded database' }, work)
}

async function openDataDir(dataDir: string): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true })
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
    return await realpath(dataDir)
  } catch (error) {
    throw new ConfigError(
      'data_dir',
      `this user may not write to the data directory ${dataDir}; set COVERLINE_DATA_DIR`,
      {
        cause: error,
      },
    )
  }
}

/** The server that runs on this data now, by the connection file or, when that is lost, by the lock file of the server. */
async function findRunning(dataDir: string, place: Place): Promise<Connection | null> {
  const known = await readConnection(dataDir)
  if (known !== null && known.pgData === place.pgData && (await isPostmaster(known.pid, known.pgData))) return known
  const found = await findPostmaster(place.pgData)
  if (found === null) return null
  return {
    ...(await describeServer(place, found.port)),
    pid: found.pid,
    startedAt: new Date().toISOString(),
  }
}

async function describeServer(place: Place, port: number): Promise<Omit<Connection, 'pid' | 'startedAt'>> {
  const password = await readPassword(place.pgData)
  const base = { format: 1, host: serverHost, user: serverUser, database: serverDatabase } as const
  return { ...base, port, password, pgData: place.pgData, ownerPid: process.pid }
}

// Also on joining: the process that started the server may have been killed before it came to this.
async function ensureDatabase(connection: Connection): Promise<void> {
  await withClient(connectionUrl(connection, 'postgres'), async (client) => {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [connection.database])
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(connection.database)}`)
  })
}

/** Starts the server on the data. A port in use by others is exchanged for another, unless it must be that one. */
async function startServer(options: EmbeddedOptions, place: Place, fixedPort: number | null): Promise<Connection> {
  const { dataDir, log, settings = {} } = options
  const binaries = await prepareBinaries(place.runAs, dataDir, log)
  await prepareCluster(place, binaries, settings.fsync !== 'off', log)
  let port = fixedPort ?? (await readConnection(dataDir))?.port ?? (await findFreePort())
  let output = ''
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await sleep(300)) {
    await removeDeadServerLock(place.pgData)
    const wanted = await describeServer(place, port)
    const result = await launchServer(place, binaries.postgres, wanted, join(dataDir, 'postgres.log'), settings)
    if (result.connection !== null) return result.connection
    output = result.output
    log.debug('the embedded database did not start', { port, output })
    // A server whose starter was killed a moment ago only now shows up in its lock file.
    const other = await findRunning(dataDir, place)
    if (other !== null && (await waitForServer(other))) return other
    if (portFault.test(output) && fixedPort === null) port = await findFreePort()
    else if (!memoryFault.test(output)) break
  }
  throw new ConfigError('data_dir', `the embedded database in ${place.pgData} does not start: ${output}`, {
    context: { dataDir },
  })
}

interface Found {
  readonly connection: Connection
  readonly started: boolean
}

/** Under the lock: the running server when it answers, else a new one. */
async function ensureServer(options: EmbeddedOptions, fixedPort: number | null): Promise<Found> {
  const { dataDir, log } = options
  const place = await findPlace(dataDir, log)
  const running = await findRunning(dataDir, place)
  if (running !== null) {
    if (await waitForServer(running)) return { connection: running, started: false }
    log.warn('the embedded database runs but does not answer; starting it again', { pid: running.pid })
    await stopServer(running.pid, running.pgData, log)
  }
  const connection = await startServer(options, place, fixedPort)
  await writeConnection(dataDir, connection)
  log.info('embedded database started', { pid: connection.pid, port: connection.port, pgData: connection.pgData })
  return { connection, started: true }
}

/** Starts a server that died by itself again, on the same port, until `signal` says that this process leaves. */
async function superviseServer(options: EmbeddedOptions, signal: AbortSignal): Promise<void> {
  const { dataDir, log } = options
  let waitMs = 1_000
  while (!signal.aborted) {
    await sleep(waitMs, undefined, { ref: false, signal }).catch(() => undefined)
    if (signal.aborted) return
    try {
      const left = await readConnection(dataDir)
      // Without a connection file it was stopped in good order.
      if (left !== null && !(await isPostmaster(left.pid, left.pgData))) {
        log.warn('the embedded database ended by itself; starting it again', { pid: left.pid })
        await withDataLock(dataDir, async () => {
          if (!signal.aborted) await ensureServer(options, left.port)
        })
      }
      waitMs = 1_000
    } catch (error) {
      waitMs = Math.min(waitMs * 2, 30_000)
      log.error('the embedded database cannot be started again', { error, retryMs: waitMs })
    }
  }
}

function makeHandle(options: EmbeddedOptions, found: Connection, owner: boolean, leave: () => Promise<void>) {
  const { dataDir, log } = options
  const leaving = new AbortController()
  const supervision = superviseServer(options, leaving.signal)
  const leaveServer = async (): Promise<void> => {
    leaving.abort()
    await supervision
    await withDataLock(dataDir, async () => {
      await leave()
      const others = await countClients(dataDir)
      if (others > 0) {
        log.debug('embedded database left running for other processes', { others })
        return
      }
      await stopUnderLock(dataDir, found.pgData, log)
    })
  }
  let closed: Promise<void> | null = null
  const close = (): Promise<void> => {
    closed ??= leaveServer()
    return closed
  }
  const urlOf = (database: string) => connectionUrl(found, database)
  return { url: connectionUrl(found), connection: found, owner, urlOf, close } satisfies EmbeddedDatabase
}

async function stopUnderLock(dataDir: string, pgData: string, log: Logger): Promise<boolean> {
  const running = await findPostmaster(pgData)
  await removeConnection(dataDir)
  if (running === null) return false
  await stopServer(running.pid, pgData, log)
  log.info('embedded database stopped', { pid: running.pid })
  return true
}

/** Joins the server of this data directory under the lock; `find` says which. Null when it finds none. */
async function joinServer(
  given: EmbeddedOptions,
  find: (options: EmbeddedOptions) => Promise<Found | null>,
): Promise<EmbeddedDatabase | null> {
  const options = { ...given, dataDir: await openDataDir(given.dataDir) }
  const { dataDir } = options
  const leave = await registerClient(dataDir)
  try {
    const joined = await withDataLock(dataDir, async () => {
      const found = await find(options)
      if (found === null) return null
      const owner = found.started || (await countClients(dataDir)) === 1
      const connection = owner ? { ...found.connection, ownerPid: process.pid } : found.connection
      await writeConnection(dataDir, connection)
      await ensureDatabase(connection)
      return { connection, owner }
    })
    if (joined !== null) return makeHandle(options, joined.connection, joined.owner, leave)
    await leave()
    return null
  } catch (error) {
    await leave()
    throw error
  }
}

/**
 * Opens the embedded PostgreSQL of a data directory: creates it, starts it, or joins the one that runs. Data, processes
 * and connection file survive a SIGKILL of any process; the next call mends what is left.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const joined = await joinServer(options, (resolved) => ensureServer(resolved, null))
  if (joined === null) throw new ConfigError('data_dir', 'the embedded database was not started')
  return joined
}

/** Joins the embedded PostgreSQL that runs for this data directory; null when none runs. */
export async function attachEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase | null> {
  return joinServer(options, async ({ dataDir, log }) => {
    const running = await findRunning(dataDir, await findPlace(dataDir, log))
    return running !== null && (await waitForServer(running)) ? { connection: running, started: false } : null
  })
}

/** Stops the embedded PostgreSQL of this data directory whoever uses it; true when one ran. */
export async function stopEmbedded(options: Pick<EmbeddedOptions, 'dataDir' | 'log'>): Promise<boolean> {
  const dataDir = await openDataDir(options.dataDir)
  return withDataLock(dataDir, async () => {
    const { pgData } = await findPlace(dataDir, options.log)
    return stopUnderLock(dataDir, pgData, options.log)
  })
}
