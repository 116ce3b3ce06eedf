import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dec } from '@/lib/core/decimal'
import type { Composition } from '@/lib/core/metrics/fund-money'
import { advanceLevel, levelChange, levelDrawdown } from '@/lib/core/metrics/level'

const holding = (assets: Record<string, [units: number, price: number]>): Composition =>
  new Map(
    Object.entries(assets).map(([asset, [units, price]]) => [
      asset,
      { units: dec(units), valueUsd: dec(units).times(price) },
    ]),
  )

test('a fund of one asset follows its units and ignores its price', () => {
  const before = holding({ BTC: [10, 100] })
  const start = advanceLevel(null, before)
  const after = advanceLevel({ level: start, composition: before }, holding({ BTC: [7, 10] }))
  expect(after.level.toNumber()).toBeCloseTo(0.7, 15)
  expect(after.basis).toBe('units')
  expect(levelDrawdown(after.level, after.peak)).toBeCloseTo(0.3, 15)
})

test('a mixed fund shows a withdrawal, not a price change', () => {
  const before = holding({ USDT: [100, 1], BTC: [1, 100] })
  const start = advanceLevel(null, before)
  const price = advanceLevel({ level: start, composition: before }, holding({ USDT: [100, 1], BTC: [1, 50] }))
  expect(price.level.toNumber()).toBe(1)
  const flow = advanceLevel({ level: start, composition: before }, holding({ USDT: [80, 1], BTC: [1, 100] }))
  expect(flow.level.toNumber()).toBeCloseTo(0.9, 15)
  expect(flow.basis).toBe('flow_index')
})

test('starts again at 1 when there was nothing before', () => {
  const nothing = holding({ USDT: [0, 1] })
  expect(
    advanceLevel(
      { level: advanceLevel(null, nothing), composition: nothing },
      holding({ USDT: [5, 1] }),
    ).level.toNumber(),
  ).toBe(1)
})

test('drawdown stays within 0 and 1 along any path', () => {
  const units = fc.double({ min: 0.001, max: 1e9, noNaN: true })
  fc.assert(
    fc.property(fc.array(fc.tuple(units, units), { minLength: 2, maxLength: 20 }), (path) => {
      let composition = holding({ BTC: path[0] ?? [1, 1] })
      let level = advanceLevel(null, composition)
      for (const step of path) {
        const next = holding({ BTC: step })
        level = advanceLevel({ level, composition }, next)
        composition = next
        const fall = levelDrawdown(level.level, level.peak)
        expect(fall).toBeGreaterThanOrEqual(0)
        expect(fall).toBeLessThanOrEqual(1)
      }
    }),
  )
})

test('a change needs an earlier level above zero', () => {
  expect(levelChange(dec(2), null)).toBeNull()
  expect(levelChange(dec(2), dec(0))).toBeNull()
  expect(levelChange(dec(9), dec(10))).toBeCloseTo(-0.1, 15)
})
