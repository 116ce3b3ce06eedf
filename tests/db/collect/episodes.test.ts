import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { scanVenue } from '@/lib/collect/episodes/scan-venue'
import type { BulkRow } from '@/lib/db/bulk'
import { connect, type Database } from '@/lib/db/client'
import { createTestDatabase, type TestDatabase } from '../../support/database'
import { balance, flow, fund, insertStored } from '../../support/store-rows'

const HOUR = 3_600_000
const T0 = Date.parse('2026-11-01T00:00:00Z')
const at = (hours: number) => new Date(T0 + hours * HOUR)

let testDatabase: TestDatabase
let database: Database

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = connect(testDatabase.url)
})
afterAll(async () => {
  await database.close()
  await testDatabase.drop()
})
beforeEach(async () => {
  await database.pool.query('TRUNCATE fund, fund_balance, fund_flow, episode, episode_scan')
  await insertStored(database.pool, 'fund', [fund('alpha', 'usdt'), fund('alpha', 'mixed')])
})

const row = (hours: number, units: string, overrides: BulkRow = {}) =>
  balance('alpha', 'usdt', 'USDT', at(hours), {
    checked_at: new Date(at(hours).getTime() + 1000),
    units,
    value_usd: units,
    expected_every_s: 3600,
    ...overrides,
  })

/** One row an hour; units by hour, the last one repeated to the end. */
const series = (from: number, to: number, units: (hour: number) => number) =>
  Array.from({ length: to - from + 1 }, (_, index) => row(from + index, String(units(from + index))))

const store = (rows: readonly BulkRow[]) => insertStored(database.pool, 'fund_balance', rows, 'observed_at')

async function episodes() {
  const { rows } = await database.pool.query<Record<string, unknown>>(
    `SELECT episode, revision, state, severity, minor, material, severe, cause, started_at, crossed_at, trough_at, until_at,
       recovered_at, broken_at, before_units::float8 AS before, trough_units::float8 AS trough, fall, samples,
       expected_samples, longest_gap_s
     FROM episode ORDER BY episode, revision`,
  )
  return rows
}

const scan = (hours: number) => scanVenue(database.pool, 'alpha', at(hours))

describe('a scan', () => {
  test('finds a fall with its figures, its id, and its recovery weeks later', async () => {
    await store(series(0, 300, (hour) => (hour < 50 ? 1000 : hour < 60 ? 600 : hour < 200 ? 900 : 1000)))
    expect(await scan(301)).toBe(1)
    expect(await episodes()).toEqual([
      {
        episode: '2026-11-03-alpha-usdt',
        revision: 0,
        state: 'standing',
        severity: 'severe',
        minor: 'reached',
        material: 'reached',
        severe: 'reached',
        cause: 'net_outflow',
        started_at: at(49),
        crossed_at: at(50),
        trough_at: at(50),
        until_at: at(74),
        recovered_at: at(200),
        broken_at: null,
        before: 1000,
        trough: 600,
        fall: 0.4,
        samples: 26,
        expected_samples: 26,
        longest_gap_s: 3600,
      },
    ])
  })

  test('again changes nothing, also after everything is looked through anew', async () => {
    await store(series(0, 100, (hour) => (hour < 50 ? 1000 : 900)))
    await scan(101)
    const before = await episodes()
    expect(await scan(102)).toBe(0)
    expect(await scanVenue(database.pool, 'alpha', at(103), new Date(0))).toBe(0)
    await database.pool.query('TRUNCATE episode_scan')
    expect(await scan(104)).toBe(0)
    expect(await episodes()).toEqual(before)
    expect(before).toHaveLength(1)
  })

  test('an episode that goes on is revised when it deepens and when it is over, not at every pass', async () => {
    let written = 0
    const level = (hour: number) => (hour < 50 ? 1000 : hour < 56 ? 900 : 800)
    await store(series(0, 49, level))
    for (let hour = 50; hour <= 120; hour += 1) {
      await store([row(hour, String(level(hour)))])
      written += await scan(hour + 0.5)
    }
    const rows = await episodes()
    expect(written).toBe(rows.length)
    expect(rows.map(({ episode }) => episode)).toEqual(rows.map(() => '2026-11-03-alpha-usdt'))
    expect(rows.map(({ trough, revision }) => [trough, revision])).toEqual([
      [900, 0],
      [800, 1],
      [800, 2],
    ])
    expect(rows.at(-1)).toMatchObject({ until_at: at(80), severity: 'material' })
  })

  test('what arrives late gives the same as what arrives in order', async () => {
    const all = series(0, 200, (hour) => (hour < 50 ? 1000 : hour < 90 ? 940 : hour < 150 ? 1000 : 930))
    await store(all)
    await scan(201)
    const inOrder = await episodes()
    await database.pool.query('TRUNCATE fund_balance, episode, episode_scan')
    await store(all.filter((_, index) => index % 3 === 0))
    await scan(201)
    await store(all.filter((_, index) => index % 3 !== 0))
    await scanVenue(database.pool, 'alpha', at(202), new Date(0))
    const latest = new Map((await episodes()).map((one) => [one.episode, { ...one, revision: 0 }]))
    expect(inOrder).toHaveLength(2)
    expect([...latest.values()]).toEqual(inOrder)
  })

  test('a corrected balance retracts the episode it made; the earlier revision stays', async () => {
    await store(series(0, 100, (hour) => (hour === 50 ? 100 : 1000)))
    await scan(101)
    expect(await episodes()).toMatchObject([{ severity: 'severe', state: 'standing' }])
    await store([row(50, '1000', { revision: 1 })])
    expect(await scanVenue(database.pool, 'alpha', at(102), new Date(0))).toBe(1)
    expect(await episodes()).toMatchObject([
      { revision: 0, state: 'standing' },
      { revision: 1, state: 'retracted' },
    ])
    expect(await scan(103)).toBe(0)
  })

  test('contracts that move between pools are no outflow, and end what can be compared', async () => {
    await store([
      ...series(0, 30, (hour) => (hour < 20 ? 1000 : 950)),
      row(31, '400', { obs_status: 'B', reason: 'contracts moved between pools' }),
      ...series(32, 60, () => 400),
    ])
    await scan(61)
    expect(await episodes()).toMatchObject([{ before: 1000, trough: 950, recovered_at: null, broken_at: at(31) }])
  })

  test("is called a bankruptcy loss only by the venue's own typed flow inside it", async () => {
    await store(series(0, 200, (hour) => (hour < 50 ? 1000 : hour < 150 ? 900 : 800)))
    await insertStored(
      database.pool,
      'fund_flow',
      [
        flow('alpha', 'usdt', at(50), { units: '-100' }),
        flow('alpha', 'usdt', at(150), { flow: 'surplus', units: '5' }),
      ],
      'observed_at',
    )
    await scan(201)
    expect((await episodes()).map(({ cause }) => cause)).toEqual(['bankruptcy_loss', 'net_outflow'])
  })

  test('daily balances: minor and material are seen, severe is not observable', async () => {
    await store(
      [0, 24, 48, 72, 96].map((hour, index) => row(hour, index < 2 ? '1000' : '600', { expected_every_s: 86_400 })),
    )
    await scan(100)
    expect(await episodes()).toMatchObject([
      {
        severity: 'material',
        severe: 'unobservable',
        fall: 0.4,
        samples: 2,
        expected_samples: 2,
        longest_gap_s: 86_400,
      },
    ])
  })

  test('a pool of two coins: a withdrawal is found, a fall of the price is not', async () => {
    const coin = (hour: number, asset: string, units: string, price: string) =>
      balance('alpha', 'mixed', asset, at(hour), {
        checked_at: new Date(at(hour).getTime() + 1000),
        units,
        price_usd: price,
        value_usd: String(Number(units) * Number(price)),
        expected_every_s: 3600,
      })
    const hours = Array.from({ length: 80 }, (_, hour) => hour)
    await store(
      hours.flatMap((hour) => [
        coin(hour, 'BTC', '1', hour < 20 ? '1000' : '500'),
        coin(hour, 'USDT', hour < 60 ? '1000' : '850', '1'),
      ]),
    )
    await scan(81)
    expect(await episodes()).toMatchObject([
      { episode: '2026-11-03-alpha-mixed', severity: 'material', before: null, fall: 0.1, started_at: at(59) },
    ])
  })
})
