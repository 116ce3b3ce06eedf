import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { isRunning, isSystemError, readStartMark } from '@/lib/db/process-lock'
import { ConfigError } from '@/lib/errors'

/**
 * How any process that may read the data directory reaches the embedded server that runs for it, and which processes
 * use it. The last of them to leave stops the server.
 */
const connectionSchema = z.object({
  format: z.literal(1),
  host: z.string(),
  port: z.int().min(1).max(65_535),
  user: z.string(),
  password: z.string().min(1),
  database: z.string(),
  /** Where the server keeps its data; not below the data directory when its user cannot go there. */
  pgData: z.string(),
  /** The postmaster. */
  pid: z.int().positive(),
  startedAt: z.iso.datetime(),
  /** The process that started the postmaster or took it over. */
  ownerPid: z.int().positive(),
})

export type Connection = z.infer<typeof connectionSchema>

const clientSchema = z.object({ pid: z.int().positive(), startMark: z.string() })

function connectionPath(dataDir: string): string {
  return join(dataDir, 'pg.connection.json')
}

function clientsPath(dataDir: string): string {
  return join(dataDir, 'pg.clients')
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    if (isSystemError(error, 'ENOENT') || error instanceof SyntaxError) return null
    if (isSystemError(error, 'EACCES', 'EPERM')) {
      throw new ConfigError('data_dir', `${path} belongs to another user; run as that user or set COVERLINE_DATA_DIR`, {
        cause: error,
      })
    }
    throw error
  }
}

/** The connection left in the data directory; null when there is none that can be read. */
export async function readConnection(dataDir: string): Promise<Connection | null> {
  const parsed = connectionSchema.safeParse(await readJson(connectionPath(dataDir)))
  return parsed.success ? parsed.data : null
}

export async function writeConnection(dataDir: string, connection: Connection): Promise<void> {
  const path = connectionPath(dataDir)
  const draft = `${path}.${randomUUID()}`
  await writeFile(draft, `${JSON.stringify(connection, null, 2)}\n`, { mode: 0o600 })
  await rename(draft, path)
}

export async function removeConnection(dataDir: string): Promise<void> {
  await rm(connectionPath(dataDir), { force: true })
}

/** The address of a database of the embedded server; by default the one the product uses. */
export function connectionUrl(connection: Connection, database: string = connection.database): string {
  const user = encodeURIComponent(connection.user)
  const password = encodeURIComponent(connection.password)
  return `postgresql://${user}:${password}@${connection.host}:${connection.port}/${encodeURIComponent(database)}`
}

/** Notes that this process uses the server; the returned function takes the note away. */
export async function registerClient(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(clientsPath(dataDir), { recursive: true })
  const path = join(clientsPath(dataDir), `${process.pid}-${randomUUID()}.json`)
  const note = { pid: process.pid, startMark: (await readStartMark(process.pid)) ?? '' }
  await writeFile(path, JSON.stringify(note), { mode: 0o600 })
  return () => rm(path, { force: true })
}

/** Counts the notes of living processes and removes those of dead ones. Call it under the lock of the data directory. */
export async function countClients(dataDir: string): Promise<number> {
  let names: string[]
  try {
    names = await readdir(clientsPath(dataDir))
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return 0
    throw error
  }
  let living = 0
  for (const name of names) {
    const path = join(clientsPath(dataDir), name)
    const note = clientSchema.safeParse(await readJson(path))
    if (note.success && (await isRunning(note.data.pid, note.data.startMark))) living += 1
    else await rm(path, { force: true })
  }
  return living
}
