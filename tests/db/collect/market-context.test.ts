import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { collectSource } from '@/lib/collect/collect-source'
import { expireRawBytes } from '@/lib/collect/retention'
import { connect, type Database } from '@/lib/db/client'
import { UpstreamError } from '@/lib/errors'
import type { Source } from '@/lib/venues/_contract/module'
import { createTestDatabase, emptyTables, type TestDatabase } from '../../support/database'
import {
  depthSource,
  liquidationSource,
  type StubLiquidation,
  type StubVolume,
  stubContextVenue,
  volumeSource,
} from '../../support/stub-context'
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

const collect = (source: Source) => collectSource(world.deps, stubContextVenue, source)
async function rows<T extends object>(sql: string): Promise<T[]> {
  return (await database.pool.query(sql)).rows
}
async function count(table: string): Promise<number> {
  return (await rows<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]?.n ?? -1
}

const volume = (market: string, usd: string | null, extra: Partial<StubVolume> = {}): StubVolume => ({
  market,
  base: '2',
  usd,
  at: null,
  ...extra,
})
const liquidation = (event: string, extra: Partial<StubLiquidation> = {}): StubLiquidation => ({
  event,
  market: 'A',
  kind: 'liquidation',
  base: '0.5',
  usd: '50',
  loss: null,
  at: '2026-11-20T10:00:00.000Z',
  from: null,
  ...extra,
})

describe('volume', () => {
  test('is kept at most hourly, and its latest always', async () => {
    for (let minute = 0; minute <= 61; minute += 1) {
      world.answers.volumes = { volumes: [volume('A', String(1000 + minute))] }
      await collect(volumeSource)
      world.advance(60_000)
    }
    expect(await rows('SELECT value_usd::float AS usd FROM market_volume ORDER BY observed_at')).toEqual([
      { usd: 1000 },
      { usd: 1060 },
    ])
    expect(await rows('SELECT value_usd::float AS usd, base_units::float AS base FROM volume_latest')).toEqual([
      { usd: 1061, base: 2 },
    ])
  })

  test('read without a value keeps the last one, which ages', async () => {
    world.answers.volumes = { volumes: [volume('A', '7'), volume('B', null)] }
    await collect(volumeSource)
    const before = world.now
    world.advance(60_000)
    world.answers.volumes = { volumes: [volume('A', null), volume('B', null)] }
    await collect(volumeSource)
    expect(
      await rows('SELECT market, value_usd::float AS usd, checked_at, reason FROM volume_latest ORDER BY 1'),
    ).toEqual([
      { market: 'A', usd: 7, checked_at: before, reason: null },
      { market: 'B', usd: null, checked_at: world.now, reason: 'no mark price' },
    ])
  })

  test('without a value is kept hourly too, as missing with its reason', async () => {
    world.answers.volumes = { volumes: [volume('A', '7')] }
    await collect(volumeSource)
    world.answers.volumes = { volumes: [volume('A', null)] }
    for (let minute = 1; minute <= 130; minute += 10) {
      world.advance(600_000)
      await collect(volumeSource)
    }
    expect(await rows('SELECT value_usd::float AS usd, obs_status FROM market_volume ORDER BY observed_at')).toEqual([
      { usd: 7, obs_status: 'A' },
      { usd: null, obs_status: 'M' },
      { usd: null, obs_status: 'M' },
    ])
  })

  test('of one venue time read again adds nothing; a corrected one is a revision', async () => {
    const at = '2026-11-20T10:00:00.000Z'
    const read = async (usd: string) => {
      world.answers.volumes = { volumes: [volume('A', usd, { at })] }
      await collect(volumeSource)
      world.advance(3_600_000)
    }
    await read('7')
    await read('7')
    expect(await count('market_volume')).toBe(1)
    await read('8')
    expect(await rows('SELECT revision, value_usd::float AS usd FROM market_volume ORDER BY revision')).toEqual([
      { revision: 0, usd: 7 },
      { revision: 1, usd: 8 },
    ])
  })

  test('below zero is refused by name', async () => {
    world.answers.volumes = { volumes: [volume('A', '7', { base: '-1' }), volume('B', '1')] }
    const outcome = await collect(volumeSource)
    expect([outcome.outcome, outcome.rejected.map((row) => row.reason)]).toEqual(['ok', ['negative']])
    expect(await rows('SELECT market FROM volume_latest')).toEqual([{ market: 'B' }])
  })
})

describe('depth', () => {
  const markets = ['A', 'B', 'C', 'D'].map((market, index) => ({ market, usd: String(100 * (index + 1)) }))

  test('before any market is known it waits: nothing is asked, stored or said of the venue', async () => {
    const outcome = await collect(depthSource)
    expect([outcome.outcome, outcome.error, outcome.requests]).toEqual(['skipped', null, 0])
    expect(world.sent).toEqual([])
    expect([await count('collection_run'), await count('source_status'), await count('capture')]).toEqual([0, 0, 0])
  })

  test('asks for the three markets with the most open interest and stores both bands of each', async () => {
    world.state({ markets: [...markets, { market: 'Z', usd: '0' }] })
    await collect(marketSource)
    world.sent.length = 0
    world.answers.book = {
      bids: [
        ['99.5', '10'],
        ['98.5', '10'],
        ['50', '1'],
      ],
      asks: [
        ['100.5', '20'],
        ['100.6', '1'],
        ['100.7', '1'],
      ],
    }
    const outcome = await collect(depthSource)
    expect([outcome.outcome, outcome.rowsWritten]).toEqual(['ok', 3])
    expect(world.sent.map((request) => request.subject)).toEqual(['D', 'C', 'B'])
    const [latest] = await rows(
      `SELECT mid_price::float AS mid, bid_usd_1::float, ask_usd_1::float, bid_usd_2::float, ask_usd_2::float, reason
       FROM depth_latest WHERE market = 'D'`,
    )
    // Middle 100; 1 % reaches to 99, 2 % to 98. The three asks end 0.7 % away, so both bands of that side are absent.
    expect(latest).toEqual({
      mid: 100,
      bid_usd_1: 995,
      ask_usd_1: null,
      bid_usd_2: 1980,
      ask_usd_2: null,
      reason: 'asks: the answered book ends 0.70 % from the middle',
    })
    await collect(depthSource)
    expect([await count('book_depth'), await count('depth_latest')]).toEqual([3, 3])
    world.advance(3_600_000)
    await collect(depthSource)
    expect([await count('book_depth'), await count('depth_latest')]).toEqual([6, 3])
  })

  test('a market no longer listed is not asked for', async () => {
    world.state({ markets })
    await collect(marketSource)
    await database.pool.query(`UPDATE market SET listed = false WHERE market = 'D'`)
    world.answers.book = { bids: [['99', '1']], asks: [['101', '1']] }
    await collect(depthSource)
    expect(world.sent.filter(({ endpoint }) => endpoint === 'book').map(({ subject }) => subject)).toEqual([
      'C',
      'B',
      'A',
    ])
  })
})

describe('liquidations', () => {
  test('seen again add nothing, whatever the dollar price of the day; a corrected size is a revision', async () => {
    const read = async (...found: StubLiquidation[]) => {
      world.answers.liquidations = { liquidations: found }
      await collect(liquidationSource)
      world.advance(60_000)
    }
    await read(liquidation('1'), liquidation('2', { base: null, usd: '9', kind: 'bankruptcy', loss: '3' }))
    await read(
      liquidation('1', { usd: '51' }),
      liquidation('2', { base: null, usd: '9', kind: 'bankruptcy', loss: '3' }),
    )
    expect(await count('liquidation')).toBe(2)
    await read(
      liquidation('1', { base: '0.6' }),
      liquidation('2', { base: null, usd: '10', kind: 'bankruptcy', loss: '3' }),
    )
    expect(
      await rows(
        'SELECT event, revision, value_usd::float AS usd, loss_usd::float AS loss FROM liquidation ORDER BY 1, 2',
      ),
    ).toEqual([
      { event: '1', revision: 0, usd: 50, loss: null },
      { event: '1', revision: 1, usd: 50, loss: null },
      { event: '2', revision: 0, usd: 9, loss: 3 },
      { event: '2', revision: 1, usd: 10, loss: 3 },
    ])
  })

  test('of an earlier month go to their own partition, with their evidence', async () => {
    world.answers.liquidations = { liquidations: [liquidation('1', { at: '2026-09-30T23:59:59.000Z' })] }
    await collect(liquidationSource)
    expect(
      await rows(
        'SELECT l.tableoid::regclass::text AS "table" FROM liquidation l JOIN capture_body b ON b.sha256 = l.raw_sha256',
      ),
    ).toEqual([{ table: 'liquidation_202609' }])
  })

  test('none is a good answer', async () => {
    world.answers.liquidations = { liquidations: [] }
    expect((await collect(liquidationSource)).outcome).toBe('ok')
  })
})

describe('market context and coverage', () => {
  const state = async () =>
    rows('SELECT coverage, computed_at, basis, reason, oi_usd, fund_usd FROM venue_latest WHERE venue = $$stub$$')

  test('neither a good nor a failing context source changes a word of the venue', async () => {
    world.state({
      pools: [{ key: 'usdt-a', markets: ['A'], asset: 'USDT', units: '5', price: '1' }],
      markets: [{ market: 'A', usd: '100' }],
    })
    await collect(marketSource)
    await collect(fundSource)
    const [before, raw] = [await state(), await count('coverage_raw')]
    world.advance(30_000)
    world.answers.volumes = { volumes: [volume('A', '7')] }
    world.answers.liquidations = { liquidations: [liquidation('1')] }
    world.answers.book = { bids: [['99', '1']], asks: [['101', '1']] }
    for (const source of [volumeSource, liquidationSource, depthSource])
      expect((await collect(source)).outcome).toBe('ok')
    expect([await state(), await count('coverage_raw')]).toEqual([before, raw])
    for (const source of [volumeSource, liquidationSource, depthSource]) {
      for (const endpoint of ['volumes', 'liquidations', 'book'])
        world.answers[endpoint] = new UpstreamError('network', 'stub.invalid could not be reached')
      expect((await collect(source)).outcome).toBe('failed')
    }
    expect([await state(), await count('coverage_raw')]).toEqual([before, raw])
  })

  test('simulated rows are marked', async () => {
    world.simulated = true
    world.state({ markets: [{ market: 'A', usd: '100' }] })
    world.answers.volumes = { volumes: [volume('A', '7')] }
    world.answers.liquidations = { liquidations: [liquidation('1')] }
    world.answers.book = { bids: [['99', '1']], asks: [['101', '1']] }
    for (const source of [marketSource, volumeSource, liquidationSource, depthSource]) await collect(source)
    let seen = 0
    for (const table of ['market_volume', 'book_depth', 'liquidation', 'volume_latest', 'depth_latest']) {
      expect([table, await rows(`SELECT DISTINCT basis FROM ${table}`)]).toEqual([table, [{ basis: 'simulated' }]])
      seen += 1
    }
    expect(seen).toBe(5)
  })

  test('raw bytes of market context expire, those of funds stay', async () => {
    world.state({
      pools: [{ key: 'usdt-a', markets: ['A'], asset: 'USDT', units: '5', price: '1' }],
      markets: [{ market: 'A', usd: '100' }],
    })
    world.answers.volumes = { volumes: [volume('A', '7')] }
    world.answers.liquidations = { liquidations: [liquidation('1')] }
    world.answers.book = { bids: [['99', '1']], asks: [['101', '1']] }
    for (const source of [marketSource, fundSource, volumeSource, liquidationSource, depthSource]) await collect(source)
    expect(await expireRawBytes(database.pool, 90, new Date(world.now.getTime() + 91 * 86_400_000))).toBe(4)
    expect(
      await rows(
        'SELECT DISTINCT c.source_kind FROM capture c JOIN capture_body b USING (sha256) WHERE b.body IS NOT NULL',
      ),
    ).toEqual([{ source_kind: 'fund' }])
  })
})
