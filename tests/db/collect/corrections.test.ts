import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { collectSource } from '@/lib/collect/collect-source'
import { applyCorrections } from '@/lib/collect/corrections/apply-corrections'
import type { ObservationCorrection } from '@/lib/collect/corrections/revise-row'
import { findReplayed, replaySource } from '@/lib/collect/replay/replay-source'
import { connect, type Database } from '@/lib/db/client'
import { createTestDatabase, emptyTables, type TestDatabase } from '../../support/database'
import { fundSource, marketSource, StubWorld, stubVenue } from '../../support/stub-venue'

const MINUTE_MS = 60_000
const OWN_TIME = '2026-11-20T10:00:00.000Z'
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
  world.state({
    pools: [{ key: 'usdt', markets: ['BTC'], asset: 'USDT', units: '50', price: '1', at: OWN_TIME }],
    markets: [{ market: 'BTC', usd: '1000', leverage: '100' }],
  })
  await pass()
})

async function pass(): Promise<void> {
  await collectSource(world.deps, stubVenue, marketSource)
  await collectSource(world.deps, stubVenue, fundSource)
}

const ofBalance: ObservationCorrection = {
  id: '2026-11-20-stub-1',
  record: { kind: 'fund-balances', venue: 'stub', fund: 'usdt', asset: 'USDT', observedAt: OWN_TIME },
  field: 'units',
  was: '50.0',
  now: '60',
  why: 'a digit was read wrongly',
  evidence: 'https://stub.invalid/notice',
}
const ofInterest = (observedAt: string): ObservationCorrection => ({
  ...ofBalance,
  id: '2026-11-20-stub-2',
  record: { kind: 'open-interest', venue: 'stub', market: 'BTC', observedAt },
  field: 'value_usd',
  was: '1000',
  now: '800',
})

const apply = (...corrections: readonly ObservationCorrection[]) =>
  applyCorrections(database, corrections, { now: world.now, modules: [stubVenue] })
const rows = async (sql: string) => (await database.pool.query(sql)).rows
const balances = () =>
  rows(
    'SELECT revision, units::float, value_usd::float, source, reason, obs_status FROM fund_balance ORDER BY revision',
  )
const venue = async () => (await rows('SELECT fund_usd::float, oi_usd::float, coverage FROM venue_latest'))[0]

describe('a correction of a stored observation', () => {
  test('is a revision that names it, in the latest rows at once, and only once', async () => {
    expect(await venue()).toEqual({ fund_usd: 50, oi_usd: 1000, coverage: 0.05 })
    expect(await apply(ofBalance)).toEqual([ofBalance.id])
    expect(await balances()).toEqual([
      { revision: 0, units: 50, value_usd: 50, source: 'fund', reason: null, obs_status: 'A' },
      {
        revision: 1,
        units: 60,
        value_usd: 60,
        source: 'correction',
        obs_status: 'A',
        reason: 'units 50.0 corrected to 60: a digit was read wrongly (correction 2026-11-20-stub-1)',
      },
    ])
    expect(await venue()).toEqual({ fund_usd: 60, oi_usd: 1000, coverage: 0.06 })
    expect(await apply(ofBalance)).toEqual([])
    expect(await balances()).toHaveLength(2)
  })

  test('stands when the source repeats what was corrected, and gives way to a new observation', async () => {
    await apply(ofBalance)
    world.advance(MINUTE_MS)
    await pass()
    expect(await balances()).toHaveLength(2)
    expect(await venue()).toMatchObject({ fund_usd: 60 })
    world.advance(MINUTE_MS)
    const pool = {
      key: 'usdt',
      markets: ['BTC'],
      asset: 'USDT',
      units: '55',
      price: '1',
      at: '2026-11-20T10:02:00.000Z',
    }
    world.state({ pools: [pool] })
    await pass()
    expect(await venue()).toMatchObject({ fund_usd: 55 })
  })

  test('stands when the bytes are read again', async () => {
    await apply(ofBalance)
    world.advance(MINUTE_MS)
    const replayed = findReplayed(stubVenue, 'fund')
    if (replayed === null) throw new Error('the stub has a fund source')
    const counts = await replaySource(world.deps, stubVenue, replayed, {
      from: null,
      to: null,
      write: true,
      signal: new AbortController().signal,
      onDifference: () => {},
      onSkipped: () => {},
      onDay: () => {},
    })
    expect(counts).toMatchObject({ changed: 0, added: 0, unchanged: 1 })
    expect((await balances()).at(-1)).toMatchObject({ revision: 1, units: 60 })
    expect(await rows('SELECT units::float FROM balance_latest')).toEqual([{ units: 60 }])
  })

  test('of open interest changes coverage, and both are applied together', async () => {
    const at = world.now.toISOString()
    expect(await apply(ofBalance, ofInterest(at))).toEqual([ofBalance.id, '2026-11-20-stub-2'])
    expect(await venue()).toEqual({ fund_usd: 60, oi_usd: 800, coverage: 0.075 })
  })

  test('revises the closed hours it stands in, and keeps what was known before', async () => {
    for (let count = 0; count < 7; count += 1) {
      world.advance(10 * MINUTE_MS)
      await pass()
    }
    const hours = () =>
      rows(
        `SELECT revision, fund_usd::float FROM coverage_hour WHERE fund = 'total' AND bucket_start = '2026-11-20T10:00:00Z' ORDER BY revision`,
      )
    expect(await hours()).toEqual([{ revision: 0, fund_usd: 50 }])
    await apply(ofBalance)
    expect(await hours()).toEqual([
      { revision: 0, fund_usd: 50 },
      { revision: 1, fund_usd: 60 },
    ])
  })

  test('reaches a latest balance that only repeats the corrected one', async () => {
    await rows('TRUNCATE fund_balance, balance_latest')
    const pool = { key: 'usdt', markets: ['BTC'], asset: 'USDT', units: '50', price: '1' }
    world.state({ pools: [pool] })
    await pass()
    const observedAt = world.now.toISOString()
    world.advance(MINUTE_MS)
    await pass()
    expect(await balances()).toHaveLength(1)
    await apply({
      ...ofBalance,
      record: { ...ofBalance.record, kind: 'fund-balances', fund: 'usdt', asset: 'USDT', observedAt },
    })
    expect(await venue()).toMatchObject({ fund_usd: 60 })
  })

  test('withdraws a value with its reason', async () => {
    await apply({ ...ofBalance, field: 'value_usd', was: '50', now: null })
    expect((await balances()).at(-1)).toMatchObject({ value_usd: null, obs_status: 'M', units: 50 })
    expect(await venue()).toMatchObject({ fund_usd: null, coverage: null })
  })

  test('waits while its record is not here, or holds another value', async () => {
    const elsewhere = { ...ofBalance.record, kind: 'fund-balances', fund: 'btc', asset: 'BTC' } as const
    expect(await apply({ ...ofBalance, record: elsewhere }, { ...ofBalance, was: '51' })).toEqual([])
    expect(await balances()).toHaveLength(1)
  })
})
