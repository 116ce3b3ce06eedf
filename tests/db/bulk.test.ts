import { spawn } from 'node:child_process'
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Package } from 'datapackage'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import * as seriesRoute from '@/app/api/v1/[series]/route'
import * as venueRoute from '@/app/api/v1/venues/[venue]/route'
import { exportPackage } from '@/lib/bulk/export-package'
import { restorePackage } from '@/lib/bulk/restore-package'
import { STORED_TABLES } from '@/lib/bulk/tables'
import { connect, type Database } from '@/lib/db/client'
import { replaceDatabase } from '@/lib/db/singleton'
import { seriesDefinitions } from '@/lib/export/series'
import { loadRecord } from '@/lib/record/load'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database'
import { storeEveryKindOfCell } from '@/tests/support/every-cell'
import { countParquet } from '@/tests/support/parquet'
import { ask } from '@/tests/support/site'
import * as rows from '@/tests/support/store-rows'

vi.mock('@/lib/venues/registry.generated', async () => {
  const { fakeVenue } = await import('@/tests/support/fake-venues')
  return {
    venueModules: [fakeVenue('alpha'), fakeVenue('beta'), fakeVenue('bitmex', { status: 'closed', sources: [] })],
  }
})
vi.setConfig({ testTimeout: 180_000 })

const NOW = new Date('2026-11-20T12:00:00Z')
const BODY = Buffer.from('{"answer": 1}')
const BODY_SHA = 'b'.repeat(64)
let store: TestDatabase
let db: Database
let folder: string
const opened: { readonly db: Database; readonly store: TestDatabase }[] = []

beforeAll(async () => {
  store = await createTestDatabase()
  db = connect(store.url)
  opened.push({ db, store })
  folder = await mkdtemp(join(tmpdir(), 'coverline-bulk-'))
  await loadRecord(db, { now: NOW })
  await storeEveryKindOfCell(db.pool)
  const { pool } = db
  const at = new Date('2026-11-20T11:59:00Z')
  await rows.insertStored(pool, 'venue_latest', [rows.venueLatest('alpha')])
  await rows.insertStored(pool, 'fund', [rows.fund('alpha', 'usdt')])
  await rows.insertStored(pool, 'fund_latest', [rows.fundLatest('alpha', 'usdt', at)])
  await rows.insertStored(pool, 'market', [rows.listedMarket('alpha', 'BTCUSDT', at)])
  await rows.insertStored(pool, 'source_status', [rows.sourceStatus('alpha', 'fund', 'fund', { last_success_at: at })])
  await rows.insertStored(pool, 'capture', [rows.capture(BODY_SHA, at), rows.capture(rows.SHA, at)])
  await rows.storeBody(pool, BODY_SHA, BODY, at)
  await rows.storeBody(pool, rows.SHA, null, at)
}, 120_000)
afterAll(async () => {
  replaceDatabase(null)
  for (const one of opened) {
    await one.db.close()
    await one.store.drop()
  }
  await rm(folder, { recursive: true })
})

async function emptyDatabase(): Promise<Database> {
  const empty = await createTestDatabase()
  const own = connect(empty.url)
  opened.push({ db: own, store: empty })
  return own
}

const into = (name: string) => join(folder, name)
const make = (name: string, captures = false, say: (line: string) => void = () => undefined) =>
  exportPackage({ db, folder: into(name), captures, site: 'http://coverline.test', simulated: false, say })
const restore = (own: Database, name: string) => restorePackage({ db: own, folder: into(name), say: () => undefined })

async function answers(own: Database, asOf: string): Promise<ReadonlyMap<string, string>> {
  replaceDatabase(own)
  const found = new Map<string, string>()
  for (const name of Object.keys(seriesDefinitions)) {
    for (const suffix of ['csv', 'json', 'ndjson']) {
      const queries = name === 'coverage' ? ['&interval=day', '&interval=hour', '&interval=raw'] : ['']
      for (const query of queries) {
        const file = `${name}.${suffix}`
        const request = ask(`/api/v1/${file}?as_of=${asOf}${query}`)
        const response = await seriesRoute.GET(request, { params: Promise.resolve({ series: file }) })
        found.set(`${file}${query}`, await response.text())
      }
    }
  }
  for (const venue of ['alpha', 'beta', 'bitmex']) {
    const response = await venueRoute.GET(ask(`/api/v1/venues/${venue}`), { params: Promise.resolve({ venue }) })
    found.set(venue, (await response.text()).replace(/"generated_at":"[^"]*"/, ''))
  }
  return found
}

describe('a data package', () => {
  test('knows every table of the store', async () => {
    const { rows: found } = await db.pool.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> '_prisma_migrations'`,
    )
    expect(STORED_TABLES.map(({ name }) => name).sort()).toEqual(found.map(({ name }) => name).sort())
  })

  test('is rebuilt into a database that gives the same bytes as of the same moment', async () => {
    const { asOf } = await make('whole', true)
    const own = await emptyDatabase()
    const { rows: restored } = await restore(own, 'whole')
    expect(restored).toBeGreaterThan(500)
    vi.useFakeTimers({ now: new Date(asOf.getTime() + 1000), toFake: ['Date'] })
    try {
      const before = await answers(db, asOf.toISOString())
      // A clock set back makes the site ask its database again.
      vi.setSystemTime(new Date(asOf.getTime() + 999))
      const after = await answers(own, asOf.toISOString())
      for (const [name, text] of before) expect([name, after.get(name)]).toEqual([name, text])
      expect(before.size).toBe(45)
      expect(Math.min(...[...before.values()].map((text) => text.length))).toBeGreaterThan(50)
    } finally {
      vi.useRealTimers()
    }
    for (const { name } of STORED_TABLES) {
      const count = `SELECT count(*)::int AS n, coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS content FROM ${name} t`
      const [a, b] = await Promise.all([db.pool.query(count), own.pool.query(count)])
      expect([name, b.rows]).toEqual([name, a.rows])
    }
    const next = await own.pool.query("SELECT nextval(pg_get_serial_sequence('capture', 'capture_id'))::int AS n")
    expect(next.rows[0].n).toBeGreaterThan(2)
  })

  test('says without captures that their bytes are not there, and keeps their hashes', async () => {
    await make('light')
    const own = await emptyDatabase()
    await restore(own, 'light')
    const { rows: bodies } = await own.pool.query('SELECT sha256, body, expired_at FROM capture_body ORDER BY sha256')
    expect(bodies).toEqual([
      { sha256: rows.SHA, body: null, expired_at: expect.any(Date) },
      { sha256: BODY_SHA, body: null, expired_at: expect.any(Date) },
    ])
  })

  test('opens with a Frictionless reader, and its Parquet holds the rows of its CSV', async () => {
    const descriptor = JSON.parse(await readFile(into('whole/datapackage.json'), 'utf8'))
    const whole = await Package.load(descriptor, { basePath: into('whole') })
    expect([whole.valid, whole.errors]).toEqual([true, []])
    let compared = 0
    for (const definition of Object.values(seriesDefinitions)) {
      const csv = descriptor.resources.find((one: { name: string }) => one.name === definition.name)
      const parquet = descriptor.resources.find((one: { name: string }) => one.name === `${definition.name}-parquet`)
      const read = await countParquet(parquet.path.map((path: string) => into(`whole/${path}`)))
      expect([definition.name, read]).toEqual([definition.name, csv.rows])
      compared += csv.rows
    }
    expect(compared).toBeGreaterThan(800)
  })

  test('goes on as of the same moment after it was broken off, and does again what is damaged', async () => {
    const written: string[] = []
    const stop = new Error('stopped')
    const broken = make('broken', false, (line) => {
      written.push(line)
      if (line.includes('csv/adl.csv')) throw stop
    })
    await expect(broken).rejects.toBe(stop)
    const asOf = /as of (\S+)/.exec(written.join('\n'))?.[1]
    expect(await readdir(into('broken'))).not.toContain('SHA256SUMS')
    await expect(restore(await emptyDatabase(), 'broken')).rejects.toThrow(/no data package/)
    // Written while nobody exports: it is not of that moment.
    await rows.insertStored(db.pool, 'open_interest', [rows.openInterest('alpha', 'LATE', NOW)], 'observed_at')
    await appendFile(into('broken/csv/coverage.csv'), 'x')
    const lines: string[] = []
    const resumed = await make('broken', false, (line) => lines.push(line))
    expect(resumed.asOf.toISOString()).toBe(asOf)
    expect(lines[0]).toMatch(/^\d+ finished files are kept$/)
    expect(resumed.kept).toBeGreaterThan(25)
    const csv = await readFile(into('broken/csv/coverage.csv'), 'utf8')
    expect(csv).toBe(await readFile(into('whole/csv/coverage.csv'), 'utf8'))
    expect(await readFile(into('broken/csv/open-interest.csv'), 'utf8')).not.toContain('LATE')
    expect((await readdir(into('broken'))).sort()).toEqual(
      ['README.md', 'SHA256SUMS', 'backup', 'backup.json', 'csv', 'datapackage.json', 'parquet'].sort(),
    )
  })

  test('survives SIGKILL', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'lib/cli/export.ts', '--out', into('killed')], {
      env: { ...process.env, DATABASE_URL: store.url, LOG_LEVEL: 'error' },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    await new Promise<void>((done) => {
      child.stderr.on('data', (chunk: Buffer) => {
        said += chunk.toString('utf8')
        if (said.includes('backup/fund_balance/')) child.kill('SIGKILL')
      })
      child.once('close', () => done())
    })
    expect(child.signalCode).toBe('SIGKILL')
    const { kept } = await make('killed')
    expect(kept).toBeGreaterThan(20)
    const own = await emptyDatabase()
    await expect(restore(own, 'killed')).resolves.toMatchObject({ captures: false })
  })

  test('is refused where it is damaged, where a file is not listed, and by a database that holds anything', async () => {
    const own = await emptyDatabase()
    const sums = await readFile(into('light/SHA256SUMS'), 'utf8')
    const target = into('light/backup/venue.copy.gz')
    const good = await readFile(target)
    await writeFile(target, Buffer.concat([good.subarray(0, -1), Buffer.from([1])]))
    await expect(restore(own, 'light')).rejects.toThrow(/damaged or missing: backup\/venue\.copy\.gz/)
    await writeFile(target, good)
    await writeFile(into('light/SHA256SUMS'), sums.replace(/^.*backup\/venue\.copy\.gz\n/m, ''))
    await expect(restore(own, 'light')).rejects.toThrow(/does not list backup\/venue\.copy\.gz/)
    await writeFile(into('light/SHA256SUMS'), sums)
    await rows.insertStored(own.pool, 'fund', [rows.fund('alpha', 'usdt')])
    await expect(restore(own, 'light')).rejects.toThrow(/not empty \(fund has rows\)/)
    await own.pool.query('DELETE FROM fund')
    await restore(own, 'light')
    await expect(make('light')).rejects.toThrow(/not empty/)
  })
})
