import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dec } from '@/lib/core/decimal'
import { classifyAsset, haircutOf } from '@/lib/core/metrics/asset-policy'
import {
  concentrateAssets,
  concentratePools,
  dominantStablecoin,
  fundAfterHaircuts,
  fundInFall,
  type HeldAsset,
  mixAssets,
} from '@/lib/core/metrics/fund-assets'

const held = (asset: string, value: string | null): HeldAsset => ({
  asset,
  valueUsd: value === null ? null : dec(value),
})
/** Vector W01: $300m stable, $200m bitcoin, $100m native token. */
const w01 = mixAssets([held('USDT', '300e6'), held('BTC', '200e6'), held('ACME', '100e6')], ['acme'])

describe('classes of assets', () => {
  test('native before any other rule, stablecoins at par, a dollar total apart, the rest unknown', () => {
    const kinds = ['usdt', 'WBTC', 'SOL', 'BNB', 'USD', 'XAUT'].map((asset) => classifyAsset(asset, ['BNB']))
    expect(kinds).toEqual(['stable', 'major', 'crypto', 'native', 'total', 'unknown'])
    expect(classifyAsset('BNB', [])).toBe('crypto')
  })

  test('haircuts: bitcoin at least the scenario', () => {
    expect([haircutOf('major', 0.3), haircutOf('major', 0.5), haircutOf('stable', 0.5)]).toEqual([0.35, 0.5, 0.02])
    expect([haircutOf('crypto', 0.3), haircutOf('native', 0.3), haircutOf('unknown', 0.3)]).toEqual([0.6, 1, null])
  })
})

describe('what a fund is made of', () => {
  test('adds up an asset over pools, largest first, and leaves out what has no price', () => {
    const mix = mixAssets([held('BTC', '1'), held('USDT', '2'), held('BTC', '4'), held('BNFCR', null)], [])
    expect(mix.assets.map(({ asset, share }) => [asset, share])).toEqual([
      ['BTC', 5 / 7],
      ['USDT', 2 / 7],
    ])
    expect(mix.unpriced).toEqual(['BNFCR'])
  })

  test('concentration of vector W01, and none of a dollar total or a negative pool', () => {
    expect(concentrateAssets(w01).value?.hhi).toBeCloseTo(0.3888888888888889, 14)
    expect(concentrateAssets(w01).value?.effectiveAssets).toBeCloseTo(2.571428571428571, 12)
    expect(concentrateAssets(mixAssets([held('USD', '5')], [])).reason).toContain('not what it is made of')
    expect(concentratePools([dec(3), dec(-1)]).reason).toBe('a pool is negative, so shares mean nothing')
    expect(concentratePools([dec(3), dec(3)]).value?.hhi).toBe(0.5)
  })

  test('the native token counts zero on both sides of the wrong-way ratio, and wholly in the haircut', () => {
    // (300 + 200 x 0.7) / 500; 300 x 0.98 + 200 x 0.65.
    expect(fundInFall(w01, 0.3).value?.ratio).toBeCloseTo(0.88, 14)
    expect(fundInFall(w01, 0.3).value?.stressedUsd.toNumber()).toBe(440e6)
    expect(fundAfterHaircuts(w01, 0.3).value?.toNumber()).toBe(424e6)
    expect(w01.nativeUsd.toNumber()).toBe(100e6)
  })

  test('an asset without a rule makes the figure absent, and is named', () => {
    const mix = mixAssets([held('USDT', '5'), held('XAUT', '5')], [])
    expect(fundInFall(mix, 0.1)).toEqual({ value: null, reason: 'no rule for how XAUT moves' })
    expect(fundAfterHaircuts(mix, 0.1).reason).toBe('no rule for how XAUT moves')
    expect(fundInFall(mixAssets([held('ACME', '5')], ['ACME']), 0.1).reason).toContain('native token')
    expect(fundInFall(mixAssets([], []), 0.1).reason).toBe('no priced asset')
  })

  test('names a stablecoin that is more than half', () => {
    expect(dominantStablecoin(w01)).toBeNull()
    expect(dominantStablecoin(mixAssets([held('USDC', '51'), held('BTC', '49')], []))?.asset).toBe('USDC')
  })

  test('the ratio falls from 1 with the fall and never below what the coins lose', () => {
    const amount = fc.integer({ min: 1, max: 1e9 })
    const fall = fc.double({ min: 0, max: 0.99, noNaN: true })
    fc.assert(
      fc.property(amount, amount, fall, (stable, coins, g) => {
        const mix = mixAssets([held('USDT', String(stable)), held('BTC', String(coins))], [])
        const found = fundInFall(mix, g).value?.ratio ?? Number.NaN
        expect(found).toBeCloseTo(1 - (coins / (stable + coins)) * g, 9)
        expect(found).toBeGreaterThanOrEqual(1 - g - 1e-12)
      }),
    )
  })
})
