import { describe, expect, test } from 'vitest'
import aster from '@/lib/venues/aster'
import { loadFixture, normaliseFixture, sourceOf, toReceived } from '../../support/venue-fixtures'

const openInterest = sourceOf(aster, 'open_interest')
const depth = sourceOf(aster, 'depth')
const context = { now: new Date('2026-11-23T12:00:00Z'), largestMarkets: [] }
const mixed = loadFixture('aster', 'open_interest', 'mixed')

describe('Aster requests', () => {
  test('ask the open interest of each contract that trades, once', () => {
    const received = toReceived(openInterest, mixed).slice(0, 3)
    const planned = openInterest.next?.(received, { ...context, round: 1 }) ?? []
    expect(planned.map((item) => item.subject)).toEqual([
      'BTCUSDT',
      'ETHUSD1',
      'BNBASTER',
      'NOMARKUSDT',
      'ZEROUSDT',
      'NEGUSDT',
      'EMPTYUSDT',
      'SWAPUSDT',
    ])
    expect(openInterest.next?.(received, { ...context, round: 2 })).toEqual([])
  })

  test('escape a symbol in another script', () => {
    const responses = mixed.responses.slice(0, 1).map((item) => ({
      ...item,
      body: {
        symbols: [
          {
            symbol: '币USDT',
            status: 'TRADING',
            contractType: 'PERPETUAL',
            baseAsset: '币',
            quoteAsset: 'USDT',
            marginAsset: 'USDT',
          },
        ],
      },
    }))
    const received = toReceived(openInterest, { ...mixed, responses })
    const [planned] = openInterest.next?.(received, { ...context, round: 1 }) ?? []
    expect(planned?.url).toBe('https://fapi.asterdex.com/fapi/v1/openInterest?symbol=%E5%B8%81USDT')
  })

  test('count the weight the venue counts', () => {
    const weights = openInterest.requests(context).map((item) => item.weight ?? 1)
    expect(weights).toEqual([1, 1, 40])
    const [, book] = depth.requests({ ...context, largestMarkets: ['BTCUSDT'] })
    expect(book).toMatchObject({ weight: 20, subject: 'BTCUSDT' })
    expect(Math.max(...weights)).toBeLessThanOrEqual(aster.rateLimit.weight)
  })

  test.each([
    [{ code: -1121, msg: 'Invalid symbol.' }, 400, 'request'],
    [{ code: -1003, msg: 'Too many requests.' }, 200, 'busy'],
    [{ code: -1000, msg: 'Unknown.' }, 200, 'server'],
    [{ code: -2015, msg: 'Banned.' }, 418, 'busy'],
  ])('take %j with HTTP %i for an error', (body, status, kind) => {
    expect(openInterest.vendorError?.(body, status)).toMatchObject({ kind })
  })

  test('do not take a success message for an error', () => {
    expect(openInterest.vendorError?.({ code: 200, msg: 'success' }, 200)).toBeNull()
  })
})

describe('Aster open interest', () => {
  const { observations } = normaliseFixture(openInterest, mixed)
  const found = new Map(
    observations.flatMap((item) => (item.kind === 'open_interest' ? [[item.market.market, item] as const] : [])),
  )

  test('is an estimate, because the venue does not document it', () => {
    expect(found.get('BTCUSDT')).toMatchObject({ status: 'E', sourceSides: 1 })
    expect(found.get('BTCUSDT')?.valueUsd?.toFixed()).toBe('1125000')
  })

  test('in a coin that is no dollar is left out; without a price it is missing', () => {
    expect(found.get('BNBASTER')).toMatchObject({ valueUsd: null, undocumented: true })
    expect(found.get('NOMARKUSDT')).toMatchObject({ valueUsd: null, undocumented: false })
  })

  test('stays readable when the tickers did not answer', () => {
    const responses = mixed.responses.filter((item) => item.endpoint !== 'tickers')
    const without = normaliseFixture(openInterest, { ...mixed, responses }).observations
    expect(without.filter((item) => item.kind === 'open_interest')).toHaveLength(found.size)
    expect(without.filter((item) => item.kind === 'volume')).toEqual([])
  })
})

test('a book of 1000 levels that ends early has no depth beyond its end', () => {
  const fixture = loadFixture('aster', 'depth', 'documented')
  const side = (sign: number) => Array.from({ length: 1000 }, (_, index) => [String(100_000 + sign * (index + 1)), '1'])
  const responses = fixture.responses.map((item) =>
    item.endpoint === 'book' ? { ...item, body: { bids: side(-1), asks: side(1) } } : item,
  )
  const [found] = normaliseFixture(depth, { ...fixture, responses }).observations
  expect(found).toMatchObject({
    kind: 'depth',
    bidUsd2: null,
    askUsd2: null,
    reason: expect.stringContaining('1.00 %'),
  })
})
