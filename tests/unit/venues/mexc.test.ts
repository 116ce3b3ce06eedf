import { describe, expect, test } from 'vitest'
import { sum } from '@/lib/core/decimal'
import mexc from '@/lib/venues/mexc'
import { readVendorError } from '@/lib/venues/mexc/sources'
import { declaredOf, loadFixture, normaliseFixture, receive, sourceOf, toReceived } from '../../support/venue-fixtures'

const checkedAt = new Date('2026-11-22T03:10:00Z')
const context = { now: checkedAt, largestMarkets: [] }
const HOST = 'https://api.mexc.com/api/v1/contract'
const fund = sourceOf(mexc, 'fund')

describe('the MEXC fund', () => {
  const fixture = loadFixture('mexc', 'fund', 'shared')
  const { observations } = normaliseFixture(fund, fixture)
  const balances = observations.flatMap((item) => (item.kind === 'fund_balance' ? [item] : []))

  test('counts a balance that several contracts repeat once', () => {
    const usdt = balances.filter((item) => item.asset === 'USDT')
    expect(sum(usdt.map((item) => item.units)).toFixed()).toBe('980.25')
    const shared = usdt.filter((item) => item.fund.shared)
    expect(shared.map((item) => item.fund.cover)).toEqual([
      { kind: 'markets', markets: ['ETH_USDT', 'AAVE_USDT', 'BTC_USDT'] },
    ])
  })

  test('does not join empty contracts, nor the same digits in two currencies', () => {
    expect(balances.filter((item) => item.units.isZero()).map((item) => item.fund.key)).toEqual([
      'usdt-new1-usdt',
      'usdt-new2-usdt',
    ])
    expect(balances.find((item) => item.asset === 'USDC')?.fund.shared).toBe(false)
  })

  test('says of every figure that it rests on an assumption', () => {
    for (const item of balances.filter((entry) => entry.valueUsd !== null)) {
      expect([item.status, item.reason]).toEqual(['E', expect.stringContaining('does not state')])
    }
  })

  test('asks for the index of the coins it meets, once each, and never for dollars', () => {
    const received = toReceived(fund, { ...fixture, responses: fixture.responses.slice(0, 1) })
    expect(fund.next?.(received, { ...context, round: 1 }).map((item) => item.url)).toEqual([
      `${HOST}/index_price/ETH_USD`,
      `${HOST}/index_price/LTC_USD`,
    ])
    expect(fund.next?.(received, { ...context, round: 2 })).toEqual([])
  })
})

describe('the MEXC fund history', () => {
  const [history] = mexc.histories
  if (!history) throw new Error('no history')
  const source = declaredOf(mexc, { source: history.id, lane: 'BTC_USDT' })
  const page = (totalPage: number, times: readonly number[]) =>
    receive(
      source,
      {
        endpoint: 'risk_reverse_history',
        request: { method: 'GET', url: `${HOST}/risk_reverse/history` },
        status: 200,
        body: {
          success: true,
          data: { totalPage, currentPage: 1, resultList: times.map((snapshotTime) => ({ snapshotTime })) },
        },
      },
      checkedAt,
    )
  const plan = { now: checkedAt, from: new Date('2026-11-01T00:00:00Z') }
  const recent = Date.UTC(2026, 10, 20)
  const old = Date.UTC(2026, 9, 20)

  test('goes on until the last page, an empty page, or what is older than wanted', () => {
    expect(history.nextCursor('BTC_USDT', page(3, [recent]), null, plan)).toBe('2')
    expect(history.nextCursor('BTC_USDT', page(3, [recent]), '2', plan)).toBe('3')
    expect(history.nextCursor('BTC_USDT', page(3, [recent]), '3', plan)).toBeNull()
    expect(history.nextCursor('BTC_USDT', page(3, []), '2', plan)).toBeNull()
    expect(history.nextCursor('BTC_USDT', page(3, [recent, old]), null, plan)).toBeNull()
    expect(history.page('BTC_USDT', '2', plan).url).toBe(
      `${HOST}/risk_reverse/history?symbol=BTC_USDT&page_num=2&page_size=100`,
    )
  })

  test('asks once for a shared pool', () => {
    const fixture = loadFixture('mexc', 'fund', 'shared')
    const received = toReceived(fund, { ...fixture, responses: fixture.responses.slice(0, 1) })
    const lanes = history.lanes(received, plan)
    expect(lanes).toContain('AAVE_USDT')
    expect(lanes).not.toContain('ETH_USDT')
    expect(lanes).not.toContain('BTC_USDT')
  })
})

test('errors come with HTTP 200 and success false', () => {
  expect(readVendorError({ success: false, code: 1001, message: 'Contract not exists' }, 200)).toEqual({
    code: '1001',
    message: 'Contract not exists',
    kind: 'request',
  })
  expect(readVendorError({ success: false, code: 510, message: '' }, 200)?.kind).toBe('busy')
  expect(readVendorError({ success: false, code: 500, message: '' }, 200)?.kind).toBe('server')
  expect(readVendorError({ success: true, code: 0, data: [] }, 200)).toBeNull()
  expect(readVendorError({ asks: [], bids: [] }, 200)).toBeNull()
})
