import { describe, expect, test } from 'vitest'
import phemex from '@/lib/venues/phemex'
import { loadFixture, normaliseFixture, sourceOf, toReceived } from '../../support/venue-fixtures'

const source = sourceOf(phemex, 'open_interest')
const context = { now: new Date('2026-11-23T12:00:00Z'), largestMarkets: ['BTCUSD', 'cETHUSD'] }

describe('Phemex open interest', () => {
  const { observations } = normaliseFixture(source, loadFixture('phemex', 'open_interest', 'edges'))
  const found = observations.flatMap((item) => (item.kind === 'open_interest' ? [item] : []))

  test('is dollars for contracts margined in coins, at no price', () => {
    const inverse = found.filter((item) => item.market.contractType === 'inverse')
    expect(inverse.map((item) => [item.market.market, item.valueUsd?.toFixed()])).toEqual([
      ['BTCUSD', '123456'],
      ['cETHUSD', '0'],
      ['cADAUSD', '5000'],
    ])
    expect(inverse.every((item) => item.markPrice === null && item.status === 'E')).toBe(true)
  })

  test('is left out for the others, because its unit is not documented', () => {
    const linear = found.filter((item) => item.market.contractType === 'linear')
    expect(linear.length).toBeGreaterThan(4)
    for (const item of linear) {
      expect(item).toMatchObject({ undocumented: true, valueUsd: null, baseUnits: null, contracts: null, status: 'M' })
    }
  })

  test('is not lost to an unreadable turnover', () => {
    expect(found.map((item) => item.market.market)).toContain('BADUSDT')
    expect(observations.some((item) => item.kind === 'volume' && item.market === 'BADUSDT')).toBe(false)
  })

  test('drops the marker of a thousand coins from the name of the base, not from the id', () => {
    expect(found.find((item) => item.market.market === 'u1000PEPEUSDT')?.market.baseAsset).toBe('1000PEPE')
  })
})

describe('the Phemex module', () => {
  test('reads books of what is traded most: by digits, not by text', () => {
    const depth = sourceOf(phemex, 'depth')
    const fixture = loadFixture('phemex', 'depth', 'thirty')
    const tickers = toReceived(depth, fixture).slice(0, 1)
    expect(depth.next?.(tickers, { ...context, round: 1 }).map((item) => item.subject)).toEqual([
      'ETHUSDT',
      'BTCUSDT',
      'SOLUSDT',
    ])
    expect(depth.next?.(tickers, { ...context, round: 2 })).toEqual([])
  })

  test('says that a book of thirty levels ends before the band', () => {
    const { observations } = normaliseFixture(sourceOf(phemex, 'depth'), loadFixture('phemex', 'depth', 'thirty'))
    const bitcoin = observations.find((item) => item.kind === 'depth' && item.market === 'BTCUSDT')
    expect(bitcoin).toMatchObject({ bidUsd1: null, askUsd2: null })
  })

  test('finds errors of both envelopes', () => {
    const unknown = { error: { code: 6001, message: 'invalid argument' }, id: null, result: null }
    expect(source.vendorError?.(unknown, 500)).toEqual({ code: '6001', message: 'invalid argument', kind: 'request' })
    expect(source.vendorError?.({ error: { code: 1, message: 'x' } }, 503)?.kind).toBe('server')
    expect(source.vendorError?.({ code: 10500, msg: 'busy' }, 429)).toEqual({
      code: '10500',
      message: 'busy',
      kind: 'busy',
    })
    expect(source.vendorError?.({ error: null, id: 0, result: [] }, 200)).toBeNull()
    expect(source.vendorError?.({ code: 0, msg: 'OK', data: {} }, 200)).toBeNull()
  })
})
