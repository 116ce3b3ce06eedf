import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { chmod, chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import {
  type Binaries,
  canEnter,
  findRunAs,
  prepareSystemDir,
  type RunAs,
  runCommand,
} from '@/lib/db/embedded-binaries'
import { isSystemError } from '@/lib/db/process-lock'
import { ConfigError } from '@/lib/errors'
import type { Logger } from '@/lib/log'

export const serverUser = 'coverline'
export const serverDatabase = 'coverline'

/** Where the data of the embedded server is, and as whom the server runs. */
export interface Place {
  readonly pgData: string
  /** Null: as the user of this process. */
  readonly runAs: RunAs | null
}

const pointerSchema = z.object({ pgData: z.string(), origin: z.string() })

function pointerPath(dataDir: string): string {
  return join(dataDir, 'pg.location.json')
}

async function readPointer(dataDir: string): Promise<z.infer<typeof pointerSchema> | null> {
  try {
    return pointerSchema.parse(JSON.parse(await readFile(pointerPath(dataDir), 'utf8')))
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR', 'EACCES')) return null
    throw new ConfigError('data_dir', `${pointerPath(dataDir)} is not readable as a location of data`, { cause: error })
  }
}

async function writePointer(dataDir: string, pgData: string): Promise<void> {
  await writeFile(pointerPath(dataDir), `${JSON.stringify({ pgData, origin: dataDir })}\n`)
}

/** Follows the pointer to data kept elsewhere. A moved data directory keeps its data; a copied one must not share it. */
async function followPointer(dataDir: string): Promise<string | null> {
  const pointer = await readPointer(dataDir)
  if (pointer === null || pointer.origin === dataDir) return pointer?.pgData ?? null
  const original = await readPointer(pointer.origin)
  if (original?.pgData === pointer.pgData) {
    throw new ConfigError(
      'data_dir',
      `${dataDir} is a copy of ${pointer.origin} and points to the same database; remove the copy to start with an empty one`,
    )
  }
  await writePointer(dataDir, pointer.pgData)
  return pointer.pgData
}

async function findOwner(path: string): Promise<RunAs | null> {
  try {
    const { uid, gid } = await stat(path)
    return { uid, gid }
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return null
    throw new ConfigError('data_dir', `${path} is not readable for this user`, { cause: error })
  }
}

async function placeElsewhere(dataDir: string, log: Logger): Promise<string> {
  const mark = createHash('sha256').update(dataDir).digest('hex').slice(0, 12)
  const home = join(await prepareSystemDir(), `${mark}-${randomUUID().slice(0, 8)}`)
  const pgData = join(home, 'pg')
  await writePointer(dataDir, pgData)
  log.info('only root may enter the data directory, so the embedded database is kept elsewhere', { dataDir, pgData })
  return pgData
}

/** Finds or chooses where the data of the embedded server lies for this data directory (absolute, without links). */
export async function findPlace(dataDir: string, log: Logger): Promise<Place> {
  const asRoot = await findRunAs()
  const pgData = (await followPointer(dataDir)) ?? join(dataDir, 'pg')
  const owner = await findOwner(pgData)
  if (owner === null) {
    if (asRoot === null) return { pgData: join(dataDir, 'pg'), runAs: null }
    const isOutside = dirname(pgData) !== dataDir
    if (isOutside || (await canEnter(dataDir, asRoot))) return { pgData, runAs: asRoot }
    return { pgData: await placeElsewhere(dataDir, log), runAs: asRoot }
  }
  if (asRoot === null) {
    if (owner.uid === process.getuid?.()) return { pgData, runAs: null }
    throw new ConfigError(
      'data_dir',
      `the embedded database in ${pgData} belongs to the user with id ${owner.uid}; run as that user or as root, or set COVERLINE_DATA_DIR`,
    )
  }
  if (owner.uid === 0 || !(await canEnter(pgData, owner))) {
    throw new ConfigError(
      'data_dir',
      `PostgreSQL refuses to run as root, and the user with id ${owner.uid} may not run it in ${pgData}; give that user access, or set COVERLINE_DATA_DIR`,
    )
  }
  return { pgData, runAs: owner }
}

function passwordPath(pgData: string): string {
  return join(pgData, 'coverline.password')
}

/** The password made with the data. */
export async function readPassword(pgData: string): Promise<string> {
  try {
    return (await readFile(passwordPath(pgData), 'utf8')).trim()
  } catch (error) {
    throw new ConfigError(
      'data_dir',
      `${passwordPath(pgData)} is not readable; ${pgData} was not made by this program`,
      {
        cause: error,
      },
    )
  }
}

async function readDataVersion(pgData: string): Promise<string | null> {
  try {
    return (await readFile(join(pgData, 'PG_VERSION'), 'utf8')).trim()
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return null
    throw error
  }
}

async function removeDrafts(pgData: string): Promise<void> {
  const names = await readdir(dirname(pgData))
  const drafts = names.filter((name) => name.startsWith(`${basename(pgData)}.draft-`))
  await Promise.all(drafts.map((name) => rm(join(dirname(pgData), name), { recursive: true, force: true })))
}

async function runInitdb(place: Place, binaries: Binaries, isDurable: boolean): Promise<void> {
  const draft = `${place.pgData}.draft-${randomUUID().slice(0, 8)}`
  const passwordFile = `${draft}.password`
  const home = dirname(place.pgData)
  await mkdir(home, { recursive: true })
  await removeDrafts(place.pgData)
  if (place.runAs !== null && !(await canEnter(home, place.runAs))) await chmod(home, 0o755)
  await mkdir(draft, { mode: 0o700 })
  await writeFile(passwordFile, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 })
  if (place.runAs !== null) {
    for (const path of [draft, passwordFile]) await chown(path, place.runAs.uid, place.runAs.gid)
  }
  // The builtin C.UTF-8 sorts by code point, the same on every system.
  const args = [
    `--pgdata=${draft}`,
    `--username=${serverUser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(isDurable ? [] : ['--no-sync']),
  ]
  try {
    const result = await runCommand(binaries.initdb, args, place.runAs)
    if (!result.ok) throw new ConfigError('platform', `creating the embedded database failed: ${result.output}`)
    await rename(passwordFile, passwordPath(draft))
    await rename(draft, place.pgData)
  } finally {
    await rm(draft, { recursive: true, force: true })
    await rm(passwordFile, { force: true })
  }
}

/**
 * Creates the data when there is none. The data appears by one rename, so a killed start leaves none or all of it. Data of
 * another major version is refused.
 */
export async function prepareCluster(place: Place, binaries: Binaries, isDurable: boolean, log: Logger): Promise<void> {
  const version = await readDataVersion(place.pgData)
  if (version === null) {
    log.info('creating the embedded database', { pgData: place.pgData })
    await runInitdb(place, binaries, isDurable)
  } else if (version !== binaries.major) {
    throw new ConfigError(
      'database_version',
      `the embedded database in ${place.pgData} was made by PostgreSQL ${version}, this release runs ${binaries.major}; ` +
        `dump it with the release that made it and restore it, or move ${place.pgData} away to start with an empty one`,
    )
  }
}
