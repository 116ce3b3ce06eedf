import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { connect, type Database } from '@/lib/db/client'
import { readCoin, readCoins } from '@/lib/queries/coins'
import { createTestDatabase, type TestDatabase } from '@/tests/support/database'
import {
  adlSignal,
  balance,
  fund,
  fundLatest,
  insertStored,
  listedMarket,
  marketLatest,
  sourceStatus,
} from '@/tests/support/store-rows'

vi.mock('@/lib/venues/registry.generated', async () => {
  const { fakeSource, fakeVenue } = await import('@/tests/support/fake-venues')
  const silent = {
    signal: null,
    absence: 'Shown to holders only.',
    rule: 'A rule.',
    sourceUrl: 'https://example.com/adl',
  } as const
  return {
    venueModules: [
      fakeVenue('alpha', {
        sources: [fakeSource('fund', 'fund', 60), fakeSource('oi', 'open_interest', 60), fakeSource('adl', 'adl', 60)],
      }),
      fakeVenue('beta', { fundType: 'vault', adl: silent }),
      fakeVenue('gamma', { fundType: null, fundAbsence: 'Gamma publishes no fund.', adl: silent }),
      fakeVenue('pool', { fundType: 'counterparty', adl: silent }),
      fakeVenue('gone', { status: 'closed', statusNote: 'Closed.', sources: [] }),
    ],
  }
})

const NOW = new Date('2026-11-20T12:30:00.000Z')
const CHECKED = new Date('2026-11-20T12:29:30.000Z')
const OLD = new Date('2026-11-20T12:20:00.000Z')
let store: TestDatabase
let db: Database

beforeAll(async () => {
  store = await createTestDatabase()
  db = connect(store.url)
  const good = { last_attempt_at: CHECKED, last_success_at: CHECKED, last_changed_at: CHECKED }
  const pepe = { base_asset: '1000PEPE', max_leverage: '25' }
  await insertStored(
    db.pool,
    'source_status',
    ['alpha', 'beta', 'gamma', 'pool'].flatMap((venue) => [
      sourceStatus(venue, 'fund', 'fund', good),
      sourceStatus(venue, 'oi', 'open_interest', good),
      sourceStatus(venue, 'adl', 'adl', good),
    ]),
  )
  await insertStored(db.pool, 'market', [
    listedMarket('alpha', 'BTCUSDT', CHECKED),
    listedMarket('alpha', 'BTCUSD', CHECKED, { contract_type: 'inverse', settle_asset: 'BTC', max_leverage: '50' }),
    listedMarket('alpha', 'BTCOLD', CHECKED, { listed: false }),
    listedMarket('alpha', '1000PEPEUSDT', CHECKED, pepe),
    listedMarket('alpha', 'ONLYUSDT', CHECKED, { base_asset: 'ONLY' }),
    listedMarket('beta', 'BTC', CHECKED, { base_asset: 'XBT' }),
    listedMarket('beta', 'kPEPE', CHECKED, { base_asset: 'kPEPE', max_leverage: null, max_leverage_at: null }),
    listedMarket('gamma', 'BTC-PERP', CHECKED),
    listedMarket('pool', 'arb:BTC/USD [X]', CHECKED),
    listedMarket('gone', 'BTCUSDT', CHECKED),
  ])
  await insertStored(db.pool, 'market_latest', [
    marketLatest('alpha', 'BTCUSDT', CHECKED, { value_usd: '1000' }),
    marketLatest('alpha', 'BTCUSD', CHECKED, { value_usd: '300' }),
    marketLatest('alpha', '1000PEPEUSDT', CHECKED, { value_usd: '70' }),
    marketLatest('beta', 'BTC', CHECKED, { value_usd: '20' }),
    marketLatest('beta', 'kPEPE', CHECKED, { value_usd: null, reason: 'face value not documented' }),
    // More than four cadences ago.
    marketLatest('gamma', 'BTC-PERP', OLD, { value_usd: '9999' }),
    marketLatest('pool', 'arb:BTC/USD [X]', CHECKED, { value_usd: '5' }),
  ])
  await insertStored(db.pool, 'fund', [
    fund('alpha', 'usdt'),
    fund('alpha', 'btc'),
    fund('alpha', 'usdt-part', { part_of: 'usdt' }),
    fund('alpha', 'saver', { fund_type: 'protection' }),
    fund('beta', 'vault', { fund_type: 'vault' }),
    fund('pool', 'arb-btc-usd-x', { fund_type: 'counterparty', scope: 'market', cover_kind: 'none' }),
    fund('pool', 'arb-eth-usd-x', { fund_type: 'counterparty', scope: 'market', cover_kind: 'none' }),
  ])
  await insertStored(db.pool, 'fund_latest', [
    fundLatest('alpha', 'usdt', CHECKED, { coverage: 0.04, value_usd: '500' }),
    fundLatest('alpha', 'btc', CHECKED, { coverage: 0.2, value_usd: '90' }),
    fundLatest('alpha', 'usdt-part', CHECKED, { coverage: 0.5 }),
    fundLatest('beta', 'vault', CHECKED, { coverage: 0.9 }),
    fundLatest('pool', 'arb-btc-usd-x', CHECKED, { coverage: null, exhaustion_low: null, value_usd: '77' }),
  ])
  await insertStored(
    db.pool,
    'balance_latest',
    (
      [
        ['alpha', 'usdt'],
        ['alpha', 'btc'],
        ['beta', 'vault'],
        ['pool', 'arb-btc-usd-x'],
      ] as const
    ).map(([venue, id]) => ({ ...balance(venue, id, 'USDT', CHECKED), cadence_s: 60 })),
  )
  const covers = (venue: string, id: string, market: string, to: Date | null = null) => ({
    venue,
    fund: id,
    market,
    valid_from: OLD,
    valid_to: to,
  })
  await insertStored(db.pool, 'fund_market', [
    covers('alpha', 'usdt', 'BTCUSDT'),
    covers('alpha', 'usdt-part', 'BTCUSDT'),
    covers('alpha', 'usdt', '1000PEPEUSDT'),
    covers('alpha', 'btc', 'BTCUSD'),
    covers('alpha', 'btc', 'BTCUSDT', CHECKED),
    covers('beta', 'vault', 'BTC'),
  ])
  await insertStored(db.pool, 'adl_latest', [
    adlSignal('alpha', 'BTCUSDT', CHECKED, { value: 'medium', level: 1, proximity: 0.6 }),
    adlSignal('alpha', 'BTCUSD', CHECKED),
    adlSignal('alpha', '1000PEPEUSDT', OLD, { value: 'high', level: 3 }),
  ])
})
afterAll(async () => {
  await db.close()
  await store.drop()
})

describe('readCoins', () => {
  test('lists coins of two or more followed venues, by open interest', async () => {
    const { coins, single, venues } = await readCoins(db, { now: NOW })
    expect(coins.map(({ coin }) => coin)).toEqual(['BTC', 'PEPE', 'ETH'])
    expect(single).toBe(1)
    expect(venues).toBe(4)
    const [btc, pepe, eth] = coins
    expect(btc).toMatchObject({ venues: 4, contracts: 5, oiUsd: '1325', oiStated: 4, names: ['BTC', 'XBT'] })
    expect(pepe).toMatchObject({ venues: 2, oiUsd: '70', oiStated: 1, names: ['1000PEPE', 'kPEPE'] })
    // Listed by rule, but nowhere: said, not left out and not zero.
    expect(eth).toMatchObject({ venues: 0, contracts: 0, oiUsd: null, adl: null })
  })

  test('keeps kinds of pool apart at both ends, and components out of them', async () => {
    const { coins } = await readCoins(db, { now: NOW })
    expect(coins[0]?.insurance).toMatchObject({
      weakest: { venue: 'alpha', fund: 'usdt', coverage: 0.04 },
      strongest: { venue: 'alpha', fund: 'btc', coverage: 0.2 },
      pools: 2,
      stated: 2,
    })
    expect(coins[0]?.vault).toMatchObject({ weakest: { venue: 'beta', coverage: 0.9 }, pools: 1 })
    expect(coins[1]?.vault).toMatchObject({ weakest: null, pools: 0 })
  })

  test('takes no signal for now that is too old', async () => {
    const { coins } = await readCoins(db, { now: NOW })
    expect(coins[0]?.adl).toMatchObject({ level: 1, venue: 'alpha', subject: 'BTCUSDT' })
    expect(coins[1]?.adl).toBeNull()
    expect(coins[1]?.adlVenues).toBe(0)
  })
})

describe('readCoin', () => {
  const read = async (coin: string) => (await readCoin(db, coin, { now: NOW }))?.backings ?? []

  test('puts contracts with the same money behind them together, and says why there is none', async () => {
    const rows = await read('BTC')
    expect(rows.map(({ venue, backing, pool }) => [venue, backing, pool?.fund ?? null])).toEqual([
      ['alpha', 'insurance', 'btc'],
      ['alpha', 'insurance', 'usdt'],
      ['beta', 'vault', 'vault'],
      ['gamma', 'none', null],
      ['pool', 'counterparty', 'arb-btc-usd-x'],
    ])
    expect(rows[1]?.others.map(({ fund: id, partOf }) => [id, partOf])).toEqual([['usdt-part', 'usdt']])
    expect(rows[1]).toMatchObject({ oiUsd: '1000', maxLeverage: 100, pool: { marketsCovered: 2, coverage: 0.04 } })
    expect(rows[3]).toMatchObject({
      reason: 'Gamma publishes no fund.',
      adlAbsence: 'Shown to holders only.',
      oiUsd: null,
      oiReason: 'last checked 10 minutes ago: too old to state',
    })
    expect(rows[4]?.pool).toMatchObject({ coverage: null, valueUsd: '77' })
  })

  test('unifies names, keeps the one printed, and gives reasons for what is missing', async () => {
    const [alpha, beta] = await read('PEPE')
    expect(alpha?.contracts[0]).toMatchObject({ baseAsset: '1000PEPE', coinsPerBase: 1000, oiUsd: '70' })
    expect(alpha?.adl[0]).toMatchObject({ level: 3, stale: 'last checked 10 minutes ago: too old to say now' })
    expect(beta).toMatchObject({
      backing: 'none',
      reason: 'none of the funds the venue publishes is known to cover this contract',
      oiUsd: null,
      oiReason: 'face value not documented',
      maxLeverage: null,
    })
  })

  test('is null for a coin that no followed venue lists, and empty for BTC and ETH', async () => {
    expect(await readCoin(db, 'NOPE', { now: NOW })).toBeNull()
    expect(await readCoin(db, 'ETH', { now: NOW })).toMatchObject({ backings: [], summary: { venues: 0 } })
  })
})
