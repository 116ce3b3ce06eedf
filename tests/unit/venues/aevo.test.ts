import { describe, expect, test } from 'vitest'
import aevo from '@/lib/venues/aevo'
import { loadFixture, normaliseFixture, sourceOf, toReceived } from '../../support/venue-fixtures'

const openInterest = sourceOf(aevo, 'open_interest')
const volume = sourceOf(aevo, 'volume')
const context = { now: new Date('2026-11-23T12:00:00Z'), largestMarkets: [] }

describe('Aevo requests', () => {
  test('ask the volume of each active asset once, in the second round only', () => {
    const received = toReceived(volume, loadFixture('aevo', 'volume', 'mixed')).slice(0, 1)
    const planned = volume.next?.(received, { ...context, round: 1 }) ?? []
    expect(planned.map((item) => item.subject)).toEqual(['BTC', 'ETH', 'NEG', 'GAP'])
    expect(planned[0]?.url).toBe('https://api.aevo.xyz/statistics?asset=BTC&instrument_type=PERPETUAL')
    expect(volume.next?.(received, { ...context, round: 2 })).toEqual([])
  })

  test.each([
    [{ error: 'ERR_MALFORMED_REQUEST' }, 400, 'request'],
    [{ error: 'ERR_X' }, 429, 'busy'],
    [{ error: 'ERR_X' }, 503, 'server'],
  ])('take %j with HTTP %i for an error', (body, status, kind) => {
    expect(openInterest.vendorError?.(body, status)).toMatchObject({ kind, code: body.error })
  })
})

describe('Aevo open interest', () => {
  const { observations, rejected } = normaliseFixture(openInterest, loadFixture('aevo', 'open_interest', 'mixed'))
  const found = new Map(
    observations.flatMap((item) => (item.kind === 'open_interest' ? [[item.market.market, item] as const] : [])),
  )

  test('is base units at the mark price, an estimate because the sides are not stated', () => {
    expect(found.get('BTC-PERP')?.valueUsd?.toFixed()).toBe('6140000')
    expect(found.get('BTC-PERP')).toMatchObject({ status: 'E', reason: expect.stringContaining('one side') })
  })

  test('leaves out assets with options only, without a complaint', () => {
    expect([...found.keys()]).not.toContain('OPT-PERP')
    expect(rejected.filter((item) => item.sample.includes('option_info'))).toEqual([])
  })

  test('has no dollars without a mark price or a dollar quote', () => {
    expect(found.get('NOMARK-PERP')).toMatchObject({ valueUsd: null, reason: 'no mark price' })
    expect(found.get('EUR-PERP')).toMatchObject({ valueUsd: null, status: 'M' })
  })
})
