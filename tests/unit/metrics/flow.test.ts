import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { advanceFlowIndex, splitChange } from '@/lib/core/metrics/flow'

/** Decimal text with up to 18 places. */
const amount = (whole: bigint) =>
  fc
    .tuple(fc.bigInt({ min: 0n, max: whole }), fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }))
    .map(([units, rest]) => `${units}.${rest.toString().padStart(18, '0')}`)

describe('splitChange', () => {
  test('splits at the midpoint', () => {
    const result = splitChange([
      { unitsBefore: '10', unitsAfter: '8', priceUsdBefore: '100', priceUsdAfter: '90' },
      { unitsBefore: '500', unitsAfter: '520', priceUsdBefore: '1', priceUsdAfter: '1' },
    ])
    expect(result.flowUsd.toFixed()).toBe('-170')
    expect(result.priceUsd.toFixed()).toBe('-90')
    expect(result.changeUsd.toFixed()).toBe('-260')
  })

  test('leaves no residual, to the last digit', () => {
    const asset = fc.record({
      unitsBefore: amount(10n ** 12n),
      unitsAfter: amount(10n ** 12n),
      priceUsdBefore: amount(10n ** 6n),
      priceUsdAfter: amount(10n ** 6n),
    })
    fc.assert(
      fc.property(fc.array(asset, { maxLength: 6 }), (assets) => {
        const { flowUsd, priceUsd, changeUsd } = splitChange(assets)
        expect(flowUsd.plus(priceUsd).toFixed()).toBe(changeUsd.toFixed())
      }),
      { numRuns: 300 },
    )
  })

  test('sees no flow in a price change and no price in a flow', () => {
    const price = splitChange([{ unitsBefore: 3, unitsAfter: 3, priceUsdBefore: 100, priceUsdAfter: 70 }])
    expect([price.flowUsd.toFixed(), price.priceUsd.toFixed()]).toEqual(['0', '-90'])
    const flow = splitChange([{ unitsBefore: 3, unitsAfter: 2, priceUsdBefore: 70, priceUsdAfter: 70 }])
    expect([flow.flowUsd.toFixed(), flow.priceUsd.toFixed()]).toEqual(['-70', '0'])
  })
})

describe('advanceFlowIndex', () => {
  test('moves by the flow as a share of the value before', () => {
    expect(advanceFlowIndex(1, '-30', '120')?.toFixed()).toBe('0.75')
    expect(advanceFlowIndex('0.75', '0', '90')?.toFixed()).toBe('0.75')
    expect(advanceFlowIndex('0.75', '30', '90')?.toFixed(6)).toBe('1.000000')
  })

  test('is null when there was no value to compare with', () => {
    expect(advanceFlowIndex(1, '5', '0')).toBeNull()
    expect(advanceFlowIndex(1, '5', '-2')).toBeNull()
  })
})
