import { describe, expect, test } from 'vitest'
import bitfinex from '@/lib/venues/bitfinex'
import { isPaper } from '@/lib/venues/bitfinex/pairs'
import { readVendorError } from '@/lib/venues/bitfinex/sources'
import {
  declaredOf,
  endpointOf,
  type FixtureResponse,
  loadFixture,
  normaliseFixture,
  receive,
  sourceOf,
  toReceived,
} from '../../support/venue-fixtures'

const checkedAt = new Date('2026-11-22T03:10:00Z')
const HOST = 'https://api-pub.bitfinex.com/v2'
const fund = sourceOf(bitfinex, 'fund')
const openInterest = sourceOf(bitfinex, 'open_interest')
const depth = sourceOf(bitfinex, 'depth')
const context = { now: checkedAt, largestMarkets: [] }

describe('the Bitfinex fund', () => {
  test('is one per collateral, however many pairs repeat it', () => {
    const { observations } = normaliseFixture(fund, loadFixture('bitfinex', 'fund', 'documented'))
    expect(observations.flatMap((item) => (item.kind === 'fund_balance' ? [item.fund.key] : []))).toEqual([
      'usdt',
      'btc',
    ])
  })

  test('is not published where the pairs of a collateral differ: a sum might count money twice', () => {
    const { observations, rejected } = normaliseFixture(fund, loadFixture('bitfinex', 'fund', 'differing'))
    expect(observations).toHaveLength(1)
    expect(rejected.map((item) => [item.reason, item.detail])).toEqual([
      ['inconsistent', expect.stringContaining('2 different balances among the pairs in USDT')],
    ])
  })

  test('is missing, not empty, when the answer is an empty list', () => {
    expect(endpointOf(fund, 'status_deriv').schema.safeParse([]).success).toBe(false)
  })
})

describe('Bitfinex requests', () => {
  test('ask for the tickers of the listed pairs, and never of paper ones', () => {
    const fixture = loadFixture('bitfinex', 'open_interest', 'edges')
    const received = toReceived(openInterest, { ...fixture, responses: fixture.responses.slice(0, 1) })
    const [tickers, ...others] = openInterest.next?.(received, { ...context, round: 1 }) ?? []
    expect(others).toEqual([])
    expect(tickers?.url).toContain('tEUROPE50IXF0:USTF0')
    expect(tickers?.url).not.toContain('TEST')
    expect(openInterest.next?.(received, { ...context, round: 2 })).toEqual([])
    expect(['tTESTBTCF0:TESTUSDTF0', 'TESTBTCF0:TESTUSDTF0', 'tBTCF0:USTF0', 5].map(isPaper)).toEqual([
      true,
      true,
      false,
      false,
    ])
  })

  test('weigh the scarce calls by their limits', () => {
    const [liquidations] = sourceOf(bitfinex, 'liquidations').requests(context)
    expect(liquidations?.weight).toBe(30)
  })
})

test('a side of fifty levels that ends before the band gives no sum', () => {
  const book: FixtureResponse = {
    endpoint: 'book',
    subject: 'AF0:USTF0',
    request: { method: 'GET', url: `${HOST}/book/tAF0:USTF0/P0?len=100` },
    status: 200,
    body: [
      ...Array.from({ length: 50 }, (_, index) => [99.99 - 0.001 * index, 1, 2]),
      ...Array.from({ length: 49 }, (_, index) => [100.01 + 0.001 * index, 1, -2]),
    ],
  }
  const [found] = normaliseFixture(depth, { responses: [book], checkedAt }).observations
  expect(found).toMatchObject({ kind: 'depth', bidUsd1: null, bidUsd2: null })
  // 49 asks are fewer than an answer may have: 98 units at 100.034 on average.
  if (found?.kind === 'depth') expect(found.askUsd2?.toNumber()).toBeCloseTo(9803.332, 6)
})

describe('Bitfinex histories', () => {
  const [history] = bitfinex.histories
  if (!history) throw new Error('no history')
  const DAY = 86_400_000
  const today = Date.UTC(2026, 10, 22)
  const plan = { now: checkedAt, from: new Date(0) }
  const page = (body: readonly unknown[]) =>
    receive(
      declaredOf(bitfinex, { source: history.id, lane: 'BTCF0:USTF0' }),
      { endpoint: 'status_deriv_hist', request: { method: 'GET', url: HOST }, status: 200, body },
      checkedAt,
    )

  test('read one row per day, going back', () => {
    expect(history.page('BTCF0:USTF0', null, plan).url).toBe(
      `${HOST}/status/deriv/tBTCF0:USTF0/hist?start=${today}&end=${today + 3_600_000}&sort=1&limit=1`,
    )
    expect(history.nextCursor('BTCF0:USTF0', page([[1]]), null, plan)).toBe(`${today - DAY}/0`)
    expect(history.page('BTCF0:USTF0', `${today - DAY}/0`, plan).url).toContain(`start=${today - DAY}&`)
  })

  test('end after three silent days, at the first month, and where nothing older is wanted', () => {
    expect(history.nextCursor('BTCF0:USTF0', page([]), null, plan)).toBe(`${today - DAY}/1`)
    expect(history.nextCursor('BTCF0:USTF0', page([]), `${today}/2`, plan)).toBeNull()
    expect(history.nextCursor('BTCF0:USTF0', page([[1]]), `${today}/2`, plan)).toBe(`${today - DAY}/0`)
    expect(history.nextCursor('BTCF0:USTF0', page([[1]]), `${Date.UTC(2019, 8, 1)}/0`, plan)).toBeNull()
    expect(history.nextCursor('BTCF0:USTF0', page([[1]]), `${today}/0`, { ...plan, from: checkedAt })).toBeNull()
  })
})

test('errors are lists or objects', () => {
  expect(readVendorError(['error', 10020, 'symbol: invalid'], 500)).toEqual({
    code: '10020',
    message: 'symbol: invalid',
    kind: 'request',
  })
  expect(readVendorError(['error', 20060, 'maintenance'], 503)?.kind).toBe('server')
  expect(readVendorError({ error: 'ERR_RATE_LIMIT' }, 200)?.kind).toBe('busy')
  expect(readVendorError([['tBTCF0:USTF0', 1]], 200)).toBeNull()
})
