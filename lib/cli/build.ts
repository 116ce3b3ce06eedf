import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withProcessLock } from '@/lib/db/process-lock'

export const rootDir = fileURLToPath(new URL('../..', import.meta.url))
/** Next's command line program. */
export const nextCli = createRequire(import.meta.url).resolve('next/dist/bin/next')

const SOURCES = [
  'app',
  'lib',
  'prisma/schema.prisma',
  'next.config.mjs',
  'proxy.ts',
  'instrumentation.ts',
  'tsconfig.json',
  'package-lock.json',
]
const STAMP = '.next/coverline-build'

/** Builds the site unless the last build is of exactly these sources. Returns whether it built. */
export async function buildWhenNeeded(say: (step: string) => void): Promise<boolean> {
  const stamp = await hashSources()
  if (await isBuilt(stamp)) return false
  await mkdir(join(rootDir, 'node_modules/.cache'), { recursive: true })
  const lock = join(rootDir, 'node_modules/.cache/coverline-build.lock')
  return withProcessLock(lock, { timeoutMs: 600_000, subject: 'the build of the site' }, async () => {
    if (await isBuilt(stamp)) return false
    say('building the site (once per version; about a minute)')
    await runBuild()
    await writeFile(join(rootDir, STAMP), stamp)
    return true
  })
}

async function isBuilt(stamp: string): Promise<boolean> {
  return (await readFile(join(rootDir, STAMP), 'utf8').catch(() => null)) === stamp
}

function runBuild(): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [nextCli, 'build'], {
      cwd: rootDir,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    })
    let output = ''
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-20_000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', fail)
    child.once('close', (code) => {
      if (code === 0) done()
      else fail(new Error(`the build failed with code ${code}:\n${output}`))
    })
  })
}

async function hashSources(): Promise<string> {
  const hash = createHash('sha256').update(process.version)
  for (const path of (await Promise.all(SOURCES.map((source) => listFiles(join(rootDir, source))))).flat().sort()) {
    hash.update(path.slice(rootDir.length)).update(await readFile(path))
  }
  return hash.digest('hex')
}

/** A file is itself, a folder all files below it; what does not exist is nothing. */
async function listFiles(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => error,
  )
  if (entries instanceof Error) return entries.code === 'ENOTDIR' ? [path] : []
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}
