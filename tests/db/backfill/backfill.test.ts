import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { LaneProgress } from '@/lib/collect/backfill/backfill-history'
import { backfillVenue, isComplete, pastLease, type VenueOutcome } from '@/lib/collect/backfill/backfill-venue'
import { collectSource } from '@/lib/collect/collect-source'
import { createLeases } from '@/lib/collect/leases'
import { connect, type Database } from '@/lib/db/client'
import { UpstreamError } from '@/lib/errors'
import { createTestDatabase, emptyTables, type TestDatabase } from '../../support/database'
import { answerPast, days, liquidationHistory, type StubPasts, stubWithPast } from '../../support/stub-history'
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

async function rows<T extends object>(sql: string, values: readonly unknown[] = []): Promise<T[]> {
  return (await database.pool.query(sql, [...values])).rows
}
const count = async (table: string): Promise<number> =>
  Number((await rows<{ n: string }>(`SELECT count(*) AS n FROM ${table}`))[0]?.n)

/** The world's lanes and their past. */
function past(lanes: readonly string[], pasts: StubPasts): void {
  world.answers.lanes = { lanes }
  world.answers.fund_past = answerPast(pasts)
  world.answers.oi_past = answerPast(pasts)
}

interface Asked {
  readonly from?: string
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: LaneProgress) => void
}
const backfill = ({ from, signal, onProgress }: Asked = {}): Promise<VenueOutcome> =>
  backfillVenue(world.deps, stubWithPast, {
    from: from === undefined ? null : new Date(from),
    signal: signal ?? new AbortController().signal,
    onProgress: onProgress ?? (() => undefined),
  })
const pagesAsked = () => world.sent.filter((request) => request.endpoint === 'fund_past').map((request) => request.url)

describe('a first backfill', () => {
  test('stores every row of every lane with the bytes it was read from, and says how far it came', async () => {
    past(['a', 'b'], { a: days('2026-11-01', 7, (day) => `${100 + day}`), b: days('2026-11-03', 2, () => '5') })
    const told: LaneProgress[] = []
    const outcome = await backfill({ onProgress: (progress) => told.push(progress) })
    expect(isComplete(stubWithPast, outcome)).toBe(true)
    expect(outcome.histories[0]).toEqual({ history: 'fund_history', lanes: 2, lanesDone: 2, rows: 9, failure: null })
    expect(await count('fund_balance')).toBe(9)
    const linked = await rows(
      `SELECT 1 FROM fund_balance b JOIN capture c ON c.sha256 = b.raw_sha256 AND c.source = 'fund_history'
       JOIN capture_body r ON r.sha256 = c.sha256 WHERE b.fund = coalesce(c.lane, '') AND r.body IS NOT NULL`,
    )
    expect(linked).toHaveLength(9)
    expect(
      await rows(
        `SELECT lane, state, rows::int, pages, error_kind, oldest_observed_at, newest_observed_at FROM backfill_lane
         WHERE history = 'fund_history' ORDER BY lane`,
      ),
    ).toEqual([
      {
        lane: 'a',
        state: 'done',
        rows: 7,
        pages: 3,
        error_kind: null,
        oldest_observed_at: new Date('2026-11-01T00:00:00.000Z'),
        newest_observed_at: new Date('2026-11-07T00:00:00.000Z'),
      },
      {
        lane: 'b',
        state: 'done',
        rows: 2,
        pages: 1,
        error_kind: null,
        oldest_observed_at: new Date('2026-11-03T00:00:00.000Z'),
        newest_observed_at: new Date('2026-11-04T00:00:00.000Z'),
      },
    ])
    expect(
      await rows(`SELECT outcome, requests, rows_written FROM collection_run WHERE source = 'fund_history'`),
    ).toEqual([{ outcome: 'ok', requests: 5, rows_written: 9 }])
    expect(
      told.filter(({ ended }) => ended === 'done').map(({ lane, number, lanes }) => [lane, number, lanes]),
    ).toEqual([
      ['a', 1, 2],
      ['b', 2, 2],
      ['A', 1, 2],
      ['B', 2, 2],
    ])
    expect(await count('source_status')).toBe(0)
  })

  test('refuses a bad row by name, and rows without a time or of the future', async () => {
    past(['a'], {
      a: [
        ...days('2026-11-01', 1, () => '4'),
        ...days('2026-11-02', 1, () => 'NaN'),
        { at: '2026-11-21T00:00:00.000Z', units: '5' },
      ],
    })
    await backfill()
    expect(await rows('SELECT reason FROM rejected_row ORDER BY reason')).toEqual([
      { reason: 'future_time' },
      { reason: 'not_a_number' },
    ])
    expect(await rows('SELECT observed_at FROM fund_balance')).toEqual([
      { observed_at: new Date('2026-11-01T00:00:00.000Z') },
    ])
  })
})

test('liquidations of the past are stored once, beside those collected', async () => {
  past([], { x1: days('2026-11-01', 2, () => '500') })
  const module = { ...stubWithPast, histories: [liquidationHistory] }
  const options = { from: null, signal: new AbortController().signal, onProgress: () => undefined }
  expect(isComplete(module, await backfillVenue(world.deps, module, options))).toBe(true)
  await backfillVenue(world.deps, module, options)
  expect(await rows('SELECT event, value_usd::float AS usd, revision FROM liquidation ORDER BY observed_at')).toEqual([
    { event: 'x1 2026-11-01T00:00:00.000Z', usd: 500, revision: 0 },
    { event: 'x1 2026-11-02T00:00:00.000Z', usd: 500, revision: 0 },
  ])
})

describe('a later backfill', () => {
  test('adds nothing when there is nothing new, and only what is new when there is', async () => {
    past(['a'], { a: days('2026-11-01', 7, () => '4') })
    await backfill()
    const [first] = await rows('SELECT * FROM backfill_lane')
    world.sent.length = 0
    await backfill()
    expect(pagesAsked()).toEqual(['https://stub.invalid/fund_past?lane=a&before='])
    expect(await count('fund_balance')).toBe(7)
    past(['a'], { a: days('2026-11-01', 9, (day) => (day < 7 ? '4' : '6')) })
    await backfill()
    expect(await rows('SELECT units::float AS units FROM fund_balance ORDER BY observed_at DESC LIMIT 3')).toEqual([
      { units: 6 },
      { units: 6 },
      { units: 4 },
    ])
    expect(await rows('SELECT 1 FROM fund_balance WHERE revision > 0')).toEqual([])
    const [last] = await rows<Record<string, unknown>>(`SELECT * FROM backfill_lane WHERE history = 'fund_history'`)
    expect(last).toMatchObject({
      rows: '9',
      oldest_observed_at: first && 'oldest_observed_at' in first && first.oldest_observed_at,
    })
  })

  test('goes further back from where it ended when an earlier date is asked for', async () => {
    past(['a'], { a: days('2026-10-01', 40, () => '4') })
    await backfill({ from: '2026-11-04' })
    const reached = await rows<{ at: Date }>('SELECT min(observed_at) AS at FROM fund_balance')
    expect(reached[0]?.at.toISOString()).toBe('2026-11-01T00:00:00.000Z')
    world.sent.length = 0
    await backfill({ from: '2026-10-20' })
    expect(pagesAsked()[0]).toBe('https://stub.invalid/fund_past?lane=a&before=')
    expect(pagesAsked()[1]).toBe(
      'https://stub.invalid/fund_past?lane=a&before=2026-11-04T00%3A00%3A00.000Z'.replaceAll('%3A', ':'),
    )
    expect(pagesAsked()).toHaveLength(7)
    world.sent.length = 0
    await backfill()
    expect(await count('fund_balance')).toBe(40)
    expect(await rows('SELECT 1 FROM fund_balance WHERE revision > 0')).toEqual([])
    const whole = await rows(`SELECT from_asked FROM backfill_lane WHERE lane = 'a'`)
    expect(whole).toEqual([{ from_asked: new Date(0) }])
  })

  test('keeps a corrected row of the past as a new revision', async () => {
    past(['a'], { a: days('2026-11-01', 2, () => '4') })
    await backfill()
    past(['a'], { a: days('2026-11-01', 2, (day) => (day === 1 ? '5' : '4')) })
    await backfill()
    expect(
      await rows('SELECT revision, units::float AS units FROM fund_balance ORDER BY observed_at, revision'),
    ).toEqual([
      { revision: 0, units: 4 },
      { revision: 0, units: 4 },
      { revision: 1, units: 5 },
    ])
  })
})

describe('what goes wrong', () => {
  test('a lane that fails keeps its place and the refused bytes; the others go on', async () => {
    const pasts = { a: days('2026-11-01', 7, () => '4'), b: days('2026-11-01', 7, () => '8') }
    past(['a', 'b'], pasts)
    const good = answerPast(pasts)
    world.answers.fund_past = (planned) =>
      planned.url.includes('lane=a&before=2026') ? { moved: true } : good(planned)
    const outcome = await backfill()
    expect(isComplete(stubWithPast, outcome)).toBe(false)
    expect(outcome.histories[0]).toMatchObject({ lanes: 2, lanesDone: 1, rows: 10 })
    expect(
      await rows(
        `SELECT lane, state, rows::int, error_kind FROM backfill_lane WHERE history = 'fund_history' ORDER BY lane`,
      ),
    ).toEqual([
      { lane: 'a', state: 'failed', rows: 3, error_kind: 'schema' },
      { lane: 'b', state: 'done', rows: 7, error_kind: null },
    ])
    const refused = await rows(`SELECT lane FROM capture JOIN capture_body USING (sha256) WHERE size = 14`)
    expect(refused).toEqual([{ lane: 'a' }])
    world.answers.fund_past = good
    world.sent.length = 0
    expect(isComplete(stubWithPast, await backfill())).toBe(true)
    expect(pagesAsked()[0]).toContain('lane=a&before=2026-11-05')
    expect(await count('fund_balance')).toBe(14)
    expect(await rows(`SELECT error_kind FROM backfill_lane WHERE lane = 'a'`)).toEqual([{ error_kind: null }])
  })

  test('a page whose rows are all refused fails its lane instead of passing over it', async () => {
    past(['a'], { a: days('2026-11-01', 4, (day) => (day === 0 ? 'NaN' : '4')) })
    const outcome = await backfill()
    expect(outcome.histories[0]).toMatchObject({ lanesDone: 0, rows: 3 })
    const [lane] = await rows<{ error_message: string }>(`SELECT error_message FROM backfill_lane WHERE lane = 'a'`)
    expect(lane?.error_message).toContain('every row was refused')
  })

  test('busy answers are asked again after the pause they name', async () => {
    past(['a'], { a: days('2026-11-01', 1, () => '4') })
    const good = answerPast({ a: days('2026-11-01', 1, () => '4') })
    let asked = 0
    world.answers.fund_past = (planned) => {
      asked += 1
      return asked === 1 ? { status: 429, text: '{}', headers: { 'retry-after': '2' } } : good(planned)
    }
    expect(isComplete(stubWithPast, await backfill())).toBe(true)
    expect(world.slept).toEqual([2000])
  })

  test('without its lanes a history fails as a whole, and the other one goes on', async () => {
    past(['a'], { A: days('2026-11-01', 2, () => '4') })
    world.answers.lanes = new UpstreamError('network', 'stub.invalid could not be reached')
    const outcome = await backfill()
    expect(outcome.histories).toEqual([
      {
        history: 'fund_history',
        lanes: 0,
        lanesDone: 0,
        rows: 0,
        failure: { kind: 'network', message: 'stub.invalid could not be reached' },
      },
      { history: 'oi_history', lanes: 2, lanesDone: 2, rows: 2, failure: null },
    ])
    expect(isComplete(stubWithPast, outcome)).toBe(false)
  })

  test('paging in a circle ends', async () => {
    past(['a'], {})
    world.answers.fund_past = { rows: days('2026-11-01', 3, () => '4') }
    const outcome = await backfill()
    expect(outcome.histories[0]).toMatchObject({ lanesDone: 0 })
    expect(await rows(`SELECT error_message FROM backfill_lane WHERE lane = 'a'`)).toEqual([
      { error_message: 'paging does not end: the same page is asked for again' },
    ])
  })

  test('only one process backfills a venue at a time', async () => {
    past(['a'], {})
    const leases = createLeases(database.pool)
    const outcome = await leases.tryHold(pastLease('stub'), () => backfill())
    leases.close()
    expect(outcome).toMatchObject({ busy: true, histories: [] })
    expect(world.sent).toEqual([])
  })

  test('simulated answers never join real ones', async () => {
    past(['a'], { a: days('2026-11-01', 1, () => '4') })
    await backfill()
    world.simulated = true
    world.state({ pools: [], markets: [{ market: 'A', usd: '1' }] })
    await expect(collectSource(world.deps, stubWithPast, marketSource)).rejects.toThrow('this database holds collected')
  })
})

describe('beside a collector', () => {
  const LATEST = ['venue_latest', 'fund_latest', 'balance_latest', 'market_latest', 'market', 'source_status']
  const latest = async () => Promise.all(LATEST.map((table) => rows(`SELECT * FROM ${table} ORDER BY 1, 2`)))

  test('leaves alone what is known of now, and what was collected at the same moment', async () => {
    world.state({
      pools: [{ key: 'a', markets: ['A'], asset: 'USDT', units: '4', price: '1', at: '2026-11-20T00:00:00.000Z' }],
      markets: [{ market: 'A', usd: '100', leverage: '100' }],
    })
    await collectSource(world.deps, stubWithPast, marketSource)
    await collectSource(world.deps, stubWithPast, fundSource)
    const before = await latest()
    const [membership] = await rows('SELECT * FROM fund_market')
    past(['a'], { a: days('2026-11-10', 11, () => '9'), A: days('2026-11-10', 11, () => '77') })
    expect(isComplete(stubWithPast, await backfill())).toBe(true)
    expect(await latest()).toEqual(before)
    expect(await rows('SELECT * FROM fund_market')).toEqual([membership])
    expect(await rows('SELECT history_only, withdrawn_at FROM fund')).toEqual([
      { history_only: false, withdrawn_at: null },
    ])
    expect(
      await rows(
        `SELECT source, units::float AS units, revision FROM fund_balance WHERE observed_at = '2026-11-20T00:00:00Z'`,
      ),
    ).toEqual([{ source: 'fund', units: 4, revision: 0 }])
    const collected = await rows(`SELECT 1 FROM coverage_day WHERE NOT backfilled AND bucket_start = '2026-11-20'`)
    expect(collected).toHaveLength(2)
  })

  test('what is collected of a moment the past had before is stored over it, and stays', async () => {
    const at = '2026-11-20T00:00:00.000Z'
    past(['a'], { a: [{ at, units: '4', price: null }] })
    await backfill()
    world.state({
      pools: [{ key: 'a', markets: ['A'], asset: 'USDT', units: '4', price: '1', at }],
      markets: [{ market: 'A', usd: '100' }],
    })
    await collectSource(world.deps, stubWithPast, fundSource)
    await backfill()
    expect(await rows('SELECT source, revision, value_usd::float AS usd FROM fund_balance ORDER BY revision')).toEqual([
      { source: 'fund_history', revision: 0, usd: null },
      { source: 'fund', revision: 1, usd: 4 },
    ])
  })

  test('a fund known only from its past is no fund of today, until a pass names it: then it is the same one', async () => {
    past(['usdt-pool-a:A+B'], { 'usdt-pool-a:A+B': days('2026-11-01', 5, () => '4') })
    await backfill()
    expect(await rows('SELECT fund, history_only, withdrawn_at FROM fund')).toEqual([
      { fund: 'usdt-pool-a', history_only: true, withdrawn_at: new Date('2026-11-05T00:00:00.000Z') },
    ])
    world.state({
      pools: [{ key: 'usdt-pool-a', markets: ['A', 'B'], asset: 'USDT', units: '4', price: '1' }],
      markets: [
        { market: 'A', usd: '100' },
        { market: 'B', usd: '100' },
      ],
    })
    await collectSource(world.deps, stubWithPast, marketSource)
    await collectSource(world.deps, stubWithPast, fundSource)
    expect(await rows('SELECT fund, history_only, withdrawn_at FROM fund')).toEqual([
      { fund: 'usdt-pool-a', history_only: false, withdrawn_at: null },
    ])
    expect(await rows(`SELECT coverage FROM venue_latest WHERE venue = 'stub'`)).toEqual([{ coverage: 0.02 }])
    past(['usdt-pool-a:A+B'], { 'usdt-pool-a:A+B': days('2026-11-01', 6, () => '4') })
    await backfill()
    expect(await rows('SELECT DISTINCT fund FROM fund_balance')).toEqual([{ fund: 'usdt-pool-a' }])
  })
})
