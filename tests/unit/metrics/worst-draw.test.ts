import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dec } from '@/lib/core/decimal'
import { findWorstDraw } from '@/lib/core/metrics/worst-draw'

const DAY = 86_400_000
const daily = (levels: readonly number[]) => levels.map((level, index) => ({ at: index * DAY, level: dec(level) }))

describe('the worst-draw multiple', () => {
  test('takes the largest fall inside the window, wherever it begins', () => {
    const samples = daily([100, 104, 101, 97, 96, 110])
    expect(findWorstDraw(samples, DAY)).toMatchObject({ from: 2 * DAY, to: 3 * DAY, multiple: 110 / 4 })
    expect(findWorstDraw(samples, 7 * DAY)).toMatchObject({ from: DAY, to: 4 * DAY, multiple: 110 / 8 })
  })

  test('is absent without a fall, and with a fund at or below zero', () => {
    expect(findWorstDraw(daily([1, 1, 2]), DAY)).toEqual({
      draw: null,
      from: null,
      to: null,
      multiple: null,
      unobservable: false,
    })
    expect(findWorstDraw(daily([5, 0]), DAY)).toMatchObject({ multiple: null, to: DAY })
  })

  test('cannot see a fall within a window shorter than the steps', () => {
    const monthly = [100, 40, 90].map((level, index) => ({ at: index * 30 * DAY, level: dec(level) }))
    expect(findWorstDraw(monthly, 7 * DAY)).toMatchObject({ unobservable: true, draw: null })
    expect(findWorstDraw(daily([1]), DAY).unobservable).toBe(true)
  })

  test('equals the search over all pairs, and does not depend on the unit', () => {
    const levels = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 3, maxLength: 40 })
    fc.assert(
      fc.property(levels, fc.integer({ min: 1, max: 9 }), (values, days) => {
        const found = findWorstDraw(daily(values), days * DAY)
        let most = 0
        for (const [to, level] of values.entries())
          for (const before of values.slice(Math.max(0, to - days), to)) most = Math.max(most, before - level)
        expect(found.draw?.toNumber() ?? 0).toBe(most)
        const scaled = findWorstDraw(daily(values.map((value) => value * 1000)), days * DAY)
        expect(scaled.multiple).toBe(found.multiple)
      }),
    )
  })
})
