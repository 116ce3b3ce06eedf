import { describe, expect, test } from 'vitest'
import { binanceAdlScore, binanceMarginRatio, bitmexAdlScore, hyperliquidAdlIndex } from '@/lib/core/metrics/adl-score'

describe('bitmexAdlScore', () => {
  test('multiplies by leverage in profit and divides in loss', () => {
    expect(bitmexAdlScore({ entryValue: 100, markValue: 110, bankruptcyValue: 90 })).toEqual({
      pnlShare: 0.1,
      effectiveLeverage: 5.5,
      score: 0.55,
    })
    expect(bitmexAdlScore({ entryValue: 100, markValue: 95, bankruptcyValue: 90 })).toMatchObject({
      pnlShare: -0.05,
      effectiveLeverage: 19,
      score: expect.closeTo(-0.05 / 19, 12),
    })
  })

  test('takes shorts as negative values', () => {
    expect(bitmexAdlScore({ entryValue: -100, markValue: -90, bankruptcyValue: -110 })).toMatchObject({
      pnlShare: 0.1,
      effectiveLeverage: 4.5,
    })
  })

  test('is null for a bankrupt position and without an entry', () => {
    expect(bitmexAdlScore({ entryValue: 100, markValue: 90, bankruptcyValue: 90 })).toBeNull()
    expect(bitmexAdlScore({ entryValue: 0, markValue: 90, bankruptcyValue: 80 })).toBeNull()
  })
})

describe('binanceAdlScore', () => {
  test('counts a loss as 0 and a wallet below 1 as 1', () => {
    expect(binanceAdlScore({ walletBalance: 50, unrealised: -5, marginRatio: 0.2 })).toEqual({ pnlShare: 0, score: 0 })
    expect(binanceAdlScore({ walletBalance: 0.5, unrealised: 3, marginRatio: 0.2 })).toEqual({
      pnlShare: 3,
      score: 0.6,
    })
  })

  test('has a margin ratio of 0 without equity', () => {
    expect(binanceMarginRatio({ maintenance: 5, walletBalance: 40, unrealised: 10 })).toBe(0.1)
    expect(binanceMarginRatio({ maintenance: 5, walletBalance: 40, unrealised: -40 })).toBe(0)
  })
})

describe('hyperliquidAdlIndex', () => {
  test('grows with profit and account leverage', () => {
    expect(hyperliquidAdlIndex({ mark: 120, entry: 100, notional: 500, accountValue: 100 })).toBe(6)
  })

  test('is null without account value or entry', () => {
    expect(hyperliquidAdlIndex({ mark: 120, entry: 100, notional: 500, accountValue: 0 })).toBeNull()
    expect(hyperliquidAdlIndex({ mark: 120, entry: 0, notional: 500, accountValue: 10 })).toBeNull()
  })
})
