import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { dec, plain, sum } from '@/lib/core/decimal'
import type { BulkRow } from '@/lib/db/bulk'
import { connect, type Database } from '@/lib/db/client'
import { readAttribution } from '@/lib/queries/attribution'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database'
import {
  balance,
  flow,
  fund,
  insertStored,
  listedMarket,
  marketLatest,
  openInterest,
  SHA,
} from '@/tests/support/store-rows'

vi.mock('@/lib/venues/registry.generated', async () => {
  const { fakeVenue } = await import('@/tests/support/fake-venues')
  return { venueModules: [fakeVenue('alpha')] }
})

const at = (day: number) => new Date(Date.UTC(2026, 10, day))
const now = at(20)
const range = { from: at(5), to: at(15), now }
let store: TestDatabase
let db: Database

beforeAll(async () => {
  store = await createTestDatabase()
  db = connect(store.url)
})
afterAll(async () => {
  await db.close()
  await store.drop()
})
beforeEach(async () => {
  await db.pool.query(
    'TRUNCATE fund, fund_balance, fund_flow, disclosure_change, market, market_latest, open_interest, record_figure',
  )
})

const held = (fundId: string, day: number, units: string, price: string | null, overrides: BulkRow = {}) =>
  balance('alpha', fundId, 'BTC', at(day), {
    units,
    price_usd: price,
    value_usd: price === null ? null : plain(dec(units).times(price)),
    ...overrides,
  })
const balances = (rows: readonly BulkRow[]) => insertStored(db.pool, 'fund_balance', rows, 'observed_at')
const flows = (rows: readonly BulkRow[]) =>
  insertStored(
    db.pool,
    'fund_flow',
    rows.map((row) => ({ revision: 0, ...row })),
    'observed_at',
  )
const funds = (rows: readonly BulkRow[]) => insertStored(db.pool, 'fund', rows)

const partsOf = (parts: readonly { readonly part: string; readonly usd: string | null }[] | undefined) =>
  Object.fromEntries((parts ?? []).map(({ part, usd }) => [part, usd]))

describe('what changed a fund', () => {
  test('typed flows after the first balance up to the last, the price, and what is left', async () => {
    await funds([fund('alpha', 'btc')])
    await balances([held('btc', 4, '100', '1000'), held('btc', 10, '95', '900'), held('btc', 14, '90', '1200')])
    await flows([
      flow('alpha', 'btc', at(4), { asset: 'BTC', units: '-50' }),
      flow('alpha', 'btc', at(6), { asset: 'BTC', units: '-9' }),
      flow('alpha', 'btc', at(6), { asset: 'BTC', units: '-12', revision: 1 }),
      flow('alpha', 'btc', at(14), { asset: 'BTC', units: '3', flow: 'surplus', venue_type: 'deposit' }),
      flow('alpha', 'btc', at(15), { asset: 'BTC', units: '-7' }),
    ])
    const found = await readAttribution(db, 'alpha', range)
    expect(found?.funds[0]).toMatchObject({ flowsTyped: true, changeUsd: '8000', bound: null, reason: null })
    expect(found?.funds[0]?.assets[0]).toMatchObject({
      changeUnits: '-10',
      before: { at: at(4).toISOString(), units: '100', rawSha256: SHA },
      after: { at: at(14).toISOString(), units: '90' },
    })
    expect(partsOf(found?.funds[0]?.parts)).toEqual({
      surplus: '3300',
      bankruptcy_loss: '-13200',
      unexplained: '-1100',
      price: '19000',
    })
    expect(found?.total).toMatchObject({ beforeUsd: '100000', afterUsd: '108000', changeUsd: '8000', funds: 1 })
    expect(plain(sum((found?.total?.parts ?? []).map(({ usd }) => dec(usd))))).toBe('8000')
  })

  test('without flows all is net, cause not published; a fund without a price is left out of the total', async () => {
    await funds([fund('alpha', 'btc'), fund('alpha', 'odd')])
    await balances([
      held('btc', 4, '100', '1000'),
      held('btc', 14, '90', '1000'),
      held('odd', 4, '5', null),
      held('odd', 14, '4', null),
    ])
    const found = await readAttribution(db, 'alpha', range)
    const byId = new Map(found?.funds.map((one) => [one.fund, one]))
    expect(partsOf(byId.get('btc')?.parts)).toEqual({ untyped: '-10000' })
    expect(byId.get('btc')?.reason).toBe('the venue publishes no flows of this fund')
    expect(byId.get('odd')).toMatchObject({ changeUsd: null, parts: [] })
    expect(byId.get('odd')?.assets[0]?.parts).toEqual([{ part: 'untyped', units: '-1', usd: null }])
    expect(found?.total).toMatchObject({ changeUsd: '-10000', leftOut: ['Fund odd'] })
  })

  test('contracts that moved between pools, pools that began and pools that ended are no flows, and it still adds up', async () => {
    await funds([
      fund('alpha', 'btc'),
      fund('alpha', 'young', { first_seen_at: at(8) }),
      fund('alpha', 'old', { withdrawn_at: at(9) }),
    ])
    await balances([
      held('btc', 4, '100', '10'),
      held('btc', 7, '60', '10'),
      held('btc', 8, '20', '10', { obs_status: 'B' }),
      held('btc', 14, '25', '10'),
      held('young', 8, '40', '10'),
      held('young', 14, '41', '10'),
      held('old', 4, '30', '10'),
      held('old', 8, '30', '10'),
    ])
    await insertStored(db.pool, 'disclosure_change', [
      // Two changes near each other: the step counts once.
      ...['one', 'two'].map((change) => ({
        change,
        venue: 'alpha',
        changed_on: '2026-11-08',
        changed_at: at(8),
        kind: 'pool_moved',
        text: 'moved',
        basis: 'collected',
        funds: ['btc', 'young'],
        markets: [],
        other_sources: [],
        via_copy: false,
        recorded_at: at(8),
      })),
    ])
    const found = await readAttribution(db, 'alpha', range)
    expect(partsOf(found?.total?.parts)).toEqual({ regrouped: '-400', started: '400', ended: '-300', untyped: '-340' })
    expect(found?.total).toMatchObject({ beforeUsd: '1300', afterUsd: '660', changeUsd: '-640' })
    expect(plain(sum((found?.total?.parts ?? []).map(({ usd }) => dec(usd))))).toBe('-640')
  })

  test('one dollar amount of unknown assets is not split and gets a bound; without a price it says why', async () => {
    await funds([fund('alpha', 'all')])
    const total = (day: number, usd: string) =>
      balance('alpha', 'all', 'USD', at(day), { units: usd, value_usd: usd, price_source: 'venue' })
    await balances([total(4, '1000'), total(14, '900')])
    expect((await readAttribution(db, 'alpha', range))?.funds[0]?.reason).toMatch(/no bound: no BTC price/)
    await insertStored(db.pool, 'market', [listedMarket('alpha', 'BTCUSDT', at(1))])
    await insertStored(db.pool, 'market_latest', [marketLatest('alpha', 'BTCUSDT', at(14), { mark_price: '800' })])
    await insertStored(
      db.pool,
      'open_interest',
      [
        openInterest('alpha', 'BTCUSDT', at(4), { mark_price: '1000' }),
        openInterest('alpha', 'BTCUSDT', at(14), { mark_price: '800' }),
      ],
      'observed_at',
    )
    const found = await readAttribution(db, 'alpha', range)
    expect(found?.funds[0]).toMatchObject({
      changeUsd: '-100',
      parts: [],
      bound: { lowUsd: '-100', highUsd: '100', referenceAsset: 'BTC', referenceReturn: -0.2 },
    })
    expect(found?.total).toBeNull()
    expect(found?.totalReason).toMatch(/one dollar amount/)
  })

  test('an announced injection counts where nothing types the flows of the only fund of that coin', async () => {
    await funds([fund('alpha', 'btc')])
    await balances([held('btc', 4, '100', '10'), held('btc', 14, '140', '10')])
    await insertStored(db.pool, 'record_figure', [
      {
        figure: 'x',
        venue: 'alpha',
        date: '2026-11-06',
        sort_date: '2026-11-06',
        date_precision: 'day',
        metric: 'company_injection',
        fund_type: 'insurance',
        amount: '50',
        asset: 'BTC',
        usd: null,
        confidence: 'high',
        note: '',
        usd_basis: null,
        via_copy: false,
        publisher: null,
        source_url: 'https://alpha.example/post',
        sort_order: 1,
      },
    ])
    const found = await readAttribution(db, 'alpha', range)
    expect(partsOf(found?.funds[0]?.parts)).toEqual({ announced: '500', untyped: '-100' })
    expect(found?.announced).toMatchObject([{ date: '2026-11-06', amount: '50', fund: 'btc' }])
  })

  test('is measured from the first balance where nothing was stored before, and says so', async () => {
    await funds([fund('alpha', 'btc')])
    await balances([held('btc', 8, '100', '10'), held('btc', 14, '90', '10')])
    const found = await readAttribution(db, 'alpha', range)
    expect(found).toMatchObject({ measuredFrom: at(8).toISOString(), total: { changeUsd: '-100' } })
    expect(await readAttribution(db, 'nobody', range)).toBeNull()
  })
})
