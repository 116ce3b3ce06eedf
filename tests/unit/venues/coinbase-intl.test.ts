import { describe, expect, test } from 'vitest'
import coinbase from '@/lib/venues/coinbase-intl'
import { loadFixture, normaliseFixture, sourceOf } from '../../support/venue-fixtures'

const source = sourceOf(coinbase, 'open_interest')
const { observations } = normaliseFixture(source, loadFixture('coinbase-intl', 'open_interest', 'edges'))
const openInterest = new Map(
  observations.flatMap((item) => (item.kind === 'open_interest' ? [[item.market.market, item] as const] : [])),
)
const markets = new Map(
  observations.flatMap((item) => (item.kind === 'market' ? [[item.market.market, item] as const] : [])),
)

describe('Coinbase International', () => {
  test('reads open interest as number and as text', () => {
    expect(openInterest.get('ETH-PERP')?.valueUsd?.toFixed()).toBe('341850.75')
    expect(openInterest.get('NOVOL-PERP')?.valueUsd?.toFixed()).toBe('340150')
  })

  test('leaves out what a multiplier other than 1 does, and lists the contract', () => {
    expect(openInterest.get('PEPE-PERP')).toMatchObject({ undocumented: true, valueUsd: null })
    expect(markets.get('PEPE-PERP')?.listed).toBe(true)
    expect(openInterest.has('NOMULT-PERP')).toBe(false)
  })

  test('lists what trades, perpetuals alone', () => {
    expect(markets.has('BTC-USDC')).toBe(false)
    const off = [...markets.values()].filter((item) => !item.listed).map((item) => item.market.market)
    expect(off).toEqual(['HALT-PERP', 'DEL-PERP', 'EXT-PERP'])
  })

  test('has no dollars without a mark price', () => {
    for (const market of ['NOQUOTE-PERP', 'NOMARK-PERP']) {
      expect(openInterest.get(market)).toMatchObject({ valueUsd: null, reason: 'no mark price' })
    }
  })

  test('turns the margin fraction over, and never a fraction of zero', () => {
    expect(markets.get('ETH-PERP')?.maxLeverage?.toFixed()).toBe('20')
    expect(markets.get('THIRD-PERP')?.maxLeverage?.toDecimalPlaces(4).toFixed()).toBe('3.3333')
    expect(markets.get('IMF-PERP')?.maxLeverage).toBeNull()
    expect(markets.get('BADIMF-PERP')?.maxLeverage).toBeNull()
  })

  test('takes an object for an error and a list for an answer', () => {
    expect(source.vendorError?.([], 200)).toBeNull()
    expect(source.vendorError?.({ title: 'Invalid attribute', status: 400 }, 400)).toEqual({
      code: '400',
      message: 'Invalid attribute',
      kind: 'request',
    })
    expect(source.vendorError?.({ message: 'Server allows 100 requests per second' }, 429)?.kind).toBe('busy')
    expect(source.vendorError?.({ message: 'down' }, 503)?.kind).toBe('server')
  })
})
