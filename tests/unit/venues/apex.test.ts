import { describe, expect, test } from 'vitest'
import apex from '@/lib/venues/apex'
import { loadFixture, normaliseFixture, sourceOf, toReceived } from '../../support/venue-fixtures'

const openInterest = sourceOf(apex, 'open_interest')
const depth = sourceOf(apex, 'depth')
const mixed = loadFixture('apex', 'open_interest', 'mixed')
const now = new Date('2026-11-23T12:00:00Z')

describe('ApeX requests', () => {
  test('ask each traded contract by its name without a dash; no prediction contract', () => {
    const received = toReceived(openInterest, mixed).slice(0, 1)
    const planned = openInterest.next?.(received, { now, largestMarkets: [], round: 1 }) ?? []
    expect(planned.map((item) => item.subject)).toEqual([
      'BTC-USDT',
      'EUR-EURX',
      'NONE-USDT',
      'SWAP-USDT',
      'NOMARK-USDT',
      'NEG-USDT',
      'GAP-USDT',
      'VOL-USDT',
      'TSLA-USDT',
    ])
    expect(planned[0]?.url).toBe('https://omni.apex.exchange/api/v3/ticker?symbol=BTCUSDT')
    expect(openInterest.next?.(received, { now, largestMarkets: [], round: 2 })).toEqual([])
  })

  test('ask the books of the largest markets only', () => {
    const received = toReceived(depth, loadFixture('apex', 'depth', 'edges')).slice(0, 1)
    const planned = depth.next?.(received, { now, largestMarkets: ['ETH-USDT', 'GONE-USDT'], round: 1 }) ?? []
    expect(planned.map((item) => item.url)).toEqual([
      'https://omni.apex.exchange/api/v3/depth?symbol=ETHUSDT&limit=100',
    ])
  })

  test.each([
    [{ code: 3, msg: 'invalid parameter', key: 'X' }, 200, 'request'],
    [{ code: 4, msg: 'Too many requests' }, 403, 'busy'],
    [{ code: 1, msg: 'oops', data: null }, 500, 'server'],
  ])('take %j with HTTP %i for an error', (body, status, kind) => {
    expect(openInterest.vendorError?.(body, status)).toMatchObject({ kind })
  })

  test('do not take an answer with data for an error', () => {
    expect(openInterest.vendorError?.({ code: 0, msg: 'ok', data: [] }, 200)).toBeNull()
  })
})

describe('ApeX open interest', () => {
  const { observations, rejected } = normaliseFixture(openInterest, mixed)
  const found = new Map(
    observations.flatMap((item) => (item.kind === 'open_interest' ? [[item.market.market, item] as const] : [])),
  )

  test('is base units at the mark price, an estimate because the sides are not stated', () => {
    expect(found.get('BTC-USDT')?.valueUsd?.toFixed()).toBe('1125000')
    expect(found.get('BTC-USDT')).toMatchObject({ status: 'E' })
  })

  test('of a stock contract counts too', () => expect(found.get('TSLA-USDT')?.valueUsd?.toFixed()).toBe('41050'))

  test('is refused once when there is no ticker, and keeps the volume when only it is wrong', () => {
    expect(rejected.filter((item) => item.detail === 'no ticker of NONEUSDT')).toHaveLength(1)
    const volumes = observations.flatMap((item) => (item.kind === 'volume' ? [item.market] : []))
    expect(volumes).toContain('NEG-USDT')
    expect(volumes).not.toContain('VOL-USDT')
    expect(found.has('VOL-USDT')).toBe(true)
  })
})
