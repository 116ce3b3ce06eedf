import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { connect, type Database } from '@/lib/db/client'
import type { VenueMeasures } from '@/lib/queries/dto/measures'
import { readVenue } from '@/lib/queries/venue'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database'
import {
  balance,
  bucket,
  flow,
  fund,
  fundLatest,
  goodRun,
  insertStored,
  liquidation,
  listedMarket,
  marketLatest,
  sourceStatus,
  venueLatest,
} from '@/tests/support/store-rows'

vi.mock('@/lib/venues/registry.generated', async () => {
  const { fakeSource, fakeVenue } = await import('@/tests/support/fake-venues')
  const silent = { volume: null, depth: null, liquidations: null, history: null }
  return {
    venueModules: [
      fakeVenue('alpha', { nativeTokens: ['ALPHA'] }),
      fakeVenue('one', {
        sources: [fakeSource('fund', 'fund', 60), fakeSource('liq', 'liquidations', 60)],
        absences: silent,
      }),
      fakeVenue('total'),
      fakeVenue('mute', { fundType: null, fundAbsence: 'not disclosed by API: page only', sources: [] }),
      fakeVenue('gone', { status: 'closed', sources: [] }),
    ],
  }
})

const NOW = new Date('2026-11-20T12:00:00.000Z')
const HOUR = 3_600_000
const DAY = 24 * HOUR
const ago = (ms: number) => new Date(NOW.getTime() - ms)
const CHECKED = ago(30_000)
const MIDNIGHT = new Date('2026-11-20T00:00:00.000Z')
let store: TestDatabase
let db: Database

beforeAll(async () => {
  store = await createTestDatabase()
  db = connect(store.url)
  const { pool } = db
  const good = { last_attempt_at: CHECKED, last_success_at: CHECKED, last_changed_at: CHECKED }
  await insertStored(
    pool,
    'source_status',
    ['alpha', 'one', 'total'].flatMap((venue) => [
      sourceStatus(venue, 'fund', 'fund', good),
      sourceStatus(venue, 'oi', 'open_interest', good),
    ]),
  )
  await insertStored(pool, 'source_status', [sourceStatus('one', 'liq', 'liquidations', good)])
  const times = { fund_observed_at: CHECKED, oi_observed_at: CHECKED, checked_at: CHECKED }
  await insertStored(pool, 'venue_latest', [
    venueLatest('alpha', { ...times, fund_usd: '1000', usable_usd: '250' }),
    venueLatest('one', { ...times, fund_usd: '90', usable_usd: '90', usable_basis: 'full' }),
    venueLatest('total', { ...times, fund_usd: '500', usable_usd: '500', usable_basis: 'full' }),
  ])
  await insertStored(pool, 'fund', [
    fund('alpha', 'usdt'),
    fund('alpha', 'btc'),
    fund('alpha', 'idle'),
    fund('one', 'only'),
    fund('total', 'platform'),
    fund('total', 'part-a', { part_of: 'platform' }),
    fund('total', 'part-b', { part_of: 'platform' }),
  ])
  const latest = (venue: string, id: string, extra = {}) =>
    fundLatest(venue, id, CHECKED, { max_leverage: '50', ...extra })
  await insertStored(pool, 'fund_latest', [
    latest('alpha', 'usdt', { value_usd: '600', usable_usd: '150', oi_usd: '10000' }),
    latest('alpha', 'btc', { value_usd: '400', usable_usd: '100', oi_usd: '5000' }),
    latest('alpha', 'idle', { value_usd: '0', usable_usd: '0', oi_usd: '0', coverage: null }),
    latest('one', 'only', { value_usd: '90', usable_usd: '90', max_leverage: null }),
    latest('total', 'platform', { value_usd: '500', usable_usd: '500' }),
  ])
  const now = (venue: string, id: string, asset: string, extra = {}) => ({
    ...balance(venue, id, asset, CHECKED, extra),
    cadence_s: 60,
  })
  await insertStored(pool, 'balance_latest', [
    now('alpha', 'usdt', 'USDT', { units: '500', value_usd: '500' }),
    now('alpha', 'usdt', 'ALPHA', { units: '10', value_usd: '100' }),
    now('alpha', 'btc', 'BTC', { units: '0.01', value_usd: '400' }),
    now('alpha', 'idle', 'BNFCR', { units: '7', value_usd: null, price_usd: null, price_source: null }),
    now('one', 'only', 'USDT', { units: '90', value_usd: '90' }),
    now('total', 'platform', 'USD', { units: '500', value_usd: '500' }),
    now('total', 'part-a', 'USDC', { units: '300', value_usd: '300' }),
    now('total', 'part-b', 'ETH', { units: '0.1', value_usd: '195' }),
  ])
  await insertStored(pool, 'market', [
    listedMarket('alpha', 'BTCUSDT', CHECKED),
    listedMarket('alpha', 'BTCUSD', CHECKED, { contract_type: 'inverse' }),
  ])
  await insertStored(pool, 'market_latest', [
    marketLatest('alpha', 'BTCUSDT', CHECKED),
    marketLatest('alpha', 'BTCUSD', CHECKED),
  ])
  await insertStored(
    pool,
    'fund_market',
    [
      { fund: 'usdt', market: 'BTCUSDT' },
      { fund: 'btc', market: 'BTCUSD' },
    ].map((row) => ({ ...row, venue: 'alpha', valid_from: ago(DAY), valid_to: null })),
  )
  // Days 100, 104, 101; then hours 101, 97, 110 with a superseded 1.
  const day = (back: number, level: string, extra = {}) =>
    bucket('alpha', 'total', new Date(MIDNIGHT.getTime() - back * DAY), { level, level_basis: 'flow_index', ...extra })
  await insertStored(pool, 'coverage_day', [day(4, '100'), day(3, '104'), day(2, '101')], 'bucket_start')
  const hour = (back: number, level: string, revision = 0) =>
    bucket('alpha', 'total', ago(back * HOUR), { level, level_basis: 'flow_index', revision })
  await insertStored(
    pool,
    'coverage_hour',
    [hour(5, '101'), hour(4, '1'), hour(4, '97', 1), hour(3, '110')],
    'bucket_start',
  )
  // One balance: the units count, not the level.
  const days = [3, 2, 1].map((back) => new Date(MIDNIGHT.getTime() - back * DAY))
  await insertStored(
    pool,
    'coverage_day',
    days.map((start) =>
      bucket('one', 'total', start, { level: '1', fund_observed_at: new Date(start.getTime() + HOUR) }),
    ),
    'bucket_start',
  )
  await insertStored(
    pool,
    'fund_balance',
    days.map((start, index) =>
      balance('one', 'only', 'USDT', new Date(start.getTime() + HOUR), {
        units: ['100', '80', '90'][index] ?? '',
        revision: 0,
      }),
    ),
    'observed_at',
  )
  await insertStored(pool, 'collection_run', [goodRun('one', 'liq', ago(10 * DAY))])
  await insertStored(
    pool,
    'liquidation',
    [liquidation('one', 'a', ago(HOUR), { value_usd: '1000', revision: 0 })],
    'observed_at',
  )
  await insertStored(
    pool,
    'fund_flow',
    [
      flow('one', 'only', ago(2 * HOUR), { units: '-15', revision: 0 }),
      flow('one', 'only', ago(2 * HOUR), { units: '-20', revision: 1 }),
      flow('one', 'only', ago(2 * HOUR), { flow: 'surplus', venue_type: 'surplus', units: '500', revision: 0 }),
    ],
    'observed_at',
  )
})
afterAll(async () => {
  await db.close()
  await store.drop()
})

async function measuresOf(venue: string): Promise<VenueMeasures> {
  const found = await readVenue(db, venue, { now: NOW })
  if (found === null) throw new Error(`no venue ${venue}`)
  return found.page.measures
}

describe('the measures of a venue', () => {
  test('the worst draw joins days and hours, latest revision of each', async () => {
    const { worstDraws, usableShare } = await measuresOf('alpha')
    expect(usableShare).toBe(0.25)
    const [day, week] = worstDraws.windows
    expect(day).toMatchObject({ multiple: 110 / 4, from: '2026-11-20T08:00:00.000Z', to: '2026-11-20T09:00:00.000Z' })
    expect(week).toMatchObject({ multiple: 110 / 7, from: '2026-11-18T00:00:00.000Z', unobservable: false })
    expect(worstDraws).toMatchObject({ basis: 'flow_index', samples: 6, since: '2026-11-17T00:00:00.000Z' })
    expect(worstDraws.hourlySince).toBe('2026-11-20T08:00:00.000Z')
  })

  test('one balance is followed in its units', async () => {
    const { worstDraws } = await measuresOf('one')
    expect(worstDraws).toMatchObject({ basis: 'units', samples: 3, hourlySince: null })
    expect(worstDraws.windows[0]).toMatchObject({ multiple: 90 / 20, to: '2026-11-19T00:00:00.000Z' })
  })

  test('assets by share, the own token apart, what has no price named', async () => {
    const { assets, stress } = await measuresOf('alpha')
    expect(assets.assets.map(({ asset, kind, share }) => [asset, kind, share])).toEqual([
      ['USDT', 'stable', 0.5],
      ['BTC', 'major', 0.4],
      ['ALPHA', 'native', 0.1],
    ])
    expect(assets).toMatchObject({ unpriced: ['BNFCR'], nativeUsd: '100', haircutUsd: '750', poolHhi: 0.52 })
    expect(assets.hhi).toBeCloseTo(0.42, 12)
    // (500 + 400 x 0.8) / 900.
    expect(stress.find(({ fall }) => fall === 0.2)?.wrongWayRatio).toBeCloseTo(820 / 900, 12)
  })

  test('stress coverage counts pools with open interest, the inverse one in its coin', async () => {
    const { stress } = await measuresOf('alpha')
    expect(stress.map(({ fall }) => fall)).toEqual([0.05, 0.1, 0.2, 0.3])
    const row = stress[2]
    expect(row?.reason).toBeNull()
    const [high, central] = row?.laws ?? []
    expect(high?.stressCoverage).toBe(central?.stressCoverage)
    expect(Number(high?.shortfallUsd) * (high?.stressCoverage ?? 0)).toBeCloseTo(250, 1)
    // The linear pool keeps its stablecoins, its own token counting nothing; the inverse one falls with its loss.
    expect(high?.stressCoverageAtPrices).toBe(high?.stressCoverage)
  })

  test('a pool without a known highest leverage is left out and counted', async () => {
    const { stress } = await measuresOf('one')
    expect(stress[0]).toMatchObject({
      laws: [],
      reason: '1 of 1 pools left out: their highest leverage is not published',
    })
  })

  test('a dollar total is broken down by parts that add up to it', async () => {
    const { assets, worstDraws } = await measuresOf('total')
    expect(assets.fromPartsShare).toBeCloseTo(0.99, 12)
    expect(assets.assets.map(({ asset }) => asset)).toEqual(['USDC', 'ETH'])
    expect([assets.hhiReason, assets.dominantStablecoin]).toEqual([null, 'USDC'])
    expect(worstDraws.windows.map(({ reason }) => reason)).toEqual(['no history yet', 'no history yet'])
  })

  test('a venue without a fund, and a closed one, say why', async () => {
    const mute = await measuresOf('mute')
    expect(mute.usableShareReason).toBe('not disclosed by API: page only')
    expect(mute.assets.hhiReason).toBe('not disclosed by API: page only')
    expect(mute.stress.every(({ laws, reason }) => laws.length === 0 && reason !== null)).toBe(true)
    const gone = await measuresOf('gone')
    expect(gone.worstDraws.windows[0]?.reason).toBe('closed: nothing is collected')
  })
})

describe('what liquidations cost', () => {
  test('comes from the bookings of the fund where the feed states no loss, latest revision of each', async () => {
    const found = await readVenue(db, 'one', { now: NOW })
    expect(found?.page.marketContext.liquidations.bookings).toEqual([
      { window: '24h', usd: '20' },
      { window: '7d', usd: '20' },
    ])
    expect(found?.page.marketContext.liquidations.windows[0]).toMatchObject({
      liquidatedUsd: '1000',
      lossUsd: null,
      bookedUsd: '20',
      lossRatio: 0.02,
      lossRatioBasis: 'flows',
      lossRatioAtMost: false,
      lossRatioReason: null,
    })
  })
})
