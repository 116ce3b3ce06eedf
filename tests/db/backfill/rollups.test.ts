import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { backfillVenue } from '@/lib/collect/backfill/backfill-venue'
import { collectSource } from '@/lib/collect/collect-source'
import { connect, type Database } from '@/lib/db/client'
import { createTestDatabase, emptyTables, type TestDatabase } from '../../support/database'
import { answerPast, days, type StubPast, type StubPasts, stubWithPast } from '../../support/stub-history'
import { fundSource, marketSource, StubWorld } from '../../support/stub-venue'

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

async function backfill(lanes: readonly string[], pasts: StubPasts): Promise<void> {
  world.answers.lanes = { lanes }
  world.answers.fund_past = answerPast(pasts)
  world.answers.oi_past = answerPast(pasts)
  await backfillVenue(world.deps, stubWithPast, {
    from: null,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  })
}

interface Figure {
  readonly fund: string
  readonly day: string
  readonly usd: number | null
  readonly oi: number | null
  readonly coverage: number | null
  readonly status: string
  readonly reason: string | null
  readonly revision: number
}

async function figures(table = 'coverage_day'): Promise<readonly Figure[]> {
  const { rows } = await database.pool.query<Figure>(
    `SELECT DISTINCT ON (bucket_start, fund) fund, to_char(bucket_start, '${table === 'coverage_day' ? 'MM-DD' : 'MM-DD HH24'}') AS day,
       fund_usd::float AS usd, covered_oi_usd::float AS oi, coverage, obs_status AS status, reason, revision
     FROM ${table} WHERE backfilled ORDER BY bucket_start, fund, revision DESC`,
  )
  return rows
}
const OI_UNKNOWN = 'open interest of that time is not known'
const LEVERAGE_UNKNOWN = 'highest leverage of that time is not known'
const unknown = (fund: string, day: string, usd: number): Figure => ({
  fund,
  day,
  usd,
  oi: null,
  coverage: null,
  status: 'M',
  reason: OI_UNKNOWN,
  revision: 0,
})
const hours = (day: string, from: number, count: number, units: string): readonly StubPast[] =>
  Array.from({ length: count }, (_, index) => ({
    at: `${day}T${String(from + index).padStart(2, '0')}:30:00.000Z`,
    units,
  }))

describe('rollups of the past', () => {
  test('without open interest have the fund, no coverage, and say why', async () => {
    await backfill(['a'], { a: days('2026-11-01', 2, (day) => `${4 + day}`) })
    expect(await figures()).toEqual([
      unknown('a', '11-01', 4),
      unknown('total', '11-01', 4),
      unknown('a', '11-02', 5),
      unknown('total', '11-02', 5),
    ])
    expect(await figures('coverage_hour')).toEqual([])
  })

  test('have coverage where the open interest of all covered markets is known, and never of a part', async () => {
    await backfill(['a', 'b'], {
      a: days('2026-11-01', 3, () => '4'),
      b: days('2026-11-01', 3, () => '6'),
      A: days('2026-11-01', 3, () => '100'),
      B: days('2026-11-02', 1, () => '300'),
    })
    const known = (fund: string, day: string, usd: number, oi: number): Figure => ({
      fund,
      day,
      usd,
      oi,
      coverage: usd / oi,
      status: 'A',
      reason: LEVERAGE_UNKNOWN,
      revision: 0,
    })
    expect(await figures()).toEqual([
      known('a', '11-01', 4, 100),
      unknown('b', '11-01', 6),
      unknown('total', '11-01', 10),
      known('a', '11-02', 4, 100),
      known('b', '11-02', 6, 300),
      known('total', '11-02', 10, 400),
      known('a', '11-03', 4, 100),
      // B's figure of the day before is just one day old: within a day of the balance.
      known('b', '11-03', 6, 300),
      known('total', '11-03', 10, 400),
    ])
  })

  test('have no total on a day on which a fund that is summed has no value', async () => {
    await backfill(['a', 'b'], {
      a: days('2026-11-01', 3, () => '4'),
      b: [...days('2026-11-01', 1, () => '6'), ...days('2026-11-03', 1, () => '6')],
    })
    expect((await figures()).map(({ fund, day, usd }) => `${day} ${fund} ${usd}`)).toEqual([
      '11-01 a 4',
      '11-01 b 6',
      '11-01 total 10',
      '11-02 a 4',
      '11-03 a 4',
      '11-03 b 6',
      '11-03 total 10',
    ])
  })

  test('of an unpriced balance have no dollars and the reason; one among several funds leaves no total', async () => {
    const unpriced = [{ at: '2026-11-01T00:00:00.000Z', units: '4', price: null }]
    const reason = `without a dollar price, left out: USDT; ${OI_UNKNOWN}`
    await backfill(['a'], { a: unpriced })
    expect(await figures()).toEqual([
      { ...unknown('a', '11-01', 0), usd: null, reason },
      { ...unknown('total', '11-01', 0), usd: null, reason },
    ])
    await backfill(['a', 'b'], {
      a: [...unpriced, { at: '2026-11-02T00:00:00.000Z', units: '4', price: null }],
      b: days('2026-11-02', 1, () => '6'),
    })
    expect((await figures()).map(({ fund, day, usd }) => `${day} ${fund} ${usd}`)).toEqual([
      '11-01 a null',
      '11-01 total null',
      '11-02 a null',
      '11-02 b 6',
    ])
  })

  test('are by the hour where the rows are that fine, the last of each bucket', async () => {
    await backfill(['a'], {
      a: [...hours('2026-11-01', 3, 2, '4'), { at: '2026-11-01T04:50:00.000Z', units: '5' }],
    })
    expect((await figures('coverage_hour')).map(({ fund, day, usd }) => `${day} ${fund} ${usd}`)).toEqual([
      '11-01 03 a 4',
      '11-01 03 total 4',
      '11-01 04 a 5',
      '11-01 04 total 5',
    ])
    expect((await figures()).map(({ fund, usd }) => `${fund} ${usd}`)).toEqual(['a 5', 'total 5'])
  })

  test('become new revisions when open interest comes in later, and only then', async () => {
    const a = days('2026-11-01', 1, () => '4')
    await backfill(['a'], { a })
    await backfill(['a'], { a })
    expect((await figures()).map((figure) => figure.revision)).toEqual([0, 0])
    await backfill(['a'], { a, A: days('2026-11-01', 1, () => '100') })
    const revised = await figures()
    expect(revised.map(({ coverage, revision }) => ({ coverage, revision }))).toEqual([
      { coverage: 0.04, revision: 1 },
      { coverage: 0.04, revision: 1 },
    ])
    expect((await database.pool.query('SELECT 1 FROM coverage_day')).rowCount).toBe(4)
    await backfill(['a'], { a, A: days('2026-11-01', 1, () => '100') })
    expect((await database.pool.query('SELECT 1 FROM coverage_day')).rowCount).toBe(4)
  })

  test('fill the days between two times of collecting, with the markets that were covered then', async () => {
    world.now = new Date('2026-11-10T10:00:30.000Z')
    const collect = async () => {
      world.state({
        pools: [{ key: 'usdt-pool-a', markets: ['A', 'B'], asset: 'USDT', units: '4', price: '1' }],
        markets: [
          { market: 'A', usd: '100' },
          { market: 'B', usd: '100' },
        ],
      })
      await collectSource(world.deps, stubWithPast, marketSource)
      await collectSource(world.deps, stubWithPast, fundSource)
    }
    await collect()
    world.advance(5 * 86_400_000)
    await collect()
    await backfill(['usdt-pool-a:A+B'], {
      'usdt-pool-a:A+B': days('2026-11-08', 8, () => '6'),
      A: days('2026-11-08', 8, () => '200'),
      B: days('2026-11-08', 8, () => '100'),
    })
    const found = await figures()
    expect(found.map(({ fund, day, usd, oi }) => `${day} ${fund} ${usd} ${oi}`)).toEqual([
      // Before the first pass nobody knows which markets the pool covered.
      '11-08 total 6 null',
      '11-08 usdt-pool-a 6 null',
      '11-09 total 6 null',
      '11-09 usdt-pool-a 6 null',
      '11-11 total 6 300',
      '11-11 usdt-pool-a 6 300',
      '11-12 total 6 300',
      '11-12 usdt-pool-a 6 300',
      '11-13 total 6 300',
      '11-13 usdt-pool-a 6 300',
      '11-14 total 6 300',
      '11-14 usdt-pool-a 6 300',
    ])
    const { rows } = await database.pool.query<{ oi: number; n: number }>(
      `SELECT oi_usd::float AS oi, count(*)::int AS n FROM coverage_day WHERE backfilled AND fund = 'total' GROUP BY 1 ORDER BY 1`,
    )
    expect(rows).toEqual([
      { oi: 300, n: 4 },
      { oi: null, n: 2 },
    ])
  })

  test('wait for the rest of the day on which a lane stopped', async () => {
    const a = hours('2026-11-01', 0, 6, '4')
    const good = answerPast({ a })
    world.answers.lanes = { lanes: ['a'] }
    world.answers.oi_past = answerPast({})
    const read = (fails: boolean) => {
      world.answers.fund_past = (planned) =>
        fails && planned.url.includes('before=2026') ? { status: 500, text: '{}' } : good(planned)
      return backfillVenue(world.deps, stubWithPast, {
        from: null,
        signal: new AbortController().signal,
        onProgress: () => undefined,
      })
    }
    await read(true)
    expect(await figures()).toEqual([])
    expect((await figures('coverage_hour')).map(({ day }) => day)).toEqual([
      '11-01 04',
      '11-01 04',
      '11-01 05',
      '11-01 05',
    ])
    await read(false)
    expect(await figures()).toHaveLength(2)
    expect(await figures('coverage_hour')).toHaveLength(12)
  })
})
