import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { collectSource } from '@/lib/collect/collect-source'
import { expireRawBytes } from '@/lib/collect/retention'
import { connect, type Database } from '@/lib/db/client'
import { createTestDatabase, emptyTables, type TestDatabase } from '../../support/database'
import { fundSource, marketSource, type StubPool, StubWorld, stubVenue } from '../../support/stub-venue'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
let testDatabase: TestDatabase
let database: Database
let world: StubWorld

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = connect(testDatabase.url)
})
afterAll(async () => {
  await database.close()
  await testDatabase.drop()
})
beforeEach(async () => {
  await emptyTables(database)
  world = new StubWorld(database)
})

async function rows<T extends object>(sql: string, values: unknown[] = []): Promise<T[]> {
  return (await database.pool.query(sql, values)).rows
}

const pool = (key: string, markets: readonly string[], units: string, extra: Partial<StubPool> = {}): StubPool => ({
  key,
  markets,
  asset: 'USDT',
  units,
  price: '1',
  ...extra,
})

async function fundPass(everyMs = 6 * MINUTE): Promise<void> {
  world.advance(everyMs)
  await collectSource(world.deps, stubVenue, fundSource)
}

const changes = () =>
  rows<{ kind: string; text: string; on: string; raw: string | null; before: string | null; path: string | null }>(
    `SELECT kind, text, path, to_char(changed_on, 'YYYY-MM-DD') AS on, raw_sha256 AS raw, before_sha256 AS before
     FROM disclosure_change ORDER BY change_id`,
  )
const latest = async () => (await rows<Record<string, unknown>>(`SELECT * FROM venue_latest WHERE venue = 'stub'`))[0]

describe('the form of the answers', () => {
  test('the first pass makes no news; a new field is told once, with both captures in the archive', async () => {
    world.answers.pools = { pools: [pool('usdt-a', ['A'], '10')] }
    await fundPass()
    await fundPass()
    expect(await changes()).toEqual([])
    world.answers.pools = { pools: [{ ...pool('usdt-a', ['A'], '10'), haircut: '0.1' }] }
    await fundPass()
    await fundPass()
    const [change, ...others] = await changes()
    expect(others).toEqual([])
    expect(change).toMatchObject({ kind: 'field_new', path: 'pools[].haircut', on: '2026-11-20' })
    const evidence = await rows<{ body: string; sha256: string }>(
      `SELECT sha256, encode(body, 'hex') AS body FROM capture_body WHERE sha256 = ANY($1)`,
      [[change?.raw, change?.before]],
    )
    expect(evidence).toHaveLength(2)
    expect(change?.raw).not.toBe(change?.before)
  })

  test('an emptied field is told after twelve passes, and its evidence outlives the retention', async () => {
    const answer = (note: string) => ({ markets: [{ market: 'A', usd: '5', note }] })
    world.answers.markets = answer('kept')
    await collectSource(world.deps, stubVenue, marketSource)
    for (let pass = 0; pass < 12; pass += 1) {
      expect(await changes()).toEqual([])
      world.answers.markets = answer('')
      world.advance(6 * MINUTE)
      await collectSource(world.deps, stubVenue, marketSource)
    }
    expect(await changes()).toMatchObject([{ kind: 'field_emptied', path: 'markets[].note' }])
    await expireRawBytes(database.pool, 90, new Date(world.now.getTime() + 200 * DAY))
    const [change] = await changes()
    const kept = await rows<{ kept: boolean }>(
      'SELECT body IS NOT NULL AS kept FROM capture_body WHERE sha256 = ANY($1)',
      [[change?.raw, change?.before]],
    )
    expect(kept).toEqual([{ kept: true }, { kept: true }])
  })

  test('a payload that fails the schema is told once, in the transaction that stores no figure', async () => {
    world.answers.pools = { pools: [pool('usdt-a', ['A'], '10')] }
    await fundPass()
    world.answers.pools = { funds: [pool('usdt-a', ['A'], '10')] }
    for (let pass = 0; pass < 5; pass += 1) await fundPass()
    const [change, ...others] = await changes()
    expect(others).toEqual([])
    expect(change?.kind).toBe('format_changed')
    expect(change?.text).toContain('pools')
    expect(await rows('SELECT 1 FROM capture WHERE sha256 = $1', [change?.raw])).toHaveLength(5)
    world.answers.pools = { pools: [pool('usdt-a', ['A'], '10')] }
    await fundPass()
    expect(await rows('SELECT format_problem FROM disclosure_shape')).toEqual([{ format_problem: null }])
    expect(await changes()).toHaveLength(1)
  })

  test('neither a page of words, nor an error, nor an answer without rows is a change of form', async () => {
    world.answers.pools = { pools: [pool('usdt-a', ['A'], '10')] }
    await fundPass()
    for (const answer of [{ status: 200, text: '<html>' }, { error: 'broken' }, { pools: [] }]) {
      world.answers.pools = answer
      await fundPass()
    }
    expect(await changes()).toEqual([])
  })

  test('a payload of which every row is refused is told', async () => {
    world.answers.pools = { pools: [pool('usdt-a', ['A'], '10')] }
    await fundPass()
    world.answers.pools = { pools: [pool('usdt-a', ['A'], 'lots')] }
    await fundPass()
    expect(await changes()).toMatchObject([{ kind: 'format_changed' }])
  })

  test('names that PostgreSQL cannot store do not stop a pass', async () => {
    world.answers.pools = {
      status: 200,
      text: `{"pools":[${JSON.stringify(pool('usdt-a', ['A'], '10'))}],"a\\u0000":1}`,
    }
    await fundPass()
    expect((await latest())?.fund_usd).not.toBeNull()
    expect(await rows('SELECT 1 FROM disclosure_shape')).toHaveLength(1)
  })
})

describe('pools', () => {
  const before = [pool('usdt-pool-a', ['A', 'B', 'C', 'D', 'E'], '100'), pool('usdt-z', ['Z'], '7')]
  const after = [
    pool('usdt-pool-a', ['A', 'B', 'C'], '60'),
    pool('usdt-pool-d', ['D', 'E'], '40'),
    pool('usdt-z', ['Z'], '7'),
  ]

  test('a split keeps the level of the venue and of the pool, and is told as a split', async () => {
    world.state({ pools: before })
    await fundPass()
    world.state({ pools: after })
    await fundPass()
    expect(await latest()).toMatchObject({ level: '1.000000000000000000', drawdown: 0 })
    expect(await rows('SELECT fund, level::float FROM fund_latest ORDER BY fund')).toEqual([
      { fund: 'usdt-pool-a', level: 1 },
      { fund: 'usdt-pool-d', level: 1 },
      { fund: 'usdt-z', level: 1 },
    ])
    expect(await changes()).toMatchObject([
      {
        kind: 'pool_split',
        text: '2 contracts split off from “usdt-pool-a” into the new pool “usdt-pool-d”: D, E',
      },
    ])
    expect(await rows('SELECT funds, markets FROM disclosure_change')).toEqual([
      { funds: ['usdt-pool-a', 'usdt-pool-d'], markets: ['D', 'E'] },
    ])
    const history = `SELECT obs_status, units::float FROM fund_balance WHERE fund = 'usdt-pool-a' ORDER BY observed_at`
    expect(await rows(history)).toEqual([
      { obs_status: 'A', units: 100 },
      { obs_status: 'B', units: 60 },
    ])
    world.state({ pools: [pool('usdt-pool-a', ['A', 'B', 'C'], '30'), ...after.slice(1)] })
    await fundPass()
    expect(await rows(`SELECT level::float FROM fund_latest WHERE fund = 'usdt-pool-a'`)).toEqual([{ level: 0.5 }])
    expect((await latest())?.drawdown).toBeCloseTo(30 / 107, 12)
  })

  test('a pool renewed once a day shows the effect of its split later, and that is no flow either', async () => {
    const at = (pools: readonly StubPool[], time: string) => pools.map((item) => ({ ...item, at: time }))
    world.state({ pools: at(before, '2026-11-20T00:00:00.000Z') })
    await fundPass()
    const late = [
      pool('usdt-pool-a', ['A', 'B', 'C'], '100'),
      pool('usdt-pool-d', ['D', 'E'], '40'),
      pool('usdt-z', ['Z'], '7'),
    ]
    world.state({ pools: at(late, '2026-11-20T00:00:00.000Z') })
    await fundPass()
    world.state({ pools: at(after, '2026-11-21T00:00:00.000Z') })
    await fundPass(DAY)
    const level = `SELECT level::float FROM fund_latest WHERE fund = 'usdt-pool-a'`
    expect(await rows(level)).toEqual([{ level: 1 }])
    world.state({
      pools: at([pool('usdt-pool-a', ['A', 'B', 'C'], '30'), ...after.slice(1)], '2026-11-22T00:00:00.000Z'),
    })
    await fundPass(DAY)
    expect(await rows(level)).toEqual([{ level: 0.5 }])
  })

  test('a merger keeps the level of the pool that stays', async () => {
    world.state({ pools: after })
    await fundPass()
    world.state({ pools: before })
    await fundPass()
    expect(await changes()).toMatchObject([{ kind: 'pool_merged' }])
    expect(await rows(`SELECT level::float FROM fund_latest WHERE fund = 'usdt-pool-a'`)).toEqual([{ level: 1 }])
    expect((await latest())?.level).toBe('1.000000000000000000')
  })

  test('a pass with a refused row tells nothing, the next complete one does', async () => {
    world.state({ pools: before })
    await fundPass()
    world.state({
      pools: [
        pool('usdt-pool-a', ['A', 'B', 'C'], '60'),
        pool('usdt-pool-d', ['D', 'E'], 'NaN'),
        pool('usdt-z', ['Z'], '7'),
      ],
    })
    await fundPass()
    expect(await changes()).toEqual([])
    world.state({ pools: after })
    await fundPass()
    expect((await changes()).map(({ kind }) => kind)).toEqual(['pool_split'])
  })

  test('a pool and a listing that are missing count after three complete passes', async () => {
    world.state({ pools: before })
    await fundPass()
    world.state({ pools: [pool('usdt-pool-a', ['A', 'B', 'C', 'D', 'NEW'], '100')] })
    await fundPass()
    expect((await changes()).map(({ kind }) => kind)).toEqual(['markets_joined'])
    await fundPass()
    await fundPass()
    expect((await changes()).map(({ kind }) => kind)).toEqual(['markets_joined', 'markets_left', 'pool_ended'])
  })
})
