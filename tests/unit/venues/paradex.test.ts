import { describe, expect, test } from 'vitest'
import paradex from '@/lib/venues/paradex'
import { loadFixture, normaliseFixture, sourceOf, type VenueFixture } from '../../support/venue-fixtures'

const fund = sourceOf(paradex, 'fund')
const openInterest = sourceOf(paradex, 'open_interest')
const depth = sourceOf(paradex, 'depth')
const liquidations = sourceOf(paradex, 'liquidations')
const now = new Date('2026-11-23T12:00:00Z')

describe('Paradex open interest', () => {
  const { observations } = normaliseFixture(openInterest, loadFixture('paradex', 'open_interest', 'mixed'))
  const of = (kind: 'market' | 'open_interest') =>
    observations.flatMap((item) => (item.kind === kind && 'market' in item ? [item.market] : []))

  test('is of perpetuals, never of options', () => {
    const names = of('market').map((market) => (typeof market === 'object' ? market?.market : market))
    expect(names).not.toContain('BTC-USD-96000-C')
    expect(names).not.toContain('BTC-USD-27NOV26-96000-C')
    expect(names).toContain('BTC-USD-PERP')
  })

  test('is an estimate, because the sides are not documented', () => {
    const statuses = observations.flatMap((item) => (item.kind === 'open_interest' ? [item.status] : []))
    expect(new Set(statuses)).toEqual(new Set(['E', 'M']))
    expect(statuses).toHaveLength(4)
  })
})

describe('Paradex requests', () => {
  test('of books and trades are about the largest markets, none before they are known', () => {
    const urls = (source: typeof depth, largestMarkets: readonly string[]) =>
      source.requests({ now, largestMarkets }).map((request) => [request.url, request.subject])
    expect(urls(depth, [])).toEqual([])
    expect(urls(depth, ['BTC-USD-PERP'])).toEqual([
      ['https://api.prod.paradex.trade/v1/orderbook/BTC-USD-PERP?depth=100', 'BTC-USD-PERP'],
    ])
    expect(urls(liquidations, ['BTC-USD-PERP', 'ETH-USD-PERP'])).toHaveLength(2)
  })

  test('are refused in its own words', () => {
    const read = (body: unknown, status: number) => fund.vendorError?.(body, status)?.kind ?? null
    expect(read({ error: 'NOT_FOUND', message: 'x', data: null }, 404)).toBe('request')
    expect(read({ error: 'GEO_IP_BLOCK', message: 'x', data: null }, 200)).toBe('region')
    expect(read({ error: 'SERVICE_UNAVAILABLE', message: 'x', data: null }, 200)).toBe('server')
    expect(read({ error: 'RATE', message: 'x' }, 429)).toBe('busy')
    expect(read({ results: [] }, 200)).toBeNull()
  })
})

describe('Paradex depth', () => {
  const books = loadFixture('paradex', 'depth', 'books')
  const bandsOf = (fixture: VenueFixture) =>
    normaliseFixture(depth, fixture).observations.flatMap((item) =>
      item.kind === 'depth' ? [[item.market, item.bidUsd1?.toFixed() ?? null, item.askUsd2?.toFixed() ?? null]] : [],
    )

  test('of a book that ends early is missing, not small', () => {
    expect(bandsOf(books)).toEqual([
      ['BTC-USD-PERP', null, null],
      ['ETH-USD-PERP', '5997', '20231'],
    ])
  })
})

describe('Paradex liquidations', () => {
  test('leave the side open, because the tape has the taker’s', () => {
    const { observations } = normaliseFixture(liquidations, loadFixture('paradex', 'liquidations', 'mixed'))
    expect(observations.map((item) => item.kind === 'liquidation' && [item.event, item.side])).toEqual([
      ['a1', null],
      ['b1', null],
    ])
  })
})
