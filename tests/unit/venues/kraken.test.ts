import { describe, expect, test } from 'vitest'
import type { History, Received } from '@/lib/venues/_contract/module'
import kraken from '@/lib/venues/kraken'
import { loadFixture, normaliseFixture, sourceOf } from '../../support/venue-fixtures'

const fund = sourceOf(kraken, 'fund')
const openInterest = sourceOf(kraken, 'open_interest')
const depth = sourceOf(kraken, 'depth')
const liquidations = sourceOf(kraken, 'liquidations')
const now = new Date('2026-11-23T12:34:56Z')

function historyOf(id: string): History {
  const found = kraken.histories.find((history) => history.id === id)
  if (!found) throw new Error(`no history ${id}`)
  return found
}

describe('the Kraken pool', () => {
  test('is named as what it is and stands behind linear contracts only', () => {
    const [balance] = normaliseFixture(fund, loadFixture('kraken', 'fund', 'docs')).observations
    expect(balance).toMatchObject({
      asset: 'USD',
      fund: { cover: { kind: 'segment', segment: 'linear' }, label: expect.stringContaining('Liquidity Pool') },
    })
    expect(kraken.fundName).toBe('Derivatives Liquidity Pool')
    expect(kraken.notes.join(' ')).toContain('not comparable one to one')
  })

  test('is asked for whole hours', () => {
    const [request] = fund.requests({ now, largestMarkets: [] })
    expect(request?.url).toBe(
      'https://futures.kraken.com/api/charts/v1/analytics/liquidity-pool?since=1795413600&interval=3600',
    )
  })

  test.each([
    ['seconds', 1],
    ['milliseconds', 1000],
  ])('tells times in %s by their size', (_unit, scale) => {
    const docs = loadFixture('kraken', 'fund', 'docs')
    const result = { timestamp: [1_795_431_600 * scale], more: false, data: { usdValue: ['7.5'] } }
    const responses = docs.responses.map((item) => ({ ...item, body: { result, errors: [] } }))
    const [balance] = normaliseFixture(fund, { ...docs, responses, checkedAt: now }).observations
    expect(balance?.kind === 'fund_balance' && balance.observedAt?.toISOString()).toBe('2026-11-23T11:00:00.000Z')
  })
})

describe('the past of the Kraken pool', () => {
  const history = historyOf('fund_history')
  const page = (timestamp: readonly number[], more: boolean): Received => ({
    endpoint: 'liquidity_pool',
    request: history.page('liquidity-pool', null, { now, from: now }),
    body: { result: { timestamp, more, data: { usdValue: timestamp.map(() => '1') } } },
    checkedAt: now,
  })
  const next = (received: Received, cursor: string | null) =>
    history.nextCursor('liquidity-pool', received, cursor, { now, from: now })

  test('goes on behind the last bucket while there is more, and never in place', () => {
    const [first, second] = [1_795_219_200, 1_795_305_600]
    expect(next(page([first, second], true), null)).toBe(String(second + 86_400))
    expect(next(page([first * 1000], true), null)).toBe(String(first + 86_400))
    expect(next(page([first], false), null)).toBeNull()
    expect(next(page([], true), null)).toBeNull()
    expect(next(page([first], true), String(first + 86_400))).toBeNull()
  })

  test('begins on the day asked for', () => {
    expect(history.page('liquidity-pool', null, { now, from: new Date('2026-01-02T05:00:00Z') }).url).toContain(
      'since=1767312000&interval=86400',
    )
  })
})

describe('Kraken open interest', () => {
  const { observations } = normaliseFixture(openInterest, loadFixture('kraken', 'open_interest', 'mixed'))
  const found = new Map(
    observations.flatMap((item) => (item.kind === 'open_interest' ? [[item.market.market, item] as const] : [])),
  )

  test('of inverse contracts is dollars at any price, of linear ones base units at the mark price', () => {
    expect(found.get('PI_ETHUSD')?.valueUsd?.toFixed()).toBe('1500000')
    expect(found.get('PF_XBTUSD')?.valueUsd?.toFixed()).toBe('208973638.35595')
    expect(found.get('FI_XBTUSD_261225')?.market).toMatchObject({ marketKind: 'future', settleAsset: 'BTC' })
  })

  test('leaves out indices and contracts that are no longer traded', () => {
    expect(found.has('PF_OLDUSD')).toBe(false)
    expect([...found.keys()].some((market) => /^(in|rr)_/i.test(market))).toBe(false)
  })
})

describe('Kraken forced trades', () => {
  const { observations } = normaliseFixture(liquidations, loadFixture('kraken', 'liquidations', 'mixed'))

  test('are told apart by their type; only a liquidation has a side', () => {
    expect(observations.map((item) => item.kind === 'liquidation' && [item.liquidation, item.side])).toEqual([
      ['liquidation', 'short'],
      ['backstop', null],
      ['adl', null],
      ['liquidation', 'long'],
    ])
  })

  test('and books are asked for the largest markets', () => {
    expect(liquidations.requests({ now, largestMarkets: [] })).toEqual([])
    expect(depth.requests({ now, largestMarkets: ['PF_XBTUSD'] }).map((request) => request.url)).toEqual([
      'https://futures.kraken.com/derivatives/api/v3/orderbook?symbol=PF_XBTUSD',
    ])
  })
})

test('Kraken errors come with HTTP 200 too, in two shapes', () => {
  const read = (body: unknown, status = 200) => fund.vendorError?.(body, status) ?? null
  expect(read({ result: 'error', error: 'apiLimitExceeded', serverTime: 'x' })).toMatchObject({ kind: 'busy' })
  expect(read({ result: 'error', error: 'Server Error' }, 500)).toMatchObject({ kind: 'server' })
  expect(read({ result: {}, errors: [{ severity: 'E', type: 'InvalidArguments', msg: 'since' }] }, 400)).toEqual({
    code: 'InvalidArguments',
    message: 'since',
    kind: 'request',
  })
  expect(read({ result: { timestamp: [] }, errors: [] })).toBeNull()
  expect(read({ result: 'success', tickers: [] })).toBeNull()
})
