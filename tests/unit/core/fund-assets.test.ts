import { describe, expect, test } from 'vitest'
import { classifyAsset, policyHaircut, scenarioShock } from '@/lib/core/fund-assets'
import { measureWrongWay } from '@/lib/core/metrics/wrong-way'

describe('assets of a fund', () => {
  test('are dollars, majors, other coins or the venue’s own token', () => {
    expect(classifyAsset('binance', 'USDT')).toBe('dollar')
    expect(classifyAsset('bybit', 'xbt')).toBe('major')
    expect(classifyAsset('bybit', 'SOL')).toBe('other')
    expect(classifyAsset('binance', 'BNB')).toBe('own')
    // At another venue the same token is a coin like any other.
    expect(classifyAsset('okx', 'BNB')).toBe('other')
    expect(classifyAsset('okx', 'OKB')).toBe('own')
  })

  test('move with the market in the direction of the scenario', () => {
    expect(scenarioShock('dollar', 'long', 0.3)).toBe(0)
    expect(scenarioShock('major', 'long', 0.3)).toBe(0.3)
    expect(scenarioShock('other', 'short', 0.3)).toBe(-0.3)
    expect([scenarioShock('own', 'long', 0.1), scenarioShock('own', 'short', 0.1)]).toEqual([1, 1])
  })

  test('have the haircuts of methodology 3.5', () => {
    expect(policyHaircut('dollar', 0.3)).toBe(0.02)
    expect([policyHaircut('major', 0.1), policyHaircut('major', 0.5)]).toEqual([0.35, 0.5])
    expect([policyHaircut('other', 0.1), policyHaircut('own', 0)]).toEqual([0.6, 1])
  })

  test('give the fund of vector W01 in a fall of 30 %, its own token counted as nothing', () => {
    const fund = [
      { asset: 'USDT', valueUsd: 300 },
      { asset: 'BTC', valueUsd: 200 },
      { asset: 'BNB', valueUsd: 100 },
    ].map(({ asset, valueUsd }) => {
      const assetClass = classifyAsset('binance', asset)
      return { asset, valueUsd, shock: scenarioShock(assetClass, 'long', 0.3), haircut: policyHaircut(assetClass, 0.3) }
    })
    const { headlineUsd, stressedUsd, haircutUsd } = measureWrongWay(fund)
    expect(headlineUsd.toNumber()).toBe(600)
    // 300 + 200 x 0.7 + 0
    expect(stressedUsd.toNumber()).toBeCloseTo(440, 9)
    // 300 x 0.98 + 200 x 0.65 + 0
    expect(haircutUsd.toNumber()).toBeCloseTo(424, 9)
  })
})
