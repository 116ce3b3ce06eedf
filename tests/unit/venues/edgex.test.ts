import { describe, expect, test } from 'vitest'
import edgex from '@/lib/venues/edgex'
import { loadFixture, normaliseFixture, sourceOf, toReceived } from '../../support/venue-fixtures'

const openInterest = sourceOf(edgex, 'open_interest')
const depth = sourceOf(edgex, 'depth')
const mixed = loadFixture('edgex', 'open_interest', 'mixed')
const now = new Date('2026-11-23T12:00:00Z')

describe('edgeX requests', () => {
  test('ask the quotes of version 1 only, by number', () => {
    const received = toReceived(openInterest, mixed).slice(0, 2)
    const planned = openInterest.next?.(received, { now, largestMarkets: [], round: 1 }) ?? []
    expect(planned.map((item) => item.subject)).toEqual([
      'BTCUSD',
      'BTCEURX',
      'NONEUSD',
      'SWAPUSD',
      'NOPXUSD',
      'NEGUSD',
      'GAPUSD',
      'VOLUSD',
    ])
    expect(planned[0]?.url).toBe('https://pro.edgex.exchange/api/v1/public/quote/getTicker?contractId=10000001')
    expect(openInterest.next?.(received, { now, largestMarkets: [], round: 2 })).toEqual([])
  })

  test('ask the books of the largest markets by number', () => {
    const received = toReceived(depth, loadFixture('edgex', 'depth', 'edges')).slice(0, 1)
    const planned = depth.next?.(received, { now, largestMarkets: ['ETHUSD', 'v2:BTCUSD'], round: 1 }) ?? []
    expect(planned.map((item) => item.url)).toEqual([
      'https://pro.edgex.exchange/api/v1/public/quote/getDepth?contractId=10000002&level=200',
    ])
  })

  test.each([
    [{ code: 'INVALID_ARGUMENT', msg: 'no' }, 200, 'request'],
    [{ code: 'X' }, 429, 'busy'],
    [{ code: 'X', msg: null }, 502, 'server'],
  ])('take %j with HTTP %i for an error', (body, status, kind) => {
    expect(openInterest.vendorError?.(body, status)).toMatchObject({ kind })
  })
})

describe('edgeX open interest', () => {
  const { observations, rejected } = normaliseFixture(openInterest, mixed)
  const found = new Map(
    observations.flatMap((item) => (item.kind === 'open_interest' ? [[item.market.market, item] as const] : [])),
  )

  test('of version 1 is base units at the oracle price, an estimate', () => {
    expect(found.get('BTCUSD')?.valueUsd?.toFixed()).toBe('1125000')
    expect(found.get('BTCUSD')).toMatchObject({ status: 'E', market: { segment: 'v1' } })
    expect(found.get('NOPXUSD')).toMatchObject({ valueUsd: null, reason: 'no oracle price' })
  })

  test('of version 2 is left out by rule, under a name of its own', () => {
    expect(found.get('v2:BTCUSD')).toMatchObject({ valueUsd: null, undocumented: true, market: { segment: 'v2' } })
    expect(found.has('v2:OLDUSD')).toBe(false)
  })

  test('needs the coins of a contract to be known', () => {
    expect(rejected.some((item) => item.detail === 'baseCoinId 4242 of LOSTUSD is not in the list of coins')).toBe(true)
  })
})
