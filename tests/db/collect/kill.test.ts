import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { planSources } from '@/lib/collect/plan'
import { screenObservations } from '@/lib/collect/screen'
import { dec, plain } from '@/lib/core/decimal'
import type { FundBalanceObservation } from '@/lib/core/observation'
import { connect, type Database } from '@/lib/db/client'
import { type Simulator, startSimulator } from '@/lib/simulate/server'
import type { Received } from '@/lib/venues/_contract/module'
import { venueModules } from '@/lib/venues/registry.generated'
import { createTestDatabase, type TestDatabase } from '../../support/database'
import { rootDir, sourceOf } from '../../support/venue-fixtures'

const KILLS = 50
const MINUTE_MS = 60_000
/** Pools with and without a time of the venue's, balances that change every minute and once a day, a paged chain. */
const VENUES = ['bybit', 'dydx-v4', 'gate', 'hyperliquid']
/** Same seed, same kills: a failure can be run again. */
const random = mulberry(4)

/** Below node_modules, where packages are found; one file, for 50 processes that compile a thousand cost minutes. */
const bundle = join(rootDir, `node_modules/.cache/collector-process-${process.pid}.mjs`)

let testDatabase: TestDatabase
let database: Database
let simulator: Simulator
let offsetMs = 0
const children = new Set<ChildProcess>()

beforeAll(async () => {
  await build({
    entryPoints: [join(rootDir, 'tests/support/collector-process.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    alias: { '@': rootDir },
  })
  testDatabase = await createTestDatabase()
  database = connect(testDatabase.url)
  simulator = await startSimulator({ port: 0, seed: 11, quiet: true, clock: () => new Date(Date.now() + offsetMs) })
}, 60_000)
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await simulator.close()
  await database.close()
  await testDatabase.drop()
  await rm(bundle, { force: true })
})

/** A collector that is loaded and waits; loading the next one while this one works saves a minute. */
function loadCollector(): ChildProcess {
  const child = spawn(process.execPath, [bundle], {
    cwd: rootDir,
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: testDatabase.url, GATEWAY: simulator.url, VENUES: VENUES.join(',') },
  })
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}

async function startCollector(child: ChildProcess): Promise<void> {
  const started = new Promise<void>((done, fail) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.toString('utf8').includes('started')) done()
    })
    child.once('exit', () => fail(new Error('the collector ended on its own')))
  })
  child.stdin?.write(`${offsetMs}\n`)
  await started
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

async function rows<T extends object>(sql: string, values: readonly unknown[] = []): Promise<T[]> {
  return (await database.pool.query(sql, [...values])).rows
}

const runsSoFar = async () => Number((await rows<{ n: string }>('SELECT count(*) AS n FROM collection_run'))[0]?.n)

test('a collector killed at 50 random points loses and duplicates nothing', async () => {
  const sources = planSources(venueModules.filter((module) => VENUES.includes(module.id)))
  expect(sources.length).toBeGreaterThanOrEqual(10)
  // Order books wait a minute for known markets; no collector here lives that long but the last.
  const asked = sources.filter(({ source }) => source.kind !== 'depth')
  let interrupted = 0
  let next = loadCollector()
  for (let count = 0; count < KILLS; count += 1) {
    offsetMs += MINUTE_MS
    const before = await runsSoFar()
    const child = next
    next = loadCollector()
    await startCollector(child)
    await workUntil(before + Math.floor(random() * asked.length))
    await sleep(random() * 150)
    await kill(child)
    if ((await runsSoFar()) - before < sources.length) interrupted += 1
  }
  expect(interrupted).toBeGreaterThan(KILLS / 4)

  offsetMs += MINUTE_MS
  const lastStart = new Date(Date.now() + offsetMs - 1000)
  await startCollector(next)
  await expectEverySource(sources.length, lastStart)
  await kill(next)

  const runs = await rows<{ run_id: string; venue: string; source: string }>(
    `SELECT run_id, venue, source FROM collection_run WHERE outcome = 'ok' ORDER BY finished_at`,
  )
  expect(runs.length).toBeGreaterThan(KILLS)
  const [orphans] = await rows<{ captures: string; bodies: string; balances: string; revised: string }>(
    `SELECT
       (SELECT count(*) FROM capture c WHERE NOT EXISTS (SELECT 1 FROM collection_run r WHERE r.run_id = c.run_id)) AS captures,
       (SELECT count(*) FROM capture c LEFT JOIN capture_body b USING (sha256) WHERE b.body IS NULL) AS bodies,
       (SELECT count(*) FROM fund_balance f WHERE NOT EXISTS (SELECT 1 FROM capture c WHERE c.sha256 = f.raw_sha256)) AS balances,
       (SELECT count(*) FROM fund_balance WHERE revision > 0)
         + (SELECT count(*) FROM open_interest WHERE revision > 0) AS revised`,
  )
  expect(orphans).toEqual({ captures: '0', bodies: '0', balances: '0', revised: '0' })

  const stored = new Map<string, string>()
  for (const row of await rows<{ key: string; units: string }>(
    `SELECT concat_ws(' ', venue, identity, asset, to_char(observed_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) AS key, units::text
     FROM fund_balance JOIN fund USING (venue, fund)`,
  )) {
    expect(stored.has(row.key), `two rows for ${row.key}`).toBe(false)
    stored.set(row.key, plain(dec(row.units)))
  }
  const read = new Map<string, string>()
  for (const run of runs) {
    for (const item of await readAgain(run)) {
      const at = item.observedAt ?? (await checkedAtOf(run.run_id, item.payload))
      const key = [run.venue, item.fund.key, item.asset, at.toISOString()].join(' ')
      read.set(key, plain(item.units))
      // Without a time of the venue's, an unchanged balance is kept hourly only.
      if (item.observedAt !== null) expect([key, stored.get(key)]).toEqual([key, plain(item.units)])
    }
  }
  expect(read.size).toBeGreaterThan(500)
  for (const [key, units] of stored) expect([key, read.get(key)]).toEqual([key, units])
}, 1_200_000)

/** Waits for so many runs to be stored, so that a slow machine is killed as deep in its work as a fast one. */
async function workUntil(runs: number): Promise<void> {
  const deadline = Date.now() + 4_000
  while (Date.now() < deadline && (await runsSoFar()) < runs) await sleep(5)
}

/** No lock of a dead collector may keep a source from running. */
async function expectEverySource(count: number, since: Date): Promise<void> {
  const deadline = Date.now() + 60_000
  for (;;) {
    const done = await rows<{ name: string }>(
      `SELECT venue || '/' || source AS name FROM source_status WHERE last_success_at >= $1`,
      [since],
    )
    if (done.length === count) return
    if (Date.now() > deadline) throw new Error(`only ${done.map((row) => row.name).join(', ')} ran after the kills`)
    await sleep(200)
  }
}

interface StoredCapture {
  readonly endpoint: string
  readonly subject: string | null
  readonly method: 'GET' | 'POST'
  readonly url: `https://${string}`
  readonly request_body: string | null
  readonly fetched_at: Date
  readonly body: Buffer
}

const capturesOf = (runId: string) =>
  rows<StoredCapture>(
    `SELECT endpoint, subject, method, url, request_body, fetched_at, body
     FROM capture JOIN capture_body USING (sha256) WHERE run_id = $1 ORDER BY capture_id`,
    [runId],
  )

async function checkedAtOf(runId: string, payload: number): Promise<Date> {
  const found = (await capturesOf(runId))[payload]
  if (!found) throw new Error(`run ${runId} has no payload ${payload}`)
  return found.fetched_at
}

/** The balances the archived bytes of a run say, read once more. */
async function readAgain(run: { run_id: string; venue: string; source: string }): Promise<FundBalanceObservation[]> {
  const module = venueModules.find((candidate) => candidate.id === run.venue)
  if (!module) throw new Error(`no module ${run.venue}`)
  const source = sourceOf(module, run.source)
  if (source.kind !== 'fund') return []
  const captures = await capturesOf(run.run_id)
  const received = captures.map((capture): Received => {
    const endpoint = source.endpoints.find((candidate) => candidate.id === capture.endpoint)
    if (!endpoint) throw new Error(`no endpoint ${capture.endpoint}`)
    return {
      endpoint: capture.endpoint,
      request: {
        endpoint: capture.endpoint,
        method: capture.method,
        url: capture.url,
        ...(capture.subject === null ? {} : { subject: capture.subject }),
        ...(capture.request_body === null ? {} : { body: JSON.parse(capture.request_body) }),
      },
      body: endpoint.schema.parse(JSON.parse(gunzipSync(capture.body).toString('utf8'))),
      checkedAt: capture.fetched_at,
    }
  })
  const checkedAt = new Date(Math.max(...captures.map((capture) => capture.fetched_at.getTime())))
  const { observations } = screenObservations(source.normalise(received, { checkedAt }))
  return observations.filter((item) => item.kind === 'fund_balance')
}

function mulberry(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
