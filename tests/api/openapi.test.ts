import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApiDocument } from '@/lib/queries/openapi/document'
import type { OpenApiDocument } from '@/lib/queries/openapi/types'
import { loadRecord } from '@/lib/record/load'
import { walkExamples, walkHeaders } from '@/tests/support/openapi/walk'
import { sendToRoutes } from '@/tests/support/routes'
import { openSite, type Site } from '@/tests/support/site'
import {
  adlSignal,
  balance,
  bookDepth,
  bucket,
  flow,
  fund,
  fundLatest,
  insertStored,
  liquidation,
  marketVolume,
  openInterest,
  sourceStatus,
  venueLatest,
} from '@/tests/support/store-rows'

const at = new Date('2026-11-20T11:00:00Z')
let site: Site
let document: OpenApiDocument

beforeAll(async () => {
  site = await openSite()
  const { pool } = site.db
  await loadRecord(site.db, { now: new Date('2026-11-20T12:00:00Z') })
  await insertStored(pool, 'venue_latest', [venueLatest('bybit', { checked_at: at, fund_observed_at: at })])
  await insertStored(pool, 'source_status', [
    sourceStatus('bybit', 'fund', 'fund', {
      last_attempt_at: at,
      last_success_at: at,
      consecutive_failures: 3,
      error_kind: 'timeout',
    }),
  ])
  await insertStored(pool, 'fund', [fund('bybit', 'usdt')])
  await insertStored(pool, 'fund_latest', [fundLatest('bybit', 'usdt', at)])
  await insertStored(pool, 'balance_latest', [{ ...balance('bybit', 'usdt', 'USDT', at), cadence_s: 60 }])
  await insertStored(pool, 'fund_balance', [balance('bybit', 'usdt', 'USDT', at, { revision: 0 })], 'observed_at')
  await insertStored(pool, 'open_interest', [openInterest('bybit', 'BTCUSDT', at, { revision: 0 })], 'observed_at')
  await insertStored(pool, 'adl_signal', [adlSignal('bybit', 'BTCUSDT', at, { level: 3 })], 'observed_at')
  await insertStored(pool, 'fund_flow', [flow('bybit', 'usdt', at)], 'observed_at')
  await insertStored(pool, 'market_volume', [marketVolume('bybit', 'BTCUSDT', at)], 'observed_at')
  await insertStored(pool, 'book_depth', [bookDepth('bybit', 'BTCUSDT', at)], 'observed_at')
  await insertStored(pool, 'liquidation', [liquidation('bybit', 'x', at)], 'observed_at')
  for (const table of ['coverage_day', 'coverage_hour', 'coverage_raw'])
    await insertStored(pool, table, [bucket('bybit', 'total', at, { revision: 0 })], 'bucket_start')
  document = await (await sendToRoutes('/openapi.json', { method: 'GET' })).json()
})
afterAll(async () => {
  await site.close()
})

test('the description is served as it is made', () => {
  expect(document).toEqual(JSON.parse(JSON.stringify(openApiDocument({ publicUrl: document.servers[0]?.url ?? '' }))))
  expect(document.openapi).toBe('3.1.1')
  for (const path of ['/feed.xml', '/api/v1/adl.csv', '/api/v1/stress']) expect(document.paths).toHaveProperty([path])
})

test('every example answers as documented', async () => {
  const { requests, faults } = await walkExamples(document, sendToRoutes)
  expect(faults).toEqual([])
  expect(requests).toBeGreaterThan(400)
}, 300_000)

test('every address keeps to the rules for headers', async () => {
  const { requests, faults } = await walkHeaders(document, sendToRoutes)
  expect(faults).toEqual([])
  expect(requests).toBeGreaterThan(45)
}, 300_000)
