import { describe, expect, test } from 'vitest'
import synthetix from '@/lib/venues/synthetix'
import { loadFixture, normaliseFixture, sourceOf } from '../../support/venue-fixtures'

const openInterest = sourceOf(synthetix, 'open_interest')
const depth = sourceOf(synthetix, 'depth')
const now = new Date('2026-11-23T12:00:00Z')

describe('Synthetix requests', () => {
  test('name an action each, at one address', () => {
    const planned = openInterest.requests({ now, largestMarkets: [] })
    expect(planned.map((item) => item.body)).toEqual([
      { params: { action: 'getMarkets' } },
      { params: { action: 'getMarketPrices' } },
      { params: { action: 'getOpenInterest' } },
    ])
    expect(new Set(planned.map((item) => `${item.method} ${item.url}`))).toEqual(
      new Set(['POST https://papi.synthetix.io/v1/info']),
    )
  })

  test('ask the deepest book of the largest markets, and of none before they are known', () => {
    expect(depth.requests({ now, largestMarkets: [] })).toEqual([])
    const [first, ...rest] = depth.requests({ now, largestMarkets: ['BTC-USDT', 'ETH-USDT'] })
    expect(first).toMatchObject({
      subject: 'BTC-USDT',
      body: { params: { action: 'getOrderbook', symbol: 'BTC-USDT', limit: 1000 } },
    })
    expect(rest).toHaveLength(1)
  })

  test.each([
    [{ status: 'error', error: { message: 'no', code: 'INTERNAL_ERROR' } }, 200, 'INTERNAL_ERROR', 'server'],
    [{ status: 'error', error: { message: 'no', code: 'VALIDATION_ERROR' } }, 400, 'VALIDATION_ERROR', 'request'],
    [{ status: 'error', error: { message: 'no', code: 'X' } }, 429, 'X', 'busy'],
    [{ status: 'error' }, 500, 'error', 'server'],
    [{ status: 'error', error: null }, 200, 'error', 'request'],
  ])('take %j with HTTP %i for an error', (body, status, code, kind) => {
    expect(openInterest.vendorError?.(body, status)).toMatchObject({ code, kind })
  })
})

describe('Synthetix open interest', () => {
  const { observations } = normaliseFixture(openInterest, loadFixture('synthetix', 'open_interest', 'mixed'))
  const found = new Map(
    observations.flatMap((item) => (item.kind === 'open_interest' ? [[item.market.market, item] as const] : [])),
  )

  test('is one side, never the sum of both', () => {
    expect(found.get('BTC-USDT')?.baseUnits?.toFixed()).toBe('100')
    expect(found.get('BTC-USDT')).toMatchObject({ status: 'A', reason: null })
  })

  test('is the larger side as an estimate where the sides differ', () => {
    expect(found.get('SOL-USDT')?.baseUnits?.toFixed()).toBe('15230.5')
    expect(found.get('SOL-USDT')).toMatchObject({ status: 'E' })
  })

  test('has no dollars without a price, and needs none when nothing is open', () => {
    expect(found.get('NEW-USDT')).toMatchObject({ valueUsd: null, status: 'M', reason: 'no mark price' })
    expect(found.get('ZERO-USDT')?.valueUsd?.toFixed()).toBe('0')
  })

  test('of a market that is not open is not read', () => expect(found.has('OLD-USDT')).toBe(false))
})

test('the book of a quote that is no dollar has no dollars', () => {
  const fixture = loadFixture('synthetix', 'depth', 'documented')
  const responses = fixture.responses.map((item) => ({ ...item, subject: 'BTC-EURX' }))
  const [found] = normaliseFixture(depth, { ...fixture, responses }).observations
  expect(found).toMatchObject({ kind: 'depth', bidUsd1: null, askUsd2: null })
})
