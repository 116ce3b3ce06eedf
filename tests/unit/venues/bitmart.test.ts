import { describe, expect, test } from 'vitest'
import bitmart from '@/lib/venues/bitmart'
import { loadFixture, normaliseFixture, sourceOf } from '../../support/venue-fixtures'

const source = sourceOf(bitmart, 'open_interest')
const { observations } = normaliseFixture(source, loadFixture('bitmart', 'open_interest', 'edges'))
const openInterest = new Map(
  observations.flatMap((item) => (item.kind === 'open_interest' ? [[item.market.market, item] as const] : [])),
)
const listed = new Map(
  observations.flatMap((item) => (item.kind === 'market' ? [[item.market.market, item.listed] as const] : [])),
)

describe('BitMart contracts', () => {
  test('count as listed only while they trade and had trades; an unreadable volume does not unlist them', () => {
    expect(listed.get('ETHUSDT')).toBe(true)
    expect(listed.get('BADVOLUSDT')).toBe(true)
    expect(listed.get('QUIETUSDT')).toBe(false)
    expect(listed.get('GONEUSDT')).toBe(false)
    expect(openInterest.has('QUIETUSDT')).toBe(false)
  })

  test('are valued at the index, which is named and not passed off as a mark', () => {
    expect(openInterest.get('ETHUSDT')).toMatchObject({ status: 'E', markPrice: null })
    expect(openInterest.get('ETHUSDT')?.reason).toContain('index price')
    expect(openInterest.get('NOINDEXUSDT')).toMatchObject({ valueUsd: null, status: 'M' })
  })

  test('say when BitMart’s own value is far off, and need none', () => {
    expect(openInterest.get('APARTUSDT')?.reason).toContain('more than 10 %')
    expect(openInterest.get('ETHUSDT')?.reason).not.toContain('more than 10 %')
    expect(openInterest.get('NOVALUEUSDT')?.valueUsd?.toFixed()).toBe('20000')
  })

  test('quoted in dollars have a face in dollars', () => {
    expect(openInterest.get('BTCUSD')?.valueUsd?.toFixed()).toBe('123400')
    expect(openInterest.get('ETHUSD')?.valueUsd?.toFixed()).toBe('770')
    expect(openInterest.get('BTCUSD')?.market).toMatchObject({ settleAsset: 'BTC', contractType: 'inverse' })
  })
})

describe('the BitMart module', () => {
  test('takes any code but 1000 for an error, and the limit for busy', () => {
    expect(source.vendorError?.({ code: 1000, message: 'Ok', data: {} }, 200)).toBeNull()
    expect(source.vendorError?.({ code: 40034, message: 'Symbol Not Exist' }, 400)).toEqual({
      code: '40034',
      message: 'Symbol Not Exist',
      kind: 'request',
    })
    expect(source.vendorError?.({ code: 30030, msg: 'deprecated' }, 200)?.message).toBe('deprecated')
    for (const status of [429, 418]) expect(source.vendorError?.({ code: 30013 }, status)?.kind).toBe('busy')
  })

  test('asks for no book before a first pass', () => {
    const depth = sourceOf(bitmart, 'depth')
    const now = new Date('2026-11-23T12:00:00Z')
    expect(depth.requests({ now, largestMarkets: [] })).toEqual([])
    expect(depth.requests({ now, largestMarkets: ['BTCUSDT'] }).map((item) => item.endpoint)).toEqual([
      'details',
      'book',
    ])
  })
})
