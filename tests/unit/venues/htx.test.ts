import { describe, expect, test } from 'vitest'
import htx from '@/lib/venues/htx'
import { isCoinMargined } from '@/lib/venues/htx/lines'
import { readVendorError } from '@/lib/venues/htx/sources'
import {
  declaredOf,
  type FixtureResponse,
  loadFixture,
  normaliseFixture,
  receive,
  sourceOf,
} from '../../support/venue-fixtures'

const checkedAt = new Date('2026-11-22T03:10:20Z')
const HOST = 'https://api.hbdm.com'
const depth = sourceOf(htx, 'depth')
const liquidations = sourceOf(htx, 'liquidations')
const openInterest = sourceOf(htx, 'open_interest')

describe('the history of the HTX fund', () => {
  const history = htx.histories.find((item) => item.id === 'fund_daily')
  if (!history) throw new Error('no history fund_daily')
  const source = declaredOf(htx, { source: 'fund_daily', lane: 'platform' })
  const day = (id: number) => new Date(Date.UTC(2026, 0, 1) + id * 86_400_000).toISOString().slice(0, 10)
  const page = (ids: readonly number[]) =>
    receive(
      source,
      {
        endpoint: 'insurance_fund_history',
        request: { method: 'GET', url: `${HOST}/v1/insurance_fund_history?direct=prev&limit=100` },
        status: 200,
        body: { status: 'ok', data: ids.map((id) => ({ query_id: id, insurance_fund: 1, date: day(id) })), ts: 1 },
      },
      checkedAt,
    )
  const down = (from: number, count: number) => Array.from({ length: count }, (_, back) => from - back)
  const context = { now: checkedAt, from: new Date(0) }

  test('goes on below the smallest id of a full page and ends with a short one', () => {
    expect(history.page('platform', null, context).url).toBe(`${HOST}/v1/insurance_fund_history?direct=prev&limit=100`)
    const cursor = history.nextCursor('platform', page(down(300, 100)), null, context)
    expect(cursor).toBe('201')
    expect(history.page('platform', cursor, context).url).toContain('&from_id=201')
    expect(history.nextCursor('platform', page(down(200, 99)), '201', context)).toBeNull()
    expect(history.nextCursor('platform', page([]), '201', context)).toBeNull()
  })

  test('does not go round when a page repeats, nor beyond what is wanted', () => {
    expect(history.nextCursor('platform', page(down(300, 100)), '201', context)).toBeNull()
    const late = { ...context, from: new Date(`${day(250)}T00:00:00Z`) }
    expect(history.nextCursor('platform', page(down(300, 100)), null, late)).toBeNull()
    const early = { ...context, from: new Date(`${day(150)}T00:00:00Z`) }
    expect(history.nextCursor('platform', page(down(300, 100)), null, early)).toBe('201')
  })
})

describe('HTX open interest', () => {
  const rows = normaliseFixture(openInterest, loadFixture('htx', 'open_interest', 'documented')).observations

  test('is one row per contract, not halved, and says which pages speak of both sides', () => {
    const found = rows.flatMap((item) =>
      item.kind === 'open_interest'
        ? [[item.market.market, item.valueUsd?.toFixed(), item.sourceSides, item.status]]
        : [],
    )
    expect(found).toEqual([
      ['BTC-USDT', '3823138.2456', 1, 'E'],
      ['BTC-USDT-211217', '530662.21', 1, 'E'],
      ['BTC-USD', '6500000', 1, 'A'],
      ['BTC210813', '39997600', 1, 'E'],
    ])
  })

  test('asks for dated contracts too', () => {
    const urls = openInterest.requests({ now: checkedAt, largestMarkets: [] }).map((item) => item.url)
    expect(urls).toContain(`${HOST}/linear-swap-api/v1/swap_open_interest?business_type=all`)
    expect(urls).not.toContain(`${HOST}/linear-swap-api/v1/swap_contract_info?business_type=all`)
  })
})

describe('HTX order books and liquidations', () => {
  const context = { now: checkedAt, largestMarkets: ['BTC-USDT', 'BTC-USD', 'ETH-USDT'] }

  test('are asked for linear contracts only', () => {
    expect(['BTC-USD', 'BTC261225', 'BTC-USDT', 'BTC-USDT-261225', '币安人生-USDT'].map(isCoinMargined)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
    expect(liquidations.requests(context).map((item) => item.subject)).toEqual(['BTC-USDT', 'ETH-USDT'])
    expect(liquidations.requests({ ...context, largestMarkets: [] })).toEqual([])
  })

  test('ask for a window of two hours', () => {
    const url = new URL(liquidations.requests(context)[0]?.url ?? '')
    const window = Number(url.searchParams.get('end_time')) - Number(url.searchParams.get('start_time'))
    expect([window, url.searchParams.get('direct'), url.searchParams.get('trade_type')]).toEqual([
      7_200_000,
      'prev',
      '0',
    ])
  })

  test('give no sum where a full answer ends before the band', () => {
    const level = (price: number) => [price, 3]
    const response = (endpoint: string, path: string, body: unknown, subject: string): FixtureResponse => ({
      endpoint,
      subject,
      request: { method: 'GET', url: `${HOST}/${path}` },
      status: 200,
      body,
    })
    const responses = [
      response(
        'contract_info',
        'linear-swap-api/v1/swap_contract_info',
        { status: 'ok', data: [{ contract_code: 'A-USDT', contract_size: 2 }] },
        'linear',
      ),
      response(
        'depth',
        'linear-swap-ex/market/depth',
        {
          status: 'ok',
          tick: {
            asks: Array.from({ length: 150 }, (_, index) => level(100.01 + 0.003 * index)),
            bids: Array.from({ length: 150 }, (_, index) => level(99.99 - 0.02 * index)),
            ts: 1795316999000,
          },
        },
        'A-USDT',
      ),
    ]
    const [found] = normaliseFixture(depth, { responses, checkedAt }).observations
    expect(found).toMatchObject({ kind: 'depth', askUsd1: null, askUsd2: null })
    // 50 and 100 levels of 3 contracts of 2 coins, at 99.5 and 99 on average.
    if (found?.kind === 'depth') expect([found.bidUsd1?.toNumber(), found.bidUsd2?.toNumber()]).toEqual([29850, 59400])
  })
})

test('errors of both versions are read, whatever the HTTP status', () => {
  expect(readVendorError({ status: 'error', err_code: 1332, err_msg: 'no', ts: 1 }, 200)).toEqual({
    code: '1332',
    message: 'no',
    kind: 'request',
  })
  expect(readVendorError({ status: 'error', 'err-code': 'invalid', 'err-msg': 'x' }, 200)?.code).toBe('invalid')
  expect(readVendorError({ status: 'error', err_code: 1032, err_msg: 'slow' }, 200)?.kind).toBe('busy')
  expect(readVendorError({ status: 'maintain' }, 200)?.kind).toBe('server')
  expect(readVendorError({ code: 1067, msg: 'bad', data: null }, 200)?.kind).toBe('request')
  expect(readVendorError({ code: 200, msg: '', data: [] }, 200)).toBeNull()
  expect(readVendorError({ status: 'ok', data: [] }, 200)).toBeNull()
})
