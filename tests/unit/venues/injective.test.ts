import { describe, expect, test } from 'vitest'
import injective from '@/lib/venues/injective'
import { loadFixture, normaliseFixture, sourceOf, toReceived } from '../../support/venue-fixtures'

const fund = sourceOf(injective, 'fund')
const openInterest = sourceOf(injective, 'open_interest')
const depth = sourceOf(injective, 'depth')
const now = new Date('2026-11-23T12:00:00Z')

describe('an Injective fund', () => {
  const { observations } = normaliseFixture(fund, loadFixture('injective', 'fund', 'mixed'))
  const funds = observations.flatMap((item) => (item.kind === 'fund_balance' ? [item] : []))

  test('belongs to one active market; funds of ended markets and options are not read', () => {
    expect(funds.map((item) => item.fund.cover)).toEqual([
      { kind: 'markets', markets: ['BTC/USDT PERP'] },
      { kind: 'markets', markets: ['ETH/USDC PERP'] },
      { kind: 'markets', markets: ['SOL/USDT PERP'] },
    ])
    for (const { fund: described } of funds) expect(described).toMatchObject({ scope: 'market', shared: false })
  })

  test('is a dollar fund by its denom, whatever the ticker says', () => {
    const { observations: test } = normaliseFixture(fund, loadFixture('injective', 'fund', 'docs'))
    expect(test).toHaveLength(1)
    expect(test[0]).toMatchObject({ valueUsd: null, status: 'M' })
  })
})

describe('Injective open interest', () => {
  const mixed = loadFixture('injective', 'open_interest', 'mixed')
  const found = new Map(
    normaliseFixture(openInterest, mixed).observations.flatMap((item) =>
      item.kind === 'open_interest' ? [[item.market.market, item] as const] : [],
    ),
  )

  test('is half of what the chain adds up from both sides', () => {
    expect(found.get('BTC/USDT PERP')).toMatchObject({ sourceSides: 2, status: 'E' })
    expect(found.get('BTC/USDT PERP')?.baseUnits?.toFixed()).toBe('60.25')
  })

  test('of a market quoted in an unknown token is left out by rule, even where its ticker says USDT', () => {
    expect(found.get('FAKE/USDT PERP')).toMatchObject({ undocumented: true, valueUsd: null })
    expect(found.get('TIA/USDT PERP')).toMatchObject({ undocumented: false, valueUsd: null })
  })

  test('is asked once per active market, then no more', () => {
    const received = toReceived(openInterest, { ...mixed, responses: mixed.responses.slice(0, 1) })
    const context = { now, largestMarkets: [] }
    const planned = openInterest.next?.(received, { ...context, round: 1 }) ?? []
    expect(planned).toHaveLength(8)
    expect(new Set(planned.map((request) => request.url)).size).toBe(8)
    expect(openInterest.next?.(received, { ...context, round: 2 })).toEqual([])
  })
})

describe('Injective depth', () => {
  test('asks for the books of the largest markets by their ids', () => {
    const books = loadFixture('injective', 'depth', 'books')
    const received = toReceived(depth, { ...books, responses: books.responses.slice(0, 1) })
    const urls = (largestMarkets: readonly string[]) =>
      (depth.next?.(received, { now, largestMarkets, round: 1 }) ?? []).map((request) => request.url)
    expect(urls([])).toEqual([])
    expect(urls(['BTC/USDT PERP', 'GONE/USDT PERP'])).toEqual([
      `https://sentry.lcd.injective.network/injective/exchange/v2/derivative/orderbook/0x${'1'.repeat(64)}?limit=200`,
    ])
  })
})

test('an Injective node says what is wrong in code and message', () => {
  const read = (body: unknown, status: number) => fund.vendorError?.(body, status)?.kind ?? null
  expect(read({ code: 5, message: 'not found', details: [] }, 404)).toBe('request')
  expect(read({ code: 8, message: 'slow', details: [] }, 429)).toBe('busy')
  expect(read({ code: 13, message: 'internal', details: [] }, 500)).toBe('server')
  expect(read({ funds: [] }, 200)).toBeNull()
})
