import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rootDir } from '../support/venue-fixtures'

const PARTS = ['lib', 'prisma', 'tests', 'package.json', 'tsconfig.json', 'vitest.config.ts']
const OWN = /^lib\/(venues|simulate\/venues)\/acme\//
const GENERATED = /registry\.generated\.ts$/

let copy: string

/** The files of the walk-through in CONTRIBUTING.md: a path in backquotes on a line of its own, then a code block. */
function readWalkThrough(): ReadonlyMap<string, string> {
  const text = readFileSync(join(rootDir, 'CONTRIBUTING.md'), 'utf8')
  const found = text.matchAll(/^`(lib\/[^`]+)`\n\n```\w+\n([\s\S]*?)^```$/gm)
  return new Map([...found].map((match) => [match[1] ?? '', match[2] ?? '']))
}

function hashFiles(): ReadonlyMap<string, string> {
  const entries = readdirSync(copy, { recursive: true, withFileTypes: true })
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(copy.length + 1))
      .filter((path) => !path.startsWith('node_modules/'))
      .map((path) => [
        path,
        createHash('sha256')
          .update(readFileSync(join(copy, path)))
          .digest('hex'),
      ]),
  )
}

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return new Promise<{ readonly code: number | null; readonly output: string }>((done, fail) => {
    const child = spawn(process.execPath, [...args], {
      cwd: copy,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, VITEST: undefined, NODE_ENV: 'test', ...env },
    })
    let output = ''
    const keep = (chunk: Buffer) => {
      output += chunk.toString('utf8')
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', fail)
    child.once('close', (code) => done({ code, output }))
  })
}

const vitest = (file: string, env?: Readonly<Record<string, string>>) =>
  run(['node_modules/vitest/vitest.mjs', 'run', file, '-t', 'acme'], env)

/** The simulator and the collector of the copy, as the commands start them. */
async function collectFromItsSimulator() {
  const simulator = spawn(process.execPath, ['--import', 'tsx', 'lib/cli/simulate.ts', '--port', '0', '--quiet'], {
    cwd: copy,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  try {
    const url = await new Promise<string>((done, fail) => {
      let said = ''
      const read = (chunk: Buffer) => {
        said += chunk.toString('utf8')
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]
        if (found !== undefined) done(found)
      }
      simulator.stdout.on('data', read)
      simulator.stderr.on('data', read)
      simulator.once('exit', () => fail(new Error(said)))
    })
    return await run(['--import', 'tsx', 'lib/cli/collect.ts', '--venue', 'acme', '--dry-run'], {
      UPSTREAM_GATEWAY: url,
    })
  } finally {
    simulator.kill('SIGTERM')
  }
}

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'coverline-venue-'))
  for (const part of PARTS) cpSync(join(rootDir, part), join(copy, part), { recursive: true })
  symlinkSync(join(rootDir, 'node_modules'), join(copy, 'node_modules'))
})
afterAll(() => rmSync(copy, { recursive: true, force: true }))

test('a venue is one folder and its simulator another: the walk-through works as it stands, with no other edit', async () => {
  const before = hashFiles()
  const files = readWalkThrough()
  expect([...files.keys()].sort()).toEqual([
    'lib/simulate/venues/acme/index.ts',
    'lib/venues/acme/README.md',
    'lib/venues/acme/fixtures/fund.docs.json',
    'lib/venues/acme/fixtures/open_interest.docs.json',
    'lib/venues/acme/index.ts',
    'lib/venues/acme/normalise.ts',
    'lib/venues/acme/schemas.ts',
  ])
  for (const [path, text] of files) {
    mkdirSync(dirname(join(copy, path)), { recursive: true })
    writeFileSync(join(copy, path), text)
  }
  expect(await run(['--import', 'tsx', 'lib/cli/generate.ts'])).toMatchObject({ code: 0 })

  const written = await vitest('tests/contract/venues.contract.test.ts', { WRITE_EXPECTED: 'acme' })
  expect(written.output).toContain('acme')
  const golden = readFileSync(join(copy, 'lib/venues/acme/fixtures/open_interest.docs.expected.json'), 'utf8')
  // 120.5 coins at 86,000 dollars.
  expect(golden).toContain('"valueUsd": "10363000"')
  const checked = await vitest('tests/contract/venues.contract.test.ts')
  expect(checked, checked.output).toMatchObject({ code: 0 })
  expect(Number(/(\d+) passed/.exec(checked.output.split('Tests')[1] ?? '')?.[1])).toBeGreaterThan(12)

  const types = await run(['node_modules/typescript/bin/tsc', '--noEmit', '--incremental', 'false', '-p', '.'])
  const own = types.output.split('\n').filter((line) => line.includes('acme'))
  expect(own).toEqual([])

  const collected = await collectFromItsSimulator()
  expect(collected, collected.output).toMatchObject({ code: 0 })
  expect(collected.output).toMatch(/acme\tfund\tfund_balance\tusdt-pool-btcusdt\tUSDT\t\d+/)
  expect(collected.output).toMatch(/acme\topen_interest\topen_interest\tETHUSDT\t\d+/)
  expect(collected.output).toContain('2 of 2 sources collected')

  const after = hashFiles()
  const changed = [...after]
    .filter(([path, hash]) => before.get(path) !== hash && !OWN.test(path))
    .map(([path]) => path)
  expect(changed.filter((path) => !GENERATED.test(path))).toEqual([])
  expect([...before.keys()].filter((path) => !after.has(path))).toEqual([])
}, 240_000)
