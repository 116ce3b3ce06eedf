import { execFile, spawn } from 'node:child_process'
import { type FileHandle, open, readFile, rename, rm, stat, statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { type Connection, connectionUrl } from '@/lib/db/connection-file'
import type { Place } from '@/lib/db/embedded-cluster'
import { isSystemError, plainEnvironment, readStartMark } from '@/lib/db/process-lock'
import { ConfigError } from '@/lib/errors'
import type { Logger } from '@/lib/log'

const runFile = promisify(execFile)

export const serverHost = '127.0.0.1'

export type ServerSettings = Readonly<Record<string, string>>

// A commit is on disk before it is acknowledged (fsync, synchronous_commit), so killing any process loses none.
const baseSettings: ServerSettings = {
  listen_addresses: serverHost,
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '256MB',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  cluster_name: 'coverline',
}

const smallSharedMemory = 512 * 1024 * 1024
const largestLog = 5 * 1024 * 1024

// Containers often have 64 MB of /dev/shm, too little for a parallel query; files below the data serve instead.
async function chooseSharedMemory(): Promise<ServerSettings> {
  if (process.platform !== 'linux') return {}
  const bytes = await statfs('/dev/shm').then(
    (found) => found.bsize * found.blocks,
    () => 0,
  )
  return bytes < smallSharedMemory ? { dynamic_shared_memory_type: 'mmap' } : {}
}

/** A port of the loopback address that nothing listens on at this moment. */
export function findFreePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, serverHost, () => {
      const address = server.address()
      server.close(() => {
        if (address !== null && typeof address === 'object') done(address.port)
        else fail(new Error('no free port'))
      })
    })
  })
}

/** The command line of a process, its words apart; null when it does not run or hides it. */
async function readCommand(pid: number): Promise<readonly string[] | null> {
  if ((await readStartMark(pid)) === null) return null
  try {
    if (process.platform === 'linux') return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0')
    return (await runFile('ps', ['-o', 'command=', '-p', String(pid)])).stdout.trim().split(' ')
  } catch {
    return null
  }
}

/** True when that process runs and is the postmaster of this data. */
export async function isPostmaster(pid: number, pgData: string): Promise<boolean> {
  const command = await readCommand(pid)
  return command?.join(' ').includes(` -D ${pgData} `) ?? false
}

/** What the lock file of the server says, whether or not that process still runs. */
async function readServerLock(pgData: string): Promise<{ pid: number; port: number } | null> {
  let lines: string[]
  try {
    lines = (await readFile(join(pgData, 'postmaster.pid'), 'utf8')).split('\n')
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return null
    throw error
  }
  // postmaster.pid: process id, data directory, start time, port, ...
  const pid = Number(lines[0])
  const port = Number(lines[3])
  return Number.isInteger(pid) && pid > 0 && Number.isInteger(port) && port > 0 ? { pid, port } : null
}

/** The postmaster that runs on this data, from its own lock file. */
export async function findPostmaster(pgData: string): Promise<{ pid: number; port: number } | null> {
  const lock = await readServerLock(pgData)
  return lock !== null && (await isPostmaster(lock.pid, pgData)) ? lock : null
}

/**
 * Removes the lock file of a killed server. PostgreSQL takes any living process with that id for the server, also a zombie
 * or a stranger that got the number later. Should processes of the old server still run, its shared memory keeps a new one out.
 */
export async function removeDeadServerLock(pgData: string): Promise<void> {
  const lock = await readServerLock(pgData)
  if (lock === null || (await isPostmaster(lock.pid, pgData))) return
  const isGone = (await readStartMark(lock.pid)) === null
  if (isGone || (await readCommand(lock.pid)) !== null) await rm(join(pgData, 'postmaster.pid'), { force: true })
}

type Answer = 'ready' | 'starting' | 'silent'

async function askServer(connection: Connection): Promise<Answer> {
  const client = new Client({
    connectionString: connectionUrl(connection, 'postgres'),
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('SELECT 1')
    return 'ready'
  } catch (error) {
    if (isSystemError(error, '57P03')) return 'starting'
    if (isSystemError(error, '53300')) return 'ready'
    if (isSystemError(error, '28P01', '28000')) {
      throw new ConfigError(
        'data_dir',
        `the embedded database in ${connection.pgData} refuses its own password; somebody changed it`,
        { cause: error },
      )
    }
    return 'silent'
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Waits until the server answers; as long as it says that it is starting (crash recovery), longer. */
export async function waitForServer(connection: Connection, silentMs = 30_000): Promise<boolean> {
  let deadline = Date.now() + silentMs
  while (Date.now() < deadline) {
    const answer = await askServer(connection)
    if (answer === 'ready') return true
    if (!(await isPostmaster(connection.pid, connection.pgData))) return false
    if (answer === 'starting') deadline = Date.now() + silentMs
    await sleep(50)
  }
  return false
}

async function openLog(path: string): Promise<FileHandle> {
  const size = await stat(path).then(
    (file) => file.size,
    () => 0,
  )
  if (size > largestLog) await rename(path, `${path}.1`)
  return open(path, 'a', 0o600)
}

async function readFrom(path: string, offset: number): Promise<string> {
  const bytes = await readFile(path)
  return bytes.subarray(offset).toString('utf8').trim().split('\n').slice(-8).join('\n')
}

export interface LaunchResult {
  readonly connection: Connection | null
  /** What the server wrote before it gave up. */
  readonly output: string
}

/** Starts the server in its own session, out of reach of a Ctrl-C, and waits until it answers. */
export async function launchServer(
  place: Place,
  postgres: string,
  connection: Omit<Connection, 'pid' | 'startedAt'>,
  logPath: string,
  settings: ServerSettings,
): Promise<LaunchResult> {
  const all = { ...baseSettings, ...(await chooseSharedMemory()), ...settings, port: String(connection.port) }
  const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const file = await openLog(logPath)
  try {
    const { size } = await file.stat()
    const child = spawn(postgres, ['-D', place.pgData, ...options], {
      cwd: '/',
      env: plainEnvironment,
      detached: true,
      stdio: ['ignore', file.fd, file.fd],
      ...(place.runAs ?? {}),
    })
    const failure = await new Promise<Error | null>((done) => {
      child.once('spawn', () => done(null))
      child.once('error', done)
    })
    if (failure !== null || child.pid === undefined) return { connection: null, output: failure?.message ?? '' }
    child.unref()
    const started = { ...connection, pid: child.pid, startedAt: new Date().toISOString() }
    if (await waitForServer(started)) return { connection: started, output: '' }
    await stopServer(started.pid, place.pgData)
    return { connection: null, output: await readFrom(logPath, size) }
  } finally {
    await file.close()
  }
}

async function waitForEnd(pid: number, pgData: string, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs
  while (await isPostmaster(pid, pgData)) {
    if (Date.now() > deadline) return false
    await sleep(25)
  }
  return true
}

/** Stops the postmaster of this data: fast, then at once (the next start replays its log). No other process is touched. */
export async function stopServer(pid: number, pgData: string, log?: Logger): Promise<void> {
  const steps = [
    { signal: 'SIGINT', waitMs: 60_000 },
    { signal: 'SIGQUIT', waitMs: 10_000 },
    { signal: 'SIGKILL', waitMs: 10_000 },
  ] as const
  for (const { signal, waitMs } of steps) {
    if (!(await isPostmaster(pid, pgData))) return
    try {
      process.kill(pid, signal)
    } catch (error) {
      if (isSystemError(error, 'ESRCH')) return
      throw new ConfigError('data_dir', `this user may not stop the embedded database (process ${pid})`, {
        cause: error,
      })
    }
    if (await waitForEnd(pid, pgData, waitMs)) return
    log?.warn('the embedded database does not stop', { pid, signal })
  }
  throw new ConfigError('data_dir', `the embedded database (process ${pid}) does not stop`)
}
