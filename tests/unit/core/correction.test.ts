import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { correctBalance, correctedStatus, correctOpenInterest, isSameAmount } from '@/lib/core/correction'
import { dec } from '@/lib/core/decimal'

const balance = { units: '50', price_usd: '2', price_source: 'index', value_usd: '100' }
const interest = { contracts: '10', base_units: '3', value_usd: '90', mark_price: '30' }

describe('a corrected balance', () => {
  test('carries its value along, by hand', () => {
    expect(correctBalance(balance, 'units', '60.5')).toEqual({ ...balance, units: '60.5', value_usd: '121' })
    expect(correctBalance(balance, 'price_usd', '0.1')).toEqual({ ...balance, price_usd: '0.1', value_usd: '5' })
    expect(correctBalance({ ...balance, price_usd: null, value_usd: '7' }, 'units', '60').value_usd).toBeNull()
  })

  test('a value of its own stands without a price; null withdraws', () => {
    const without = { units: '50', price_usd: null, price_source: null }
    expect(correctBalance(balance, 'value_usd', '99')).toEqual({ ...without, value_usd: '99' })
    expect(correctBalance(balance, 'value_usd', null)).toEqual({ ...without, value_usd: null })
    expect(correctBalance(balance, 'price_usd', null)).toEqual({ ...without, value_usd: null })
    expect(() => correctBalance(balance, 'units', null)).toThrow('a balance has no "units" to set to null')
    expect(() => correctBalance(balance, 'reason', '1')).toThrow('no "reason"')
  })

  test('value = units x price, to the last digit', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 30n }).map((whole) => dec(whole.toString()).div(1e9).toFixed())
    fc.assert(
      fc.property(amount, amount, (units, price) => {
        const { value_usd: value } = correctBalance({ ...balance, price_usd: price }, 'units', units)
        expect(dec(value ?? '-1').eq(dec(units).times(price))).toBe(true)
      }),
    )
  })
})

test('a corrected open interest follows its price, or loses its value', () => {
  expect(correctOpenInterest(interest, 'base_units', '4')).toEqual({ ...interest, base_units: '4', value_usd: '120' })
  expect(correctOpenInterest({ ...interest, mark_price: null }, 'base_units', '4').value_usd).toBeNull()
  expect(correctOpenInterest(interest, 'contracts', null)).toEqual({ ...interest, contracts: null })
  expect(correctOpenInterest(interest, 'value_usd', null)).toEqual({ ...interest, value_usd: null })
  expect(() => correctOpenInterest(interest, 'units', '4')).toThrow('no "units"')
})

test('the status follows the value; figures are compared as numbers', () => {
  expect([correctedStatus('A', null), correctedStatus('M', '1'), correctedStatus('E', '1')]).toEqual(['M', 'A', 'E'])
  expect([isSameAmount('50', '50.000'), isSameAmount(null, null), isSameAmount('0', null)]).toEqual([true, true, false])
})
