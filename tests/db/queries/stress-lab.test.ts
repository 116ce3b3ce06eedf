import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { connect, type Database } from '@/lib/db/client'
import { readStressVenue } from '@/lib/queries/stress-lab'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database'
import {
  balance,
  fund,
  fundLatest,
  insertStored,
  listedMarket,
  marketLatest,
  SHA,
  sourceStatus,
  venueLatest,
} from '@/tests/support/store-rows'

vi.mock('@/lib/venues/registry.generated', async () => {
  const { fakeVenue } = await import('@/tests/support/fake-venues')
  return { venueModules: [fakeVenue('alpha'), fakeVenue('beta')] }
})

const NOW = new Date('2026-11-20T12:30:00.000Z')
const checked = new Date('2026-11-20T12:29:30.000Z')
let store: TestDatabase
let db: Database

const covers = (fundId: string, market: string) => ({
  venue: 'alpha',
  fund: fundId,
  market,
  valid_from: checked,
  valid_to: null,
})

beforeAll(async () => {
  store = await createTestDatabase()
  db = connect(store.url)
  const good = { last_attempt_at: checked, last_success_at: checked, last_changed_at: checked }
  await insertStored(db.pool, 'venue_latest', [
    venueLatest('alpha', { covered_fund_usd: '700.5', covered_oi_usd: '9000', max_leverage: '80' }),
  ])
  await insertStored(db.pool, 'source_status', [
    sourceStatus('alpha', 'fund', 'fund', good),
    sourceStatus('alpha', 'oi', 'open_interest', good),
  ])
  await insertStored(db.pool, 'fund', [
    fund('alpha', 'usdt', { label: 'USDT pool' }),
    fund('alpha', 'btc', { label: 'BTC pool' }),
    fund('alpha', 'part', { label: 'a part', part_of: 'usdt' }),
    fund('alpha', 'safu', { label: 'protection', fund_type: 'protection' }),
  ])
  await insertStored(db.pool, 'fund_latest', [
    fundLatest('alpha', 'usdt', checked, {
      value_usd: '600.5',
      usable_usd: '180.15',
      usable_basis: 'rule',
      oi_usd: '8000',
      max_leverage: '100',
    }),
    fundLatest('alpha', 'btc', checked, {
      value_usd: '100',
      usable_usd: '100',
      usable_basis: 'full',
      oi_usd: '1000',
      max_leverage: null,
    }),
    fundLatest('alpha', 'part', checked, {}),
    fundLatest('alpha', 'safu', checked, {}),
  ])
  await insertStored(db.pool, 'balance_latest', [
    {
      ...balance('alpha', 'usdt', 'USDT', checked, { units: '600.5', price_usd: '1', value_usd: '600.5' }),
      cadence_s: 60,
    },
    {
      ...balance('alpha', 'btc', 'BTC', checked, { units: '0.002', price_usd: '50000', value_usd: '100' }),
      cadence_s: 60,
    },
  ])
  await insertStored(db.pool, 'market', [
    listedMarket('alpha', 'BTCUSDT', checked, { max_leverage: '100' }),
    listedMarket('alpha', 'ETHUSDT', checked, { max_leverage: '100' }),
    listedMarket('alpha', 'BTCUSD', checked, { contract_type: 'inverse', settle_asset: 'BTC', max_leverage: '50' }),
  ])
  await insertStored(db.pool, 'market_latest', [
    marketLatest('alpha', 'BTCUSDT', checked, { value_usd: '3000' }),
    marketLatest('alpha', 'ETHUSDT', checked, { value_usd: '5000' }),
    marketLatest('alpha', 'BTCUSD', checked, { value_usd: '1000' }),
  ])
  await insertStored(db.pool, 'fund_market', [
    covers('usdt', 'BTCUSDT'),
    covers('usdt', 'ETHUSDT'),
    covers('btc', 'BTCUSD'),
  ])
})
afterAll(async () => {
  await db.close()
  await store.drop()
})

describe('what the stress lab starts from', () => {
  test('are the pools that pay for liquidations, by open interest, with money, markets and evidence', async () => {
    const found = await readStressVenue(db, 'alpha', { now: NOW })
    expect(found).toMatchObject({ venue: 'alpha', name: 'Alpha', fundType: 'insurance', simulated: false })
    expect(found?.pools.map(({ fund: id }) => id)).toEqual(['usdt', 'btc'])
    expect(found?.pools[0]).toMatchObject({
      label: 'USDT pool',
      contract: 'linear',
      unit: 'USD',
      openInterest: '8000',
      fundAmount: '600.5',
      usable: '180.15',
      usableBasis: 'rule',
      maxLeverage: 100,
      state: 'live',
      assets: [{ asset: 'USDT', kind: 'stable', units: '600.5', rawSha256: SHA }],
    })
    expect(found?.pools[0]?.markets.map(({ market, rawSha256 }) => [market, rawSha256])).toEqual([
      ['ETHUSDT', SHA],
      ['BTCUSDT', SHA],
    ])
    expect(found?.meta.dataAsOf).toBe(checked.toISOString())
  })

  test('counts an inverse pool in its coin at the price of its own balance', async () => {
    const found = await readStressVenue(db, 'alpha', { now: NOW })
    expect(found?.pools[1]).toMatchObject({
      contract: 'inverse',
      unit: 'BTC',
      priceUsd: '50000',
      openInterest: '0.02',
      fundAmount: '0.002',
      openInterestUsd: '1000',
      maxLeverage: null,
      leverageReason: 'highest leverage not yet collected',
    })
  })

  test('is for the venue the covered money over the covered open interest', async () => {
    const found = await readStressVenue(db, 'alpha', { now: NOW })
    expect(found?.whole).toMatchObject({
      fund: null,
      contract: 'linear',
      otherContracts: 1,
      openInterest: '9000',
      fundAmount: '700.5',
      usable: '700.5',
      maxLeverage: 80,
    })
    expect(found?.whole.assets.map(({ asset, valueUsd }) => [asset, valueUsd])).toEqual([
      ['USDT', '600.5'],
      ['BTC', '100'],
    ])
  })

  test('states nothing that is too old, and says why', async () => {
    const later = new Date(NOW.getTime() + 3_600_000)
    const found = await readStressVenue(db, 'alpha', { now: later })
    for (const pool of [...(found?.pools ?? []), found?.whole]) {
      expect(pool).toMatchObject({ openInterest: null, fundAmount: null, usable: null, openInterestUsd: null })
      expect(pool?.reason).toContain('too old to state coverage')
    }
    expect(found?.pools).toHaveLength(2)
  })

  test('is empty with its reason where nothing was collected, and nothing for an unknown venue', async () => {
    const beta = await readStressVenue(db, 'beta', { now: NOW })
    expect(beta).toMatchObject({
      pools: [],
      whole: { openInterest: null, fundAmount: null, reason: 'not yet collected' },
    })
    expect(await readStressVenue(db, 'gamma', { now: NOW })).toBeNull()
  })
})
