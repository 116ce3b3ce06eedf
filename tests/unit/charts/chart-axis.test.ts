import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linearAxis, logAxis, timeTicks } from '@/lib/render/chart-axis'

const HOUR = 3_600_000
const DAY = 24 * HOUR

describe('timeTicks', () => {
  test('puts ticks at whole UTC hours, days, months and years', () => {
    const start = Date.UTC(2025, 9, 10, 21, 13)
    const cases: readonly [number, readonly string[]][] = [
      [6 * HOUR, ['22:00', '23:00', '00:00', '01:00', '02:00', '03:00']],
      [7 * DAY, ['10-11', '10-12', '10-13', '10-14', '10-15', '10-16', '10-17']],
      [365 * DAY, ['2026-01', '2026-04', '2026-07', '2026-10']],
      [3650 * DAY, ['2026', '2028', '2030', '2032', '2034']],
    ]
    for (const [span, texts] of cases) expect(timeTicks(start, start + span, 7).map(({ text }) => text)).toEqual(texts)
    expect(cases).toHaveLength(4)
  })

  test('stays within the span and close to the number asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000_000_000 }),
        fc.integer({ min: 1800, max: 400_000_000 }),
        (start, span) => {
          const [from, to] = [start * 1000, (start + span) * 1000]
          const ticks = timeTicks(from, to, 7)
          expect(ticks.length).toBeLessThanOrEqual(9)
          for (const { at } of ticks) expect(at >= from && at <= to).toBe(true)
        },
      ),
    )
  })
})

describe('linearAxis', () => {
  test('starts at zero and ends at a round number', () => {
    expect(linearAxis([412e6, 330e6], 5)).toEqual({ min: 0, max: 5e8, ticks: [0, 1e8, 2e8, 3e8, 4e8, 5e8] })
    expect(linearAxis([0.031], 5).ticks).toEqual([0, 0.01, 0.02, 0.03, 0.04])
  })

  test('goes below zero for negative values and has a span for a constant zero', () => {
    expect(linearAxis([-5, 12], 5)).toEqual({ min: -5, max: 15, ticks: [-5, 0, 5, 10, 15] })
    expect(linearAxis([0], 5)).toMatchObject({ min: 0 })
    expect(linearAxis([0], 5).max).toBeGreaterThan(0)
  })

  test('holds every value and zero', () => {
    const millionths = fc.integer({ min: -(10 ** 15), max: 10 ** 15 }).map((count) => count / 1e6)
    const values = fc.array(millionths, { minLength: 1 })
    fc.assert(
      fc.property(values, (given) => {
        const { min, max, ticks } = linearAxis(given, 5)
        expect(min).toBeLessThanOrEqual(0)
        for (const value of given) expect(value >= min && value <= max * (1 + 1e-9)).toBe(true)
        expect(ticks.length).toBeLessThanOrEqual(9)
      }),
    )
  })
})

describe('logAxis', () => {
  test('spans whole powers of ten, with steps between them when there are few', () => {
    expect(logAxis([30, 400])).toEqual({ min: 10, max: 1000, ticks: [10, 20, 50, 100, 200, 500, 1000] })
    expect(logAxis([100])).toMatchObject({ min: 100, max: 1000 })
    expect(logAxis([1, 99_999]).ticks).toEqual([1, 10, 100, 1000, 10_000, 100_000])
  })
})
