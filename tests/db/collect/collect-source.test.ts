import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { collectSource } from '@/lib/collect/collect-source'
import { connect, type Database } from '@/lib/db/client'
import { UpstreamError } from '@/lib/errors'
import { createTestDatabase, emptyTables, type TestDatabase } from '../../support/database'
import {
  fundSource,
  marketSource,
  type StubMarket,
  type StubPool,
  StubWorld,
  stubVenue,
} from '../../support/stub-venue'

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

const pool = (key: string, markets: readonly string[], units: string, extra: Partial<StubPool> = {}): StubPool => ({
  key,
  markets,
  asset: 'USDT',
  units,
  price: '1',
  ...extra,
})
const market = (name: string, usd: string | null, extra: Partial<StubMarket> = {}): StubMarket => ({
  market: name,
  usd,
  leverage: '100',
  ...extra,
})

async function pass(): Promise<void> {
  await collectSource(world.deps, stubVenue, marketSource)
  await collectSource(world.deps, stubVenue, fundSource)
}
async function latest(): Promise<Record<string, unknown>> {
  const result = await database.pool.query(
    `SELECT *, fund_usd::text AS fund_text, oi_usd::text AS oi_text FROM venue_latest WHERE venue = 'stub'`,
  )
  return result.rows[0]
}
async function rows<T extends object>(sql: string, values: unknown[] = []): Promise<T[]> {
  return (await database.pool.query(sql, values)).rows
}
const count = async (table: string): Promise<number> =>
  Number((await rows<{ n: string }>(`SELECT count(*) AS n FROM ${table}`))[0]?.n)

describe('a good pass', () => {
  test('stores balances, open interest, evidence and coverage per pool and for the venue', async () => {
    world.state({
      pools: [pool('usdt-pool-a', ['A', 'B'], '30000000'), pool('usdt-c', ['C'], '4000000')],
      markets: [market('A', '800000000'), market('B', '200000000'), market('C', '100000000'), market('D', '900000000')],
    })
    await pass()
    const venue = await latest()
    expect(Number(venue.fund_text)).toBe(34_000_000)
    expect(Number(venue.oi_text)).toBe(2_000_000_000)
    expect(venue.coverage).toBeCloseTo(34 / 1100, 12)
    expect(venue.weakest_fund).toBe('usdt-pool-a')
    expect(venue.weakest_coverage).toBeCloseTo(0.03, 12)
    expect(venue.exhaustion_low).toBeGreaterThan(0)
    expect(await rows('SELECT fund, coverage FROM fund_latest ORDER BY fund')).toEqual([
      { fund: 'usdt-c', coverage: 0.04 },
      { fund: 'usdt-pool-a', coverage: 0.03 },
    ])
    expect(await count('fund_balance')).toBe(2)
    expect(await count('open_interest')).toBe(4)
    expect(await count('capture')).toBe(2)
    const linked = await rows('SELECT 1 FROM fund_balance b JOIN capture_body c ON c.sha256 = b.raw_sha256')
    expect(linked).toHaveLength(2)
    expect(await rows(`SELECT fund, coverage FROM coverage_hour WHERE fund = 'total'`)).toHaveLength(1)
  })

  test('stored twice, adds no observation', async () => {
    world.state({
      pools: [pool('usdt-c', ['C'], '4', { at: '2026-11-20T10:00:00.000Z' })],
      markets: [market('C', '100')],
    })
    await pass()
    await pass()
    expect(await count('fund_balance')).toBe(1)
    expect(await count('open_interest')).toBe(1)
    expect(await count('capture_body')).toBe(2)
    expect(await count('capture')).toBe(4)
  })

  test('keeps a corrected figure of the same venue time as a new revision', async () => {
    world.state({
      pools: [pool('usdt-c', ['C'], '4', { at: '2026-11-20T10:00:00.000Z' })],
      markets: [market('C', '100')],
    })
    await pass()
    world.advance(10_000)
    world.state({ pools: [pool('usdt-c', ['C'], '5', { at: '2026-11-20T10:00:00.000Z' })] })
    await collectSource(world.deps, stubVenue, fundSource)
    expect(await rows('SELECT revision, units::text FROM fund_balance ORDER BY revision')).toEqual([
      { revision: 0, units: '4.000000000000000000' },
      { revision: 1, units: '5.000000000000000000' },
    ])
  })

  test('keeps open interest of a market at most every 15 minutes, and its latest always', async () => {
    for (let minute = 0; minute <= 16; minute += 1) {
      world.state({ markets: [market('A', String(1000 + minute))] })
      await collectSource(world.deps, stubVenue, marketSource)
      world.advance(60_000)
    }
    expect(await count('open_interest')).toBe(2)
    expect((await rows<{ v: string }>('SELECT value_usd::text AS v FROM market_latest'))[0]?.v).toBe(
      '1016.000000000000000000',
    )
  })

  test('keeps open interest read without a price every 15 minutes too, not at every pass', async () => {
    world.state({ markets: [market('A', '1000')] })
    await collectSource(world.deps, stubVenue, marketSource)
    world.state({ markets: [market('A', null, { unpriced: true })] })
    for (let minute = 1; minute <= 31; minute += 1) {
      world.advance(60_000)
      await collectSource(world.deps, stubVenue, marketSource)
    }
    expect(await rows('SELECT obs_status FROM open_interest ORDER BY observed_at')).toEqual([
      { obs_status: 'A' },
      { obs_status: 'M' },
      { obs_status: 'M' },
    ])
  })

  test('without a venue time, stores an unchanged balance again only after an hour', async () => {
    world.state({ pools: [pool('usdt-c', ['C'], '4')], markets: [market('C', '100')] })
    for (let minute = 0; minute <= 61; minute += 1) {
      await collectSource(world.deps, stubVenue, fundSource)
      world.advance(60_000)
    }
    expect(await count('fund_balance')).toBe(2)
  })
})

describe('a partial pass', () => {
  test('a missing market keeps its last value for two cadences, then sums are null with the count', async () => {
    world.state({ pools: [pool('usdt-pool-a', ['A', 'B'], '30')], markets: [market('A', '800'), market('B', '200')] })
    await pass()
    world.state({ markets: [market('A', '800')] })
    world.advance(60_000)
    await pass()
    expect(await latest()).toMatchObject({ coverage: 0.03, oi_text: '1000.000000000000000000' })
    world.advance(90_000)
    await pass()
    expect(await latest()).toMatchObject({
      coverage: null,
      oi_text: null,
      fund_text: '30.000000000000000000',
      reason: '1 of 2 markets missing',
    })
  })

  test('a market read without a price keeps its last value for two cadences', async () => {
    world.state({ pools: [pool('usdt-a', ['A'], '3')], markets: [market('A', '100')] })
    await pass()
    world.state({ markets: [market('A', null, { unpriced: true })] })
    world.advance(60_000)
    await pass()
    expect(await latest()).toMatchObject({ coverage: 0.03, oi_text: '100.000000000000000000' })
    world.advance(90_000)
    await pass()
    expect(await latest()).toMatchObject({ coverage: null, oi_text: null, reason: '1 of 1 markets missing' })
  })

  test('a refused row never becomes a zero and is kept with its sample', async () => {
    world.state({ pools: [pool('usdt-c', ['C'], '4')], markets: [market('C', '100'), market('D', 'NaN')] })
    await pass()
    expect(await rows('SELECT reason, detail FROM rejected_row')).toEqual([
      { reason: 'not_a_number', detail: 'usd is "NaN"' },
    ])
    expect(await rows(`SELECT 1 FROM open_interest WHERE market = 'D'`)).toEqual([])
  })

  test('a market whose unit is not documented is left out by name, and the rest still counts', async () => {
    world.state({
      pools: [pool('usdt-c', ['C'], '4'), pool('btc-x', ['X'], '1')],
      markets: [market('C', '100'), market('X', null, { undocumented: true })],
    })
    await pass()
    const venue = await latest()
    expect(venue).toMatchObject({
      coverage: 0.04,
      fund_text: '5.000000000000000000',
      oi_text: '100.000000000000000000',
    })
    expect(venue.reason).toContain('1 of 2 markets left out: unit not documented')
  })

  test('an asset without a price is left out of the value and named', async () => {
    world.state({
      pools: [pool('usdt-c', ['C'], '4'), pool('usdt-c', ['C'], '77', { asset: 'BNFCR', price: null })],
      markets: [market('C', '100')],
    })
    await pass()
    expect(await latest()).toMatchObject({
      fund_text: '4.000000000000000000',
      coverage: 0.04,
      reason: 'without a dollar price, left out: BNFCR',
    })
  })

  test('negative pools count as they are and are shown', async () => {
    world.state({
      pools: [pool('usdt-c', ['C'], '-40'), pool('usdt-a', ['A'], '100')],
      markets: [market('A', '1000'), market('C', '1000')],
    })
    await pass()
    expect(await rows('SELECT fund_usd::float, negative_pools_usd::float, coverage FROM venue_latest')).toEqual([
      { fund_usd: 60, negative_pools_usd: -40, coverage: 0.03 },
    ])
    expect(await rows(`SELECT usable_usd::float, exhaustion_low FROM fund_latest WHERE fund = 'usdt-c'`)).toEqual([
      { usable_usd: 0, exhaustion_low: 0 },
    ])
  })
})

describe('pools over time', () => {
  test('a regrouped pool keeps the id with the greatest overlap, and membership gets end dates', async () => {
    world.state({
      pools: [pool('usdt-pool-a', ['A', 'B', 'C'], '10')],
      markets: [market('A', '1'), market('B', '1'), market('C', '1'), market('D', '1')],
    })
    await pass()
    world.advance(60_000)
    world.state({ pools: [pool('usdt-pool-b', ['B', 'C', 'D'], '9'), pool('usdt-a', ['A'], '1')] })
    await pass()
    expect(await rows('SELECT fund FROM fund WHERE withdrawn_at IS NULL ORDER BY fund')).toEqual([
      { fund: 'usdt-a' },
      { fund: 'usdt-pool-a' },
    ])
    expect(
      await rows(`SELECT market, valid_to IS NULL AS open FROM fund_market WHERE fund = 'usdt-pool-a' ORDER BY market`),
    ).toEqual([
      { market: 'A', open: false },
      { market: 'B', open: true },
      { market: 'C', open: true },
      { market: 'D', open: true },
    ])
    expect((await latest()).fund_text).toBe('10.000000000000000000')
  })

  test('a pool that a full pass no longer names ends; with a refused row nothing ends', async () => {
    world.state({
      pools: [pool('usdt-a', ['A'], '10'), pool('usdt-b', ['B'], '5')],
      markets: [market('A', '100'), market('B', '100')],
    })
    await pass()
    world.advance(60_000)
    world.state({ pools: [pool('usdt-a', ['A'], '10'), pool('usdt-b', ['B'], '')] })
    await pass()
    expect((await latest()).fund_text).toBe('15.000000000000000000')
    world.advance(60_000)
    world.state({ pools: [pool('usdt-a', ['A'], '10')] })
    await pass()
    expect((await latest()).fund_text).toBe('10.000000000000000000')
    expect(await count('fund_balance')).toBe(2)
  })
})

describe('levels', () => {
  test('drawdown follows units, not price', async () => {
    world.state({
      pools: [pool('btc-a', ['A'], '10', { asset: 'BTC', price: '100' })],
      markets: [market('A', '100000')],
    })
    await pass()
    world.advance(60_000)
    world.state({ pools: [pool('btc-a', ['A'], '10', { asset: 'BTC', price: '50' })] })
    await pass()
    expect((await latest()).drawdown).toBe(0)
    world.advance(60_000)
    world.state({ pools: [pool('btc-a', ['A'], '7', { asset: 'BTC', price: '50' })] })
    await pass()
    expect((await latest()).drawdown).toBeCloseTo(0.3, 12)
  })

  test('the change over 24 h is against our own sample of that time, else absent', async () => {
    world.state({ pools: [pool('usdt-a', ['A'], '100')], markets: [market('A', '1000')] })
    await pass()
    expect((await latest()).change_24h).toBeNull()
    world.advance(24 * 3_600_000 + 60_000)
    world.state({ pools: [pool('usdt-a', ['A'], '90')] })
    await pass()
    expect((await latest()).change_24h).toBeCloseTo(-0.1, 12)
  })

  test('the change over 24 h of a fund renewed once a day is against the level it had then', async () => {
    world.state({
      pools: [pool('usdt-a', ['A'], '100', { at: '2026-11-20T00:00:00.000Z' })],
      markets: [market('A', '1000')],
    })
    await pass()
    for (let hour = 1; hour <= 30; hour += 1) {
      world.advance(3_600_000)
      await pass()
    }
    world.state({ pools: [pool('usdt-a', ['A'], '80', { at: '2026-11-21T16:00:00.000Z' })] })
    await pass()
    expect((await latest()).change_24h).toBeCloseTo(-0.2, 12)
  })
})

describe('failures', () => {
  const cases: readonly [string, () => void, string, string][] = [
    [
      'HTML with 200',
      () => {
        world.answers.pools = { status: 200, text: '<html>maintenance</html>' }
      },
      'parse',
      'rejected',
    ],
    [
      'cut-off JSON',
      () => {
        world.answers.pools = { status: 200, text: '{"pools":[{"key"' }
      },
      'parse',
      'rejected',
    ],
    [
      'a renamed field',
      () => {
        world.answers.pools = { funds: [] }
      },
      'schema',
      'rejected',
    ],
    [
      'an empty list',
      () => {
        world.answers.pools = { pools: [] }
      },
      'schema',
      'rejected',
    ],
    [
      'an error envelope with 200',
      () => {
        world.answers.pools = { error: 'broken' }
      },
      'vendor',
      'failed',
    ],
    [
      'a 5xx',
      () => {
        world.answers.pools = { status: 503, text: 'no' }
      },
      'http',
      'failed',
    ],
    [
      'a region block',
      () => {
        world.answers.pools = { status: 451, text: '{}' }
      },
      'region',
      'failed',
    ],
    [
      'a rate limit',
      () => {
        world.answers.pools = { status: 429, text: '{}', headers: { 'retry-after': '2' } }
      },
      'rate_limited',
      'failed',
    ],
    [
      'no network',
      () => {
        world.answers.pools = new UpstreamError('network', 'stub.invalid could not be reached')
      },
      'network',
      'failed',
    ],
  ]

  test('each keeps the last figures, names its reason, and is failing after the second time', async () => {
    let ran = 0
    for (const [name, arrange, kind, outcome] of cases) {
      world.state({ pools: [pool('usdt-a', ['A'], '10')], markets: [market('A', '100')] })
      await pass()
      const before = await count('fund_balance')
      const bodies = await count('capture_body')
      arrange()
      const first = await collectSource(world.deps, stubVenue, fundSource)
      expect([name, first.error?.kind, first.outcome]).toEqual([name, kind, outcome])
      await collectSource(world.deps, stubVenue, fundSource)
      expect(await count('fund_balance')).toBe(before)
      expect((await latest()).fund_text).toBe('10.000000000000000000')
      const [status] = await rows<{ consecutive_failures: number; error_kind: string }>(
        `SELECT consecutive_failures, error_kind FROM source_status WHERE source = 'fund'`,
      )
      expect(status).toEqual({ consecutive_failures: 2, error_kind: kind })
      if (outcome === 'rejected') expect(await count('capture_body')).toBe(bodies + 1)
      world.advance(60_000)
      ran += 1
    }
    expect(ran).toBe(9)
  })

  test('a rate limit waits as long as it is asked to, three times at most', async () => {
    world.answers.pools = { status: 429, text: '{}', headers: { 'retry-after': '2' } }
    await collectSource(world.deps, stubVenue, fundSource)
    expect(world.slept).toEqual([2000, 2000])
    expect(world.sent).toHaveLength(3)
  })

  test('simulated answers never enter a database of real figures', async () => {
    world.state({ pools: [pool('usdt-a', ['A'], '10')], markets: [market('A', '100')] })
    await pass()
    world.simulated = true
    await expect(collectSource(world.deps, stubVenue, fundSource)).rejects.toThrow(
      'this database holds collected figures',
    )
    expect(await rows(`SELECT DISTINCT basis FROM fund_balance`)).toEqual([{ basis: 'collected' }])
  })

  test('a source whose requests all fail one by one has failed, with their reason', async () => {
    const [endpoint] = marketSource.endpoints
    if (!endpoint) throw new Error('the stub has no endpoint')
    const tolerant = { ...marketSource, endpoints: [{ ...endpoint, tolerateFailure: true }] }
    world.answers.markets = { status: 500, text: '{}' }
    const outcome = await collectSource(world.deps, stubVenue, tolerant)
    expect([outcome.outcome, outcome.error?.kind]).toEqual(['failed', 'http'])
  })

  test('no answer at all is not read as no liquidations', async () => {
    const [endpoint] = marketSource.endpoints
    if (!endpoint) throw new Error('the stub has no endpoint')
    const liquidations = {
      ...marketSource,
      kind: 'liquidations' as const,
      endpoints: [{ ...endpoint, tolerateFailure: true }],
    }
    world.answers.markets = { status: 500, text: '{}' }
    const outcome = await collectSource(world.deps, stubVenue, liquidations)
    expect([outcome.outcome, outcome.error?.kind]).toEqual(['failed', 'http'])
  })

  test('the history does not carry open interest past four cadences, and the latest keeps its last value', async () => {
    world.state({ pools: [pool('usdt-a', ['A'], '10')], markets: [market('A', '100')] })
    await pass()
    world.answers.markets = new UpstreamError('network', 'stub.invalid could not be reached')
    const coverageAt = async (minutes: number) => {
      world.advance(minutes * 60_000)
      world.state({ pools: [pool('usdt-a', ['A'], String(10 + minutes))] })
      await pass()
      const [row] = await rows<{ coverage: number | null; oi: string | null; fund: string | null; obs_status: string }>(
        `SELECT coverage, oi_usd::text AS oi, fund_usd::text AS fund, obs_status FROM coverage_raw
         WHERE fund = 'total' ORDER BY bucket_start DESC LIMIT 1`,
      )
      return row
    }
    expect(await coverageAt(3)).toMatchObject({ coverage: 0.13, oi: '100.000000000000000000' })
    expect(await coverageAt(2)).toMatchObject({
      coverage: null,
      oi: null,
      fund: '12.000000000000000000',
      obs_status: 'M',
    })
    expect(await latest()).toMatchObject({
      coverage: null,
      oi_text: '100.000000000000000000',
      reason: 'open interest was last read too long ago to state coverage',
    })
  })

  test('a reading that we cut short says nothing about the venue', async () => {
    world.state({ pools: [pool('usdt-a', ['A'], '10')] })
    const stop = new AbortController()
    stop.abort()
    const outcome = await collectSource(world.deps, stubVenue, fundSource, stop.signal)
    expect(outcome.outcome).toBe('failed')
    expect(await rows('SELECT 1 FROM source_status')).toEqual([])
    expect(await count('collection_run')).toBe(0)
  })

  test('a ban for asking too often is not asked again', async () => {
    for (const status of [418, 403]) {
      world.sent.length = 0
      world.answers.pools = { status, text: 'access too frequent' }
      const outcome = await collectSource(world.deps, stubVenue, fundSource)
      expect([status, outcome.error?.kind, world.sent.length]).toEqual([status, 'rate_limited', 1])
    }
  })

  test('the raw interval has one row per new observation of a fund', async () => {
    world.state({
      pools: [pool('usdt-a', ['A'], '10', { at: '2026-11-20T10:00:00.000Z' })],
      markets: [market('A', '100')],
    })
    await pass()
    world.advance(60_000)
    await pass()
    expect(await rows('SELECT fund FROM coverage_raw ORDER BY fund')).toEqual([{ fund: 'total' }, { fund: 'usdt-a' }])
  })
})
