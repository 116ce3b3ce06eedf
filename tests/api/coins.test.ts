import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import * as series from '@/app/api/v1/[series]/route'
import { parseCsv } from '@/tests/support/csv'
import { ask, openSite, type Site } from '@/tests/support/site'
import {
  adlSignal,
  balance,
  fund,
  fundLatest,
  insertStored,
  listedMarket,
  marketLatest,
  SHA,
  sourceStatus,
} from '@/tests/support/store-rows'

vi.mock('@/lib/venues/registry.generated', async () => {
  const { fakeVenue } = await import('@/tests/support/fake-venues')
  const none = { signal: null, absence: 'No signal.', rule: 'A rule.', sourceUrl: 'https://example.com' } as const
  return {
    venueModules: [
      fakeVenue('alpha'),
      fakeVenue('beta', { fundType: null, fundAbsence: 'Beta publishes no fund.', adl: none }),
    ],
  }
})

const NOW = new Date('2026-11-20T12:30:00.000Z')
const CHECKED = new Date('2026-11-20T12:29:30.000Z')
let site: Site

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  site = await openSite()
  const { pool } = site.db
  const good = { last_attempt_at: CHECKED, last_success_at: CHECKED, last_changed_at: CHECKED }
  await insertStored(
    pool,
    'source_status',
    ['alpha', 'beta'].flatMap((venue) => [
      sourceStatus(venue, 'fund', 'fund', good),
      sourceStatus(venue, 'oi', 'open_interest', good),
    ]),
  )
  await insertStored(pool, 'market', [
    listedMarket('alpha', 'BTCUSDT', CHECKED),
    listedMarket('beta', 'XBTUSD', CHECKED, { base_asset: 'XBT' }),
    listedMarket('alpha', 'ONLYUSDT', CHECKED, { base_asset: 'ONLY' }),
  ])
  await insertStored(pool, 'market_latest', [
    marketLatest('alpha', 'BTCUSDT', CHECKED, { value_usd: '4000.5' }),
    marketLatest('beta', 'XBTUSD', CHECKED, { value_usd: null, reason: 'unit not documented' }),
  ])
  await insertStored(pool, 'fund', [fund('alpha', 'usdt')])
  await insertStored(pool, 'fund_latest', [fundLatest('alpha', 'usdt', CHECKED)])
  await insertStored(pool, 'balance_latest', [{ ...balance('alpha', 'usdt', 'USDT', CHECKED), cadence_s: 60 }])
  await insertStored(pool, 'fund_market', [
    { venue: 'alpha', fund: 'usdt', market: 'BTCUSDT', valid_from: CHECKED, valid_to: null },
  ])
  await insertStored(pool, 'adl_latest', [
    adlSignal('alpha', 'BTCUSDT', CHECKED, { value: 'medium', level: 1, proximity: 0.6 }),
  ])
})
afterAll(async () => {
  vi.useRealTimers()
  await site.close()
})

const fetchFile = (file: string, query = '') =>
  series.GET(ask(`/api/v1/${file}${query}`), { params: Promise.resolve({ series: file }) })

describe('/api/v1/coins', () => {
  test('has one row per coin, venue and market, with its pool or the reason', async () => {
    const { data, meta } = await (await fetchFile('coins.json')).json()
    expect(meta.data_as_of).toBe(CHECKED.toISOString())
    expect(data).toHaveLength(2)
    expect(data[0]).toMatchObject({
      coin: 'BTC',
      base_asset: 'BTC',
      coins_per_base: 1,
      venue: 'alpha',
      market: 'BTCUSDT',
      backing: 'insurance',
      fund: 'usdt',
      further_funds: [],
      fund_usd: '200',
      coverage: 0.05,
      exhaustion_low: 0.05,
      exhaustion_high: 0.12,
      fund_state: 'live',
      oi_usd: '4000.5',
      max_leverage: '100',
      adl_signal: 'adlRisk',
      adl_value: 'medium',
      adl_level: 1,
      adl_proximity: 0.6,
      basis: 'collected',
      reason: null,
      raw_sha256: SHA,
    })
    expect(data[1]).toMatchObject({
      coin: 'BTC',
      base_asset: 'XBT',
      venue: 'beta',
      backing: 'none',
      fund: null,
      fund_usd: null,
      coverage: null,
      oi_usd: null,
      adl_level: null,
      reason: 'Beta publishes no fund; unit not documented; No signal',
    })
  })

  test('gives the same as CSV and NDJSON, narrows by venue, and refuses what it does not know', async () => {
    const [header, ...rows] = parseCsv(await (await fetchFile('coins.csv', '?venue=beta')).text())
    expect(header?.slice(0, 5)).toEqual(['coin', 'base_asset', 'coins_per_base', 'venue', 'market'])
    expect(rows.map((row) => row[4])).toEqual(['XBTUSD'])
    const lines = (await (await fetchFile('coins.ndjson')).text()).trim().split('\n')
    expect(lines).toHaveLength(2)
    expect(Object.keys(JSON.parse(lines[0] ?? '{}'))).toEqual(header)
    expect((await fetchFile('coins.csv', '?coin=BTC')).status).toBe(400)
    expect((await fetchFile('coins.csv', '?venue=nobody')).status).toBe(404)
  })
})
