import { describe, expect, test } from 'vitest'
import type { History, Received } from '@/lib/venues/_contract/module'
import lighter from '@/lib/venues/lighter'
import { declaredOf, loadFixture, normaliseFixture, sourceOf, toReceived } from '../../support/venue-fixtures'

const fund = sourceOf(lighter, 'fund')
const openInterest = sourceOf(lighter, 'open_interest')
const depth = sourceOf(lighter, 'depth')
const liquidations = sourceOf(lighter, 'liquidations')
const now = new Date('2026-11-23T12:00:00Z')

function historyOf(id: string): History {
  const found = lighter.histories.find((history) => history.id === id)
  if (!found) throw new Error(`no history ${id}`)
  return found
}

describe('LLP', () => {
  test('is read from the account the venue names now', () => {
    const other = loadFixture('lighter', 'fund', 'other-account')
    const received = toReceived(fund, { ...other, responses: other.responses.slice(0, 1) })
    const planned = fund.next?.(received, { now, largestMarkets: [], round: 1 }) ?? []
    expect(planned.map((request) => request.url)).toEqual([
      'https://mainnet.zklighter.elliot.ai/api/v1/account?by=index&value=281474976680784',
    ])
    expect(fund.next?.(received, { now, largestMarkets: [], round: 2 })).toEqual([])
  })

  test('is a vault that stands behind the markets naming it; strategies are parts of it', () => {
    const { observations } = normaliseFixture(fund, loadFixture('lighter', 'fund', 'strategies'))
    const funds = observations.flatMap((item) => (item.kind === 'fund_balance' ? [item.fund] : []))
    expect(funds.filter((item) => item.partOf === null).map((item) => item.cover)).toEqual([
      { kind: 'segment', segment: '281474976710654' },
    ])
    expect(funds.filter((item) => item.partOf === 'llp').map((item) => item.cover.kind)).toEqual([
      'none',
      'none',
      'none',
    ])
    expect(new Set(funds.map((item) => item.fundType))).toEqual(new Set(['vault']))
    const markets = normaliseFixture(openInterest, loadFixture('lighter', 'open_interest', 'mixed')).observations
    const segments = new Map(
      markets.flatMap((item) => (item.kind === 'market' ? [[item.market.market, item.market.segment]] : [])),
    )
    expect([segments.get('BTC'), segments.get('OTHER'), segments.get('NONE')]).toEqual([
      '281474976710654',
      '281474976710655',
      'unknown',
    ])
  })
})

describe('the past of LLP', () => {
  const history = historyOf('fund_history')

  test('is read only while the venue names the documented account', () => {
    const lanes = (index: number) => {
      const days = loadFixture('lighter', 'fund_history', 'days')
      const responses = days.responses
        .slice(0, 2)
        .map((item) => (item.endpoint === 'system_config' ? { ...item, body: { liquidity_pool_index: index } } : item))
      return history.lanes(toReceived(declaredOf(lighter, days), { ...days, responses }), { now, from: now })
    }
    expect(lanes(281_474_976_710_654)).toEqual(['281474976710654'])
    expect(lanes(1)).toEqual([])
  })

  test('does not ask for days before the chain began', () => {
    const url = (from: string) => history.page('7', null, { now, from: new Date(from) }).url
    expect(url('2020-01-01T00:00:00Z')).toContain('start_timestamp=1737072000&')
    expect(url('2026-01-01T00:00:00Z')).toContain('start_timestamp=1767225600&')
  })
})

describe('Lighter forced trades', () => {
  test('are liquidations or deleveraging, without a side', () => {
    const { observations } = normaliseFixture(liquidations, loadFixture('lighter', 'liquidations', 'mixed'))
    expect(
      observations.map((item) => item.kind === 'liquidation' && [item.market, item.liquidation, item.side]),
    ).toEqual([
      ['BTC', 'liquidation', null],
      ['ETH', 'adl', null],
    ])
  })

  test('of the past end at the last cursor or once they are too old', () => {
    const history = historyOf('liquidation_history')
    const page = (timestamps: readonly number[], next_cursor: string | null): Received => ({
      endpoint: 'trades',
      request: history.page('deleverage', null, { now, from: now }),
      body: { trades: timestamps.map((timestamp) => ({ timestamp })), next_cursor },
      checkedAt: now,
    })
    const from = new Date('2026-11-01T00:00:00Z')
    const next = (received: Received) => history.nextCursor('deleverage', received, null, { now, from })
    const [old, young] = [Date.parse('2026-10-01T00:00:00Z'), Date.parse('2026-11-20T00:00:00Z')]
    expect(next(page([young, young], 'c'))).toBe('c')
    expect(next(page([young, old], 'c'))).toBeNull()
    expect(next(page([young], ''))).toBeNull()
    expect(next(page([young], null))).toBeNull()
    expect(next(page([], 'c'))).toBeNull()
  })
})

describe('a Lighter book', () => {
  test('of 250 orders a side that ends early has no bands', () => {
    const books = loadFixture('lighter', 'depth', 'books')
    const side = (start: number, step: number, count: number) =>
      Array.from({ length: count }, (_, i) => ({ price: String(start + step * i), remaining_base_amount: '1' }))
    const read = (count: number) => {
      const body = { bids: side(99.9, -0.001, count), asks: side(100.1, 0.001, count) }
      const responses = books.responses.slice(0, 2).map((item, i) => (i === 1 ? { ...item, body } : item))
      const [found] = normaliseFixture(depth, { ...books, responses }).observations
      return found?.kind === 'depth' ? (found.bidUsd1?.toFixed(0) ?? null) : 'refused'
    }
    expect([read(249), read(250)]).toEqual(['24844', null])
  })
})

test('Lighter errors are a code other than 200 in the body', () => {
  const read = (body: unknown, status: number) => fund.vendorError?.(body, status)?.kind ?? null
  expect(read({ code: 200, accounts: [] }, 200)).toBeNull()
  expect(read({ code: 21_100, message: 'account not found' }, 400)).toBe('request')
  expect(read({ code: 21_100, message: 'account not found' }, 200)).toBe('request')
  expect(read({ code: 23_000, message: 'Too Many Requests!' }, 200)).toBe('busy')
  expect(read({ code: 1, message: 'x' }, 403)).toBe('region')
  expect(read({ code: 1, message: 'x' }, 502)).toBe('server')
})
