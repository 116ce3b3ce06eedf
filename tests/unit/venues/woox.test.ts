import { describe, expect, test } from 'vitest'
import woox from '@/lib/venues/woox'
import { loadFixture, normaliseFixture, sourceOf } from '../../support/venue-fixtures'

const source = sourceOf(woox, 'open_interest')
const context = { now: new Date('2026-11-23T12:00:00Z'), largestMarkets: ['PERP_BTC_USDT'] }

describe('WOO X open interest', () => {
  const { observations } = normaliseFixture(source, loadFixture('woox', 'open_interest', 'edges'))
  const found = new Map(
    observations.flatMap((item) => (item.kind === 'open_interest' ? [[item.market.market, item] as const] : [])),
  )

  test('is base units at the mark, whatever the index', () => {
    expect(found.get('PERP_ETH_USDT')?.valueUsd?.toFixed()).toBe('3401700')
    expect(found.get('PERP_SOLV_USDT')?.valueUsd?.toFixed()).toBe('418')
    expect(found.get('PERP_NOMARK_USDT')).toMatchObject({ valueUsd: null, reason: 'no mark price' })
  })

  test('is left out where a multiplier other than 1 would change it', () => {
    expect(found.get('PERP_PEPE_USDT')).toMatchObject({ undocumented: true, valueUsd: null })
    expect(found.get('PERP_1INCH_USDT')?.undocumented).toBe(false)
  })

  test('has no time when that of the answer lies ahead, and none of a suspended contract', () => {
    expect([...found.values()].every((item) => item.observedAt === null)).toBe(true)
    expect(found.has('PERP_OFF_USDT')).toBe(false)
  })

  test('knows no leverage contract by contract', () => {
    const markets = observations.flatMap((item) => (item.kind === 'market' ? [item] : []))
    expect(markets.every((item) => item.maxLeverage === null)).toBe(true)
    expect(markets.some((item) => item.market.market.startsWith('SPOT'))).toBe(false)
    expect(woox.leverage).toMatchObject({ max: 50, perMarket: false })
  })
})

describe('the WOO X module', () => {
  test('asks nothing of the path whose reply is not documented', () => {
    const urls = woox.sources.flatMap((item) => item.requests(context).map((request) => request.url))
    expect(urls.length).toBeGreaterThan(2)
    expect(urls.filter((url) => /insurance/i.test(url))).toEqual([])
    expect(woox.fundAbsence).toContain('/v3/public/insuranceFund')
  })

  test('reads errors with and without a code', () => {
    expect(source.vendorError?.({ success: false, message: 'invalid symbol X' }, 400)).toEqual({
      code: '400',
      message: 'invalid symbol X',
      kind: 'request',
    })
    expect(source.vendorError?.({ success: false, code: -1003, message: 'TOO_MANY_REQUEST' }, 200)?.kind).toBe('busy')
    expect(source.vendorError?.({ success: false, code: -1000, message: 'internal' }, 500)?.kind).toBe('server')
    expect(source.vendorError?.({ success: true, data: { rows: [] } }, 200)).toBeNull()
  })

  test('finds nothing within the bands of a book that wide, which is nothing and not missing', () => {
    const { observations } = normaliseFixture(sourceOf(woox, 'depth'), loadFixture('woox', 'depth', 'books'))
    const wide = observations.find((item) => item.kind === 'depth' && item.market === 'PERP_TAO_USDT')
    expect(wide?.kind === 'depth' && [wide.bidUsd2?.toFixed(), wide.askUsd2?.toFixed()]).toEqual(['0', '0'])
  })
})
