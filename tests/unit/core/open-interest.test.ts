import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dec, plain } from '@/lib/core/decimal'
import { oneSidedOpenInterest } from '@/lib/core/open-interest'

const usd = (input: Parameters<typeof oneSidedOpenInterest>[0]) => {
  const { valueUsd } = oneSidedOpenInterest(input)
  return valueUsd === null ? null : plain(valueUsd)
}

describe('linear', () => {
  test('multiplies base units by the mark', () => {
    expect(
      usd({
        contractType: 'linear',
        unit: 'base',
        amount: dec('10659.509'),
        sourceSides: 1,
        markPrice: dec(2),
        quoteUsd: dec(1),
      }),
    ).toBe('21319.018')
  })
  test('counts one side of a two-sided figure', () => {
    expect(usd({ contractType: 'linear', unit: 'quote', amount: dec(1000), sourceSides: 2, quoteUsd: dec(1) })).toBe(
      '500',
    )
  })
  test('converts contracts with their size (vector O01: OKX, 0.01 BTC)', () => {
    const read = oneSidedOpenInterest({
      contractType: 'linear',
      unit: 'contracts',
      amount: dec('2660239.59'),
      sourceSides: 1,
      contractSize: dec('0.01'),
      markPrice: dec('91487.10000000062'),
      quoteUsd: dec(1),
    })
    expect(read.baseUnits && plain(read.baseUnits)).toBe('26602.3959')
    expect(read.valueUsd?.toNumber()).toBeCloseTo(2433776053.9429064, 3)
  })
  test('converts a quote that is not the dollar', () => {
    expect(
      usd({
        contractType: 'linear',
        unit: 'base',
        amount: dec(10),
        sourceSides: 1,
        markPrice: dec('0.05'),
        quoteUsd: dec(100000),
      }),
    ).toBe('50000')
  })
})

describe('inverse', () => {
  test('is contracts times face, whatever the price (O02)', () => {
    for (const price of [1, 50_000, 114_898.43]) {
      expect(
        usd({
          contractType: 'inverse',
          unit: 'contracts',
          amount: dec(15004),
          sourceSides: 1,
          contractSize: dec(100),
          markPrice: dec(price),
        }),
      ).toBe('1500400')
    }
  })
  test('halves a two-sided dollar figure and gives coins (Bybit BTCUSD sample)', () => {
    const read = oneSidedOpenInterest({
      contractType: 'inverse',
      unit: 'usd',
      amount: dec('240113967'),
      sourceSides: 2,
      markPrice: dec('114898.43'),
      quoteUsd: dec(1),
    })
    expect(read.valueUsd && plain(read.valueUsd)).toBe('120056983.5')
    expect(read.baseUnits?.toNumber()).toBeCloseTo(2089.79 / 2, 2)
  })
})

describe('absence', () => {
  test('a missing or zero price, size or quote is a reason, never a zero', () => {
    const cases = [
      { contractType: 'linear', unit: 'base', amount: dec(5), sourceSides: 1, markPrice: null, quoteUsd: dec(1) },
      { contractType: 'linear', unit: 'base', amount: dec(5), sourceSides: 1, markPrice: dec(0), quoteUsd: dec(1) },
      { contractType: 'linear', unit: 'base', amount: dec(5), sourceSides: 1, markPrice: dec(1), quoteUsd: null },
      { contractType: 'inverse', unit: 'contracts', amount: dec(5), sourceSides: 1, contractSize: dec(0) },
      {
        contractType: 'quanto',
        unit: 'contracts',
        amount: dec(5),
        sourceSides: 1,
        contractSize: dec(1),
        markPrice: dec(1),
        quoteUsd: null,
      },
    ] as const
    for (const input of cases) {
      const read = oneSidedOpenInterest(input)
      expect(read.valueUsd).toBeNull()
      expect(read.reason).toMatch(/\w/)
    }
    expect(cases).toHaveLength(5)
  })
})

test('two sides of any amount are twice one side', () => {
  const amount = fc.double({ min: 1e-6, max: 1e12, noNaN: true })
  fc.assert(
    fc.property(amount, amount, (units, price) => {
      const one = oneSidedOpenInterest({
        contractType: 'linear',
        unit: 'base',
        amount: dec(units),
        sourceSides: 1,
        markPrice: dec(price),
        quoteUsd: dec(1),
      })
      const two = oneSidedOpenInterest({
        contractType: 'linear',
        unit: 'base',
        amount: dec(units).times(2),
        sourceSides: 2,
        markPrice: dec(price),
        quoteUsd: dec(1),
      })
      expect(one.valueUsd?.eq(two.valueUsd ?? 0)).toBe(true)
    }),
  )
})
