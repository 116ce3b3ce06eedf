import { describe, expect, test } from 'vitest'
import { dec, plain } from '@/lib/core/decimal'
import {
  fundOverVolume,
  lossPerLiquidated,
  openInterestOverDepth,
  sumVolume,
  type VolumeNow,
} from '@/lib/core/metrics/liquidity'

const NOW = new Date('2026-11-20T12:00:00Z')
const MINUTE = 60_000
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * MINUTE)

function row(market: string, usd: string | null, minutes: number | null, reason: string | null = null): VolumeNow {
  const at = minutes === null ? null : ago(minutes)
  return {
    market,
    valueUsd: usd === null ? null : dec(usd),
    observedAt: at,
    checkedAt: at,
    cadenceMs: at === null ? 0 : MINUTE,
    reason,
  }
}

describe('the volume of a venue', () => {
  test('is the exact sum of its markets, with the newest clock', () => {
    const volume = sumVolume([row('A', '100000000000000000.000000000000000001', 1), row('B', '0.5', 0)], NOW)
    expect(volume.valueUsd && plain(volume.valueUsd)).toBe('100000000000000000.500000000000000001')
    expect(volume).toMatchObject({ markets: 2, checkedAt: ago(0), tooOld: false, reason: null })
  })

  test('uses a value up to two cadences older than the pass, and is absent beyond that', () => {
    expect(sumVolume([row('A', '1', 0), row('B', '2', 2)], NOW).valueUsd?.toNumber()).toBe(3)
    expect(sumVolume([row('A', '1', 0), row('B', '2', 3)], NOW)).toMatchObject({
      valueUsd: null,
      markets: 0,
      reason: '1 of 2 markets missing',
    })
  })

  test('leaves out and counts what never had a volume, and says why where the venue does', () => {
    const unread = sumVolume([row('A', '4', 0), row('B', null, null)], NOW)
    expect([unread.valueUsd?.toNumber(), unread.markets, unread.reason]).toEqual([
      4,
      1,
      '1 of 2 markets left out: no volume read for them',
    ])
    const unpriced = sumVolume([row('A', '4', 0), row('B', null, 0, 'unit not documented')], NOW)
    expect(unpriced.reason).toBe('1 of 2 markets left out: unit not documented')
  })

  test('is absent with the reason where no market has one', () => {
    expect(sumVolume([], NOW)).toMatchObject({ valueUsd: null, reason: 'not yet collected' })
    expect(sumVolume([row('A', null, null)], NOW)).toMatchObject({ valueUsd: null, reason: 'not yet collected' })
    expect(sumVolume([row('A', null, 0, 'no mark price')], NOW)).toMatchObject({
      valueUsd: null,
      reason: 'no mark price',
    })
  })

  test('that the venue states as nothing is 0', () => {
    expect(sumVolume([row('A', '0', 0)], NOW)).toMatchObject({ reason: null, markets: 1 })
    expect(sumVolume([row('A', '0', 0)], NOW).valueUsd?.toNumber()).toBe(0)
  })

  test('is too old for a ratio after four cadences', () => {
    expect([sumVolume([row('A', '1', 4)], NOW).tooOld, sumVolume([row('A', '1', 5)], NOW).tooOld]).toEqual([
      false,
      true,
    ])
  })
})

describe('ratios', () => {
  test('a fund of $30m over a volume of $12bn is 0.25 %', () => {
    expect(fundOverVolume(dec('30000000'), dec('12000000000'))).toBe(0.0025)
    expect([fundOverVolume(null, dec(1)), fundOverVolume(dec(1), null), fundOverVolume(dec(1), dec(0))]).toEqual([
      null,
      null,
      null,
    ])
  })

  test('open interest is set against the thinner side', () => {
    expect(openInterestOverDepth(dec('600'), dec('40'), dec('24'))).toBe(25)
    expect(openInterestOverDepth(dec('600'), dec('24'), dec('40'))).toBe(25)
    expect([
      openInterestOverDepth(dec('600'), null, dec('24')),
      openInterestOverDepth(null, dec('1'), dec('24')),
      openInterestOverDepth(dec('600'), dec('0'), dec('24')),
    ]).toEqual([null, null, null])
  })
})

describe('loss per liquidated', () => {
  const window = { liquidatedUsd: dec('1000'), lossUsd: null, bookedUsd: dec('20'), lowerBound: true }

  test('takes the feed’s own losses first, else the bookings: at most, over a part of the liquidations', () => {
    expect(lossPerLiquidated({ ...window, lossUsd: dec('5') })).toEqual({ ratio: 0.005, basis: 'feed', atMost: false })
    expect(lossPerLiquidated(window)).toEqual({ ratio: 0.02, basis: 'flows', atMost: true })
    expect(lossPerLiquidated({ ...window, lowerBound: false }).atMost).toBe(false)
  })

  test('is absent without a loss, without liquidations, and when nothing was liquidated', () => {
    const none = { ratio: null, basis: null, atMost: false }
    expect(lossPerLiquidated({ ...window, bookedUsd: null })).toEqual(none)
    expect(lossPerLiquidated({ ...window, liquidatedUsd: null })).toEqual(none)
    expect(lossPerLiquidated({ ...window, liquidatedUsd: dec('0') })).toEqual(none)
  })
})
