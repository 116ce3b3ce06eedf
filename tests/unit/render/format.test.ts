import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dec, plain } from '@/lib/core/decimal'
import {
  formatChange,
  formatCompact,
  formatCount,
  formatLeverage,
  formatMove,
  formatProximity,
  formatRatioPercent,
  formatUnits,
  formatUnitsExact,
  formatUsd,
  formatUsdExact,
} from '@/lib/render/format'

describe('formatUsd', () => {
  const cases: readonly [string, string][] = [
    ['794000000', '$794M'],
    ['1240000000', '$1.24B'],
    ['25600', '$25.6K'],
    ['612', '$612'],
    ['999999.99', '$1.00M'],
    ['999.6', '$1.00K'],
    ['999.4', '$999'],
    ['1000', '$1.00K'],
    ['5', '$5.00'],
    ['0.5', '$0.50'],
    ['0.004', '<$0.01'],
    ['-0.004', '−<$0.01'],
    ['-5421.2', '−$5.42K'],
    ['0', '$0'],
    ['0.000', '$0'],
    ['-0', '$0'],
    ['1234567890123', '$1.23T'],
    ['1234567890123456', '$1,230T'],
    ['100400000', '$100M'],
    ['12000000', '$12.0M'],
  ]

  test('shows three significant figures with a suffix decided after rounding', () => {
    for (const [given, shown] of cases) expect(formatUsd(given)).toBe(shown)
    expect(cases).toHaveLength(20)
  })

  test('stays within half a unit of the third figure and never shows a zero for what is not', () => {
    const scale: Readonly<Record<string, number>> = { '': 0, K: 3, M: 6, B: 9, T: 12 }
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 15 }), fc.integer({ min: 0, max: 2 }), (digits, places) => {
        const value = dec(digits).div(dec(10).pow(places))
        const match = /^\$([\d,.]+)([KMBT]?)$/.exec(formatUsd(plain(value)))
        const shown = dec((match?.[1] ?? '').replaceAll(',', '')).times(dec(10).pow(scale[match?.[2] ?? ''] ?? 0))
        expect(shown.isZero()).toBe(false)
        const tolerance = value.lt(1) ? dec('0.005') : value.times('0.005')
        expect(shown.minus(value).abs().lte(tolerance)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('refuses what is not a number', () => {
    expect(() => formatUsd('n/a')).toThrow()
    expect(() => formatUsd('NaN')).toThrow(RangeError)
  })
})

describe('exact forms', () => {
  test('keep every digit and group them', () => {
    expect(formatUsdExact('794123456.78')).toBe('$794,123,456.78')
    expect(formatUsdExact('-5421.2')).toBe('−$5,421.2')
    expect(formatUnitsExact('36751.78124567', 'XBT')).toBe('36,751.78124567 XBT')
  })
})

describe('formatUnits', () => {
  test('shows dollars with at most cents and other assets with up to four decimals', () => {
    const cases: readonly [string, string, string][] = [
      ['277000123.5511', 'USDT', '277,000,124 USDT'],
      ['12.5', 'USDC', '12.5 USDC'],
      ['12.00412345', 'BTC', '12.0041 BTC'],
      ['36751.78124567', 'XBT', '36,751.78 XBT'],
      ['1234567.89', 'BNB', '1,234,568 BNB'],
      ['0', 'BTC', '0 BTC'],
      ['0.00001', 'BTC', '<0.0001 BTC'],
      ['-0.00001', 'BTC', '−<0.0001 BTC'],
      ['-5421.2', 'USDT', '−5,421 USDT'],
      ['100', 'ETH', '100 ETH'],
    ]
    for (const [units, asset, shown] of cases) expect(formatUnits(units, asset)).toBe(shown)
    expect(cases).toHaveLength(10)
  })
})

describe('ratios', () => {
  test('are percent with two significant figures, whole from ten up', () => {
    const cases: readonly [number, string][] = [
      [0.0034, '0.34 %'],
      [0.0452, '4.5 %'],
      [0.123, '12 %'],
      [0.0999, '10 %'],
      [0.00999, '1.0 %'],
      [1.246, '125 %'],
      [12.5, '1,250 %'],
      [0.00001, '0.0010 %'],
      [0, '0 %'],
      [-0.00027, '−0.027 %'],
    ]
    for (const [ratio, shown] of cases) expect(formatRatioPercent(ratio)).toBe(shown)
    expect(cases).toHaveLength(10)
  })

  test('carry their sign as changes', () => {
    expect(formatChange(0.0021)).toBe('+0.21 %')
    expect(formatChange(-0.0102)).toBe('−1.0 %')
    expect(formatChange(0)).toBe('0 %')
  })

  test('make a band of moves, one figure when both ends read the same, open when there is no upper end', () => {
    expect(formatMove({ low: 0.083, high: 0.15 })).toBe('8.3–15 %')
    expect(formatMove({ low: 0.0831, high: 0.0832 })).toBe('8.3 %')
    expect(formatMove({ low: 0, high: 0 })).toBe('0 %')
    expect(formatMove({ low: 0.19, high: null })).toBe('19 % or more')
  })

  test('refuse what is not finite', () => {
    expect(() => formatRatioPercent(Number.NaN)).toThrow(RangeError)
    expect(() => formatRatioPercent(Number.POSITIVE_INFINITY)).toThrow(RangeError)
  })
})

describe('counts and plain numbers', () => {
  test('have a noun in the right number', () => {
    expect(formatCount(1, 'market')).toBe('1 market')
    expect(formatCount(1204, 'market')).toBe('1,204 markets')
    expect(formatCount(0, 'venue reports', 'venues report')).toBe('0 venues report')
  })

  test('are short on an axis, with a sign where needed', () => {
    expect(formatCompact('36751.78')).toBe('36.8K')
    expect(formatCompact('0.025')).toBe('0.025')
    expect(formatCompact('-40000')).toBe('−40.0K')
    expect(formatLeverage(100)).toBe('100x')
    expect(formatProximity(1.168)).toBe('1.17')
    expect(formatProximity(-0.05)).toBe('−0.05')
  })
})
