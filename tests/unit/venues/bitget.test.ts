import { describe, expect, test } from 'vitest'
import type { FundBalanceObservation, OpenInterestObservation } from '@/lib/core/observation'
import bitget from '@/lib/venues/bitget'
import { readVendorError } from '@/lib/venues/bitget/sources'
import {
  type FixtureResponse,
  loadFixture,
  normaliseFixture,
  receive,
  sourceOf,
  type VenueFixture,
} from '../../support/venue-fixtures'

const fund = sourceOf(bitget, 'fund')
const openInterest = sourceOf(bitget, 'open_interest')
const depth = sourceOf(bitget, 'depth')
const checkedAt = new Date('2026-11-22T03:10:00Z')
const context = { now: checkedAt, largestMarkets: [] }
const HOST = 'https://api.bitget.com/api/v3/market'

const without = (fixture: VenueFixture, endpoint: string): VenueFixture => ({
  ...fixture,
  responses: fixture.responses.filter((item) => item.endpoint !== endpoint),
})
const balances = (fixture: VenueFixture) =>
  normaliseFixture(fund, fixture).observations.filter(
    (item): item is FundBalanceObservation => item.kind === 'fund_balance',
  )

describe('the Bitget pools', () => {
  test('are asked for once per category, never once per contract', () => {
    expect(fund.requests(context).map((item) => item.url)).toEqual([
      `${HOST}/risk-reserve-all?category=USDT-FUTURES`,
      `${HOST}/risk-reserve-all?category=USDC-FUTURES`,
      `${HOST}/risk-reserve-all?category=COIN-FUTURES`,
      `${HOST}/tickers?category=COIN-FUTURES`,
    ])
  })

  test('keep their coin without a dollar value while no index is known', () => {
    const [btc] = balances(without(loadFixture('bitget', 'fund', 'documented'), 'coin_index')).filter(
      (item) => item.asset === 'BTC',
    )
    expect([btc?.units.toFixed(), btc?.valueUsd, btc?.status]).toEqual(['1.5', null, 'M'])
    expect(btc?.reason).toContain('BTC')
  })

  test('are estimates: that a row is a pool of its own is read from the layout', () => {
    const priced = balances(loadFixture('bitget', 'fund', 'documented')).filter((item) => item.valueUsd !== null)
    expect(priced.length).toBeGreaterThan(0)
    for (const item of priced) expect(item).toMatchObject({ status: 'E', reason: expect.stringContaining('layout') })
  })

  test('cover exactly the contracts their row names', () => {
    const shared = balances(loadFixture('bitget', 'fund', 'documented')).find((item) => item.fund.shared)
    expect(shared?.fund.cover).toEqual({ kind: 'markets', markets: ['DOGEUSDT', 'ADAUSDT'] })
  })
})

describe('Bitget open interest', () => {
  test('leaves coin-margined contracts out by rule, as not documented', () => {
    const { observations } = normaliseFixture(openInterest, loadFixture('bitget', 'open_interest', 'documented'))
    const rows = observations.filter((item): item is OpenInterestObservation => item.kind === 'open_interest')
    expect(rows.map((item) => [item.market.market, item.undocumented])).toEqual([
      ['BTCUSDT', false],
      ['BTCPERP', false],
      ['BTCUSD', true],
    ])
  })
})

describe('Bitget order books', () => {
  const instruments = (symbol: string): FixtureResponse => ({
    endpoint: 'instruments',
    subject: 'USDT-FUTURES',
    request: { method: 'GET', url: `${HOST}/instruments?category=USDT-FUTURES` },
    status: 200,
    body: {
      code: '00000',
      data: [
        {
          symbol,
          category: 'USDT-FUTURES',
          baseCoin: 'A',
          quoteCoin: 'USDT',
          symbolType: 'perpetual',
          status: 'online',
        },
      ],
    },
  })

  test('are asked for by category and symbol, after the instruments, once', () => {
    const received = [receive(depth, instruments('BTCUSDT'), checkedAt)]
    const plan = { now: checkedAt, largestMarkets: ['BTCUSDT', 'GONEUSDT'] }
    expect(depth.requests(plan).map((item) => item.subject)).toEqual(['USDT-FUTURES', 'USDC-FUTURES'])
    expect(depth.next?.(received, { ...plan, round: 1 }).map((item) => item.url)).toEqual([
      `${HOST}/orderbook?category=USDT-FUTURES&symbol=BTCUSDT&limit=200`,
    ])
    expect(depth.next?.(received, { ...plan, round: 2 })).toEqual([])
  })

  test('give no sum where a full answer ends before the band', () => {
    const levels = (sign: 1 | -1, step: number) =>
      Array.from({ length: 200 }, (_, index) => [(100 + sign * step * (index + 1)).toFixed(3), '2'])
    const book: FixtureResponse = {
      endpoint: 'orderbook',
      subject: 'BTCUSDT',
      request: { method: 'GET', url: `${HOST}/orderbook` },
      status: 200,
      body: { code: '00000', data: { a: levels(1, 0.02), b: levels(-1, 0.003) } },
    }
    const [found] = normaliseFixture(depth, { responses: [instruments('BTCUSDT'), book], checkedAt }).observations
    expect(found).toMatchObject({ kind: 'depth', bidUsd1: null, bidUsd2: null })
    // Asks reach 104; 50 levels lie within 1 % of 100.0085, at 100.51 on average.
    if (found?.kind === 'depth') expect(found.askUsd1?.toNumber()).toBe(10051)
  })

  test('are not asked for before the largest markets are known', () => {
    expect(depth.requests(context)).toEqual([])
  })
})

describe('Bitget histories', () => {
  const [daily] = bitget.histories
  const listed = loadFixture('bitget', 'reserve_daily', 'documented').responses.slice(0, 3)
  if (!daily) throw new Error('no daily history')
  const received = listed.map((response) =>
    receive({ ...daily, normalise: () => ({ observations: [], rejected: [] }) }, response, checkedAt),
  )

  test('ask once per pool, by its first contract, so that no pool is read twice', () => {
    const lanes = daily.lanes(received, { now: checkedAt, from: new Date(0) })
    expect(lanes).toEqual(['USDT-FUTURES:ADAUSDT', 'USDT-FUTURES:BTCUSDT', 'COIN-FUTURES:BTCUSD'])
    expect(daily.page('COIN-FUTURES:BTCUSD', null, { now: checkedAt, from: new Date(0) }).url).toBe(
      `${HOST}/risk-reserve?category=COIN-FUTURES&symbol=BTCUSD`,
    )
  })
})

test('errors are read by code, whatever the HTTP status', () => {
  const body = { code: '40034', msg: 'Parameter does not exist', requestTime: 1, data: null }
  expect(readVendorError(body, 200)).toEqual({ code: '40034', message: 'Parameter does not exist', kind: 'request' })
  expect(readVendorError({ ...body, code: '429' }, 200)?.kind).toBe('busy')
  expect(readVendorError(body, 429)?.kind).toBe('busy')
  expect(readVendorError(body, 502)?.kind).toBe('server')
  expect(readVendorError({ code: '00000', data: [] }, 200)).toBeNull()
})
