import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dec } from '@/lib/core/decimal'
import { leverageOfMarginFraction } from '@/lib/core/margin'
import { oneSidedOpenInterest } from '@/lib/core/open-interest'
import { fromMinorUnits, valueBalance } from '@/lib/core/valuation'

describe('valueBalance', () => {
  test('uses the index price of the pass before par', () => {
    expect(valueBalance('BTC', dec('2'), dec('80000'))).toMatchObject({ priceSource: 'index', status: 'A' })
    expect(valueBalance('BTC', dec('2'), dec('80000')).valueUsd?.toFixed()).toBe('160000')
    expect(valueBalance('USDT', dec('2'), dec('0.99')).priceSource).toBe('index')
  })

  test('takes dollar stablecoins at one dollar and keeps the sign', () => {
    expect(valueBalance('USDC', dec('-5.5')).valueUsd?.toFixed()).toBe('-5.5')
    expect(valueBalance('USDC', dec('-5.5')).priceSource).toBe('par')
  })

  test('gives no value without a price, and a price of zero is none', () => {
    for (const price of [null, dec('0'), dec('-1')]) {
      const found = valueBalance('BTC', dec('2'), price)
      expect([found.valueUsd, found.priceUsd, found.status]).toEqual([null, null, 'M'])
      expect(found.reason).toContain('BTC')
      expect(found.units.toFixed()).toBe('2')
    }
  })
})

test('fromMinorUnits undoes the scale exactly', () => {
  let ran = 0
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.integer({ min: 0, max: 18 }), (amount, decimals) => {
      ran += 1
      const units = fromMinorUnits(dec(amount.toString()), decimals)
      expect(units.times(dec(10).pow(decimals)).toFixed()).toBe(amount.toString())
    }),
    { numRuns: 100 },
  )
  expect(ran).toBe(100)
})

test('leverageOfMarginFraction is one over the fraction, and nothing for zero', () => {
  expect(leverageOfMarginFraction(dec('0.05'))?.toFixed()).toBe('20')
  expect(leverageOfMarginFraction(dec('1'))?.toFixed()).toBe('1')
  expect(leverageOfMarginFraction(dec('0'))).toBeNull()
})

test('no open contracts are worth nothing even where no price is known', () => {
  const none = { amount: dec('0'), sourceSides: 1, markPrice: null, quoteUsd: null } as const
  const cases = [
    oneSidedOpenInterest({ ...none, contractType: 'linear', unit: 'base' }),
    oneSidedOpenInterest({ ...none, contractType: 'inverse', unit: 'contracts', contractSize: null }),
    oneSidedOpenInterest({ ...none, contractType: 'quanto', unit: 'contracts', contractSize: null }),
  ]
  for (const found of cases) expect([found.valueUsd?.toFixed(), found.reason]).toEqual(['0', null])
  expect(cases[2]?.baseUnits).toBeNull()
  const open = oneSidedOpenInterest({ ...none, amount: dec('1'), contractType: 'linear', unit: 'base' })
  expect([open.valueUsd, open.reason]).toEqual([null, 'no mark price'])
})
