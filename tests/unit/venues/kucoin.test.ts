import { describe, expect, test } from 'vitest'
import kucoin from '@/lib/venues/kucoin'
import { openInterestHistory } from '@/lib/venues/kucoin/history'
import { declaredOf, loadFixture, normaliseFixture, sourceOf, toReceived } from '../../support/venue-fixtures'

const source = sourceOf(kucoin, 'open_interest')
const now = new Date('2026-11-23T12:00:00Z')
const DAY_MS = 86_400_000

describe('KuCoin contracts', () => {
  const { observations } = normaliseFixture(source, loadFixture('kucoin', 'open_interest', 'edges'))
  const found = new Map(
    observations.flatMap((item) => (item.kind === 'open_interest' ? [[item.market.market, item] as const] : [])),
  )

  test('count coins per lot, and dollars per lot when inverse, whatever the sign of the multiplier', () => {
    expect(found.get('DASHUSDTM')?.valueUsd?.toFixed()).toBe('2527200.432')
    expect(found.get('XBTUSDM')?.valueUsd?.toFixed()).toBe('4320446')
  })

  test('are of bitcoin where KuCoin writes XBT, and keep their own id', () => {
    expect(found.get('XBTUSDM')?.market).toMatchObject({ market: 'XBTUSDM', baseAsset: 'BTC', settleAsset: 'BTC' })
  })

  test('are dated by their type alone: the quanto flag is set on ordinary contracts too', () => {
    expect(found.get('XBTMZ26')?.market.marketKind).toBe('future')
    expect(found.get('ETHUSDTM')?.market).toMatchObject({ marketKind: 'perpetual', contractType: 'linear' })
  })

  test('have no open interest unless open', () => {
    expect(found.has('OLDUSDTM')).toBe(false)
  })
})

describe('the KuCoin module', () => {
  test('asks for books of the largest markets only, with the lots beside them', () => {
    const depth = sourceOf(kucoin, 'depth')
    expect(depth.requests({ now, largestMarkets: [] })).toEqual([])
    const planned = depth.requests({ now, largestMarkets: ['XBTUSDTM', 'XBTUSDM'] })
    expect(planned.map((item) => [item.endpoint, item.subject ?? null])).toEqual([
      ['contracts', null],
      ['book', 'XBTUSDTM'],
      ['book', 'XBTUSDM'],
    ])
  })

  test('takes any code but 200000 for an error, with HTTP 200 as well', () => {
    expect(source.vendorError?.({ code: '200000', data: [] }, 200)).toBeNull()
    expect(source.vendorError?.({ code: '200003', msg: 'Invalid symbol.' }, 200)).toEqual({
      code: '200003',
      message: 'Invalid symbol.',
      kind: 'request',
    })
    expect(source.vendorError?.({ code: '429000', msg: 'Too Many Requests' }, 200)?.kind).toBe('busy')
    expect(source.vendorError?.({ code: '500000', msg: 'x' }, 500)?.kind).toBe('server')
  })
})

describe('the past of KuCoin', () => {
  const fixture = loadFixture('kucoin', 'open_interest_history', 'inverse')
  const received = toReceived(declaredOf(kucoin, fixture), fixture)
  const [contracts, page] = received
  if (!contracts || !page) throw new Error('the fixture has no page')
  const context = { now, from: new Date(0) }

  test('has a lane for each open contract and goes back 70 days, or to the day wanted', () => {
    expect(openInterestHistory.lanes([contracts], context)).toEqual(['XBTUSDM'])
    const startAt = (from: Date) =>
      new URL(openInterestHistory.page('XBTUSDM', null, { now, from }).url).searchParams.get('startAt')
    expect(Number(startAt(context.from))).toBe(now.getTime() - 70 * DAY_MS)
    expect(Number(startAt(new Date('2026-11-01T00:00:00Z')))).toBe(Date.UTC(2026, 10, 1))
  })

  test('stops at an empty page, at the day wanted, and when the venue repeats itself', () => {
    const next = (cursor: string | null, from = context.from) =>
      openInterestHistory.nextCursor('XBTUSDM', page, cursor, { now, from })
    const oldest = Date.UTC(2026, 10, 21)
    expect(next(null)).toBe(String(oldest - 1))
    expect(next(String(oldest - 1))).toBeNull()
    expect(next(null, new Date(oldest))).toBeNull()
    const empty = { ...page, body: { code: '200000', data: [] } }
    expect(openInterestHistory.nextCursor('XBTUSDM', empty, null, context)).toBeNull()
  })

  test('is refused as a whole for a contract whose lot is unknown', () => {
    const { observations, rejected } = openInterestHistory.normalise(received, { checkedAt: now, lane: 'GONEUSDTM' })
    expect(observations).toEqual([])
    expect(rejected.map((item) => item.reason)).toEqual(['unknown_unit', 'unknown_unit'])
  })
})
