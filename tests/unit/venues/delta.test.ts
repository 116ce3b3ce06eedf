import { describe, expect, test } from 'vitest'
import delta from '@/lib/venues/delta'
import { loadFixture, normaliseFixture, sourceOf, toReceived } from '../../support/venue-fixtures'

const source = sourceOf(delta, 'open_interest')
const edges = loadFixture('delta', 'open_interest', 'edges')
const context = { now: edges.checkedAt, largestMarkets: [] }

describe('Delta open interest', () => {
  const { observations } = normaliseFixture(source, edges)
  const found = new Map(
    observations.flatMap((item) => (item.kind === 'open_interest' ? [[item.market.market, item] as const] : [])),
  )

  test('is the dollar value stated, not a product of ours', () => {
    expect(found.get('BTCUSD')).toMatchObject({ status: 'E' })
    expect(found.get('BTCUSD')?.valueUsd?.toFixed()).toBe('1050000')
    expect(found.get('BTCUSD')?.contracts?.toFixed()).toBe('15000')
  })

  test('reads a time in micro-, milli- and seconds by its size', () => {
    const times = ['BTCUSD', 'ETHUSD'].map((market) => found.get(market)?.observedAt?.toISOString())
    expect(times).toEqual(['2026-11-23T11:59:55.123Z', '2026-11-23T11:59:55.123Z'])
    const documented = normaliseFixture(source, loadFixture('delta', 'open_interest', 'documented'))
    const [first] = documented.observations.flatMap((item) => (item.kind === 'open_interest' ? [item] : []))
    expect(first?.observedAt?.toISOString()).toBe('2021-01-01T00:00:00.000Z')
  })

  test('is kept where only the time cannot be read, and left out where the product is unknown or not live', () => {
    expect(found.get('LTCUSD')).toMatchObject({ observedAt: null, status: 'E' })
    expect(found.has('NOPRODUSD')).toBe(false)
    expect(found.has('XRPUSD')).toBe(false)
  })

  test('comes with the margin of a small position turned over', () => {
    const leverage = new Map(
      observations.flatMap((item) => (item.kind === 'market' ? [[item.market.market, item.maxLeverage] as const] : [])),
    )
    expect(leverage.get('BTCUSD')?.toFixed()).toBe('200')
    expect(leverage.get('SOLUSDT')).toBeNull()
  })
})

describe('the Delta module', () => {
  test('asks for further products while there is a cursor', () => {
    const received = toReceived(source, edges)
    const further = source.next?.(received.slice(0, 2), { ...context, round: 1 }) ?? []
    expect(further.map((item) => item.url)).toEqual([expect.stringMatching(/&after=g3QAAAAC$/)])
    expect(source.next?.(received, { ...context, round: 2 })).toEqual([])
  })

  test('does not page for ever', () => {
    const [page] = toReceived(source, edges)
    if (!page) throw new Error('the fixture has no page')
    const pages = (count: number) => Array.from({ length: count }, () => page)
    expect(source.next?.(pages(19), { ...context, round: 19 })).toHaveLength(1)
    expect(source.next?.(pages(20), { ...context, round: 20 })).toEqual([])
  })

  test('has no book without the size of a contract', () => {
    const depth = sourceOf(delta, 'depth')
    const books = toReceived(depth, loadFixture('delta', 'depth', 'books'))
    const without = books.filter((item) => item.endpoint === 'book')
    const { observations, rejected } = depth.normalise(without, { checkedAt: context.now })
    expect(observations).toEqual([])
    expect(rejected.map((item) => item.reason)).toEqual(['unknown_unit', 'unknown_unit', 'unknown_unit'])
  })

  test('reads its error envelope', () => {
    const refused = { success: false, error: { code: 'invalid_api_key', context: {} } }
    expect(source.vendorError?.(refused, 400)).toEqual({
      code: 'invalid_api_key',
      message: 'invalid_api_key',
      kind: 'request',
    })
    expect(source.vendorError?.({ success: false, error: { code: 'too_many' } }, 429)?.kind).toBe('busy')
    expect(source.vendorError?.({ success: false }, 500)?.kind).toBe('server')
    expect(source.vendorError?.({ success: true, result: [] }, 200)).toBeNull()
  })
})
