import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { generateRegistries } from '@/lib/cli/registries'
import { withProcessLock } from '@/lib/db/process-lock'

/** Writes what is derived from other files: the venue registry and the Prisma client. Needs no network and no database. */
const rootDir = fileURLToPath(new URL('../..', import.meta.url))
const schemaPath = join(rootDir, 'prisma/schema.prisma')
const configPath = join(rootDir, 'prisma/prisma.config.ts')
const outputDir = join(rootDir, 'lib/db/generated')
const stampPath = join(outputDir, '.stamp')

const prismaPackageSchema = z.object({ version: z.string(), bin: z.object({ prisma: z.string() }) })

async function findPrisma(): Promise<{ version: string; cli: string }> {
  const packagePath = createRequire(import.meta.url).resolve('prisma/package.json')
  const { version, bin } = prismaPackageSchema.parse(JSON.parse(await readFile(packagePath, 'utf8')))
  return { version, cli: join(dirname(packagePath), bin.prisma) }
}

function runPrisma(cli: string, engine: string): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [cli, 'generate', '--config', configPath], {
      cwd: rootDir,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        // `generate` runs no engine, yet downloads one unless this names an existing file (prisma issue 29150).
        PRISMA_SCHEMA_ENGINE_BINARY: process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? engine,
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        CHECKPOINT_DISABLE: '1',
      },
    })
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk.toString('utf8')
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.once('error', fail)
    child.once('close', (code) => {
      if (code === 0) done()
      else fail(new Error(`prisma generate failed with code ${code}:\n${output}`))
    })
  })
}

async function readStamp(version: string): Promise<string> {
  const files = await Promise.all([schemaPath, configPath].map((path) => readFile(path)))
  const hash = createHash('sha256').update(version)
  for (const bytes of files) hash.update(bytes)
  return hash.digest('hex')
}

async function isCurrent(stamp: string): Promise<boolean> {
  return (await readFile(stampPath, 'utf8').catch(() => null)) === stamp
}

async function generateClient(cli: string, version: string, stamp: string): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'coverline-generate-'))
  try {
    const engine = join(scratch, 'engine')
    await writeFile(engine, '')
    await runPrisma(cli, engine)
    await writeFile(stampPath, stamp)
    console.error(`generated the database client with Prisma ${version}`)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function generate(): Promise<void> {
  generateRegistries(rootDir)
  const { version, cli } = await findPrisma()
  const stamp = await readStamp(version)
  if (await isCurrent(stamp)) return
  const cacheDir = join(rootDir, 'node_modules/.cache')
  await mkdir(cacheDir, { recursive: true })
  const options = { timeoutMs: 120_000, subject: 'the generated database client' }
  await withProcessLock(join(cacheDir, 'coverline-generate.lock'), options, async () => {
    if (!(await isCurrent(stamp))) await generateClient(cli, version, stamp)
  })
}

try {
  await generate()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
