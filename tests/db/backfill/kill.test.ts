import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { connect } from '@/lib/db/client'
import { createTestDatabase, type TestDatabase } from '../../support/database'
import { rootDir } from '../../support/venue-fixtures'

/** Kills before the backfill may end in peace: each some pages in, at another moment of the next page. */
const KILLS: readonly Kill[] = [0, 5, 13, 3, 8, 21, 2, 30].map((afterMs, index) => ({
  afterPages: 3 + (index % 4),
  afterMs,
}))

const children = new Set<ChildProcess>()
const databases: TestDatabase[] = []
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  for (const database of databases) await database.drop()
})

function load(url: string): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', join(rootDir, 'tests/support/backfill-process.ts')], {
    cwd: rootDir,
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: url },
  })
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}

interface Kill {
  readonly afterPages: number
  readonly afterMs: number
}

/** Starts the loaded process and kills it, if asked to. True when it was complete before. */
async function run(child: ChildProcess, kill: Kill | null): Promise<boolean> {
  let said = ''
  const ended = once(child, 'exit')
  const reached = new Promise<void>((done) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
      if (said.split('page').length > (kill?.afterPages ?? Number.POSITIVE_INFINITY)) done()
    })
  })
  child.stdin?.write('go\n')
  if (kill !== null) {
    await Promise.race([reached, ended])
    await sleep(kill.afterMs)
    child.kill('SIGKILL')
  }
  await ended
  return said.includes('complete')
}

/** Everything that is the same however often the backfill was interrupted. */
const CONTENT: Readonly<Record<string, string>> = {
  fund: 'SELECT * FROM fund ORDER BY fund',
  fund_market: 'SELECT * FROM fund_market ORDER BY fund, market, valid_from',
  fund_balance: `SELECT fund, asset, observed_at, revision, units::text, value_usd::text, raw_sha256 FROM fund_balance
    ORDER BY fund, asset, observed_at, revision`,
  open_interest: `SELECT market, observed_at, revision, value_usd::text, raw_sha256 FROM open_interest
    ORDER BY market, observed_at, revision`,
  fund_flow:
    'SELECT fund, observed_at, revision, units::text, raw_sha256 FROM fund_flow ORDER BY fund, observed_at, revision',
  coverage_day: `SELECT fund, bucket_start, revision, fund_usd::text, oi_usd::text, coverage, reason, backfilled
    FROM coverage_day ORDER BY fund, bucket_start, revision`,
  backfill_lane: `SELECT history, lane, state, from_asked, oldest_observed_at, newest_observed_at, rows, fund_ids, error_kind
    FROM backfill_lane ORDER BY history, lane`,
  capture_body: 'SELECT sha256, size FROM capture_body ORDER BY sha256',
}

async function contentOf(url: string): Promise<Record<string, unknown[]>> {
  const database = connect(url)
  try {
    const content: Record<string, unknown[]> = {}
    for (const [table, sql] of Object.entries(CONTENT)) content[table] = (await database.pool.query(sql)).rows
    return content
  } finally {
    await database.close()
  }
}

async function rowsIn(url: string): Promise<number> {
  const database = connect(url)
  try {
    const { rows } = await database.pool.query<{ n: number }>(
      'SELECT ((SELECT count(*) FROM fund_balance) + (SELECT count(*) FROM open_interest) + (SELECT count(*) FROM fund_flow))::int AS n',
    )
    return rows[0]?.n ?? 0
  } finally {
    await database.close()
  }
}

async function orphansOf(url: string): Promise<unknown> {
  const database = connect(url)
  try {
    const { rows } = await database.pool.query(
      `SELECT
         (SELECT count(*)::int FROM capture c WHERE NOT EXISTS (SELECT 1 FROM collection_run r WHERE r.run_id = c.run_id)) AS captures,
         (SELECT count(*)::int FROM fund_balance f WHERE NOT EXISTS (SELECT 1 FROM capture c WHERE c.sha256 = f.raw_sha256)) AS balances`,
    )
    return rows[0]
  } finally {
    await database.close()
  }
}

test('a backfill killed at many points ends with what an uninterrupted one has', async () => {
  const [quiet, killed] = [await createTestDatabase(), await createTestDatabase()]
  databases.push(quiet, killed)
  expect(await run(load(quiet.url), null)).toBe(true)

  let complete = false
  let next = load(killed.url)
  const stopped = new Set<number>()
  for (const kill of KILLS) {
    const child = next
    next = load(killed.url)
    complete = await run(child, kill)
    stopped.add(await rowsIn(killed.url))
    if (complete) break
  }
  expect([...stopped].filter((rows) => rows > 0 && rows < 230).length).toBeGreaterThan(4)
  expect(await run(next, null)).toBe(true)
  expect(await rowsIn(killed.url)).toBe(230)

  const expected = await contentOf(quiet.url)
  expect(expected.fund_balance).toHaveLength(120)
  expect(expected.coverage_day?.length).toBeGreaterThan(120)
  expect(await contentOf(killed.url)).toEqual(expected)
  expect(await orphansOf(killed.url)).toEqual({ captures: 0, balances: 0 })
}, 300_000)
