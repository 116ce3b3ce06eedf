import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { measureDrawdown } from '@/lib/core/metrics/drawdown'

describe('measureDrawdown', () => {
  test('finds the largest fall with its peak, trough and recovery', () => {
    expect(measureDrawdown(['100', '80', '100', '50', '60', '120', '90'])).toEqual({
      maxDrawdown: 0.5,
      currentDrawdown: 0.25,
      peakIndex: 2,
      troughIndex: 3,
      recoveryIndex: 5,
      timeToTrough: 1,
      duration: 3,
    })
  })

  test('measures spans in milliseconds where times are given', () => {
    const hour = 3_600_000
    const times = [0, 1, 5, 9].map((hours) => hours * hour)
    expect(measureDrawdown([10, 9, 7, 10], times)).toMatchObject({ timeToTrough: 5 * hour, duration: 9 * hour })
  })

  test('has no recovery and no duration while it is open', () => {
    expect(measureDrawdown([100, 70, 99.99])).toMatchObject({
      maxDrawdown: 0.3,
      recoveryIndex: null,
      duration: null,
      timeToTrough: 1,
    })
  })

  test('is 0 with nothing to point at when the series never falls', () => {
    expect(measureDrawdown([1, 1, 2])).toEqual({
      maxDrawdown: 0,
      currentDrawdown: 0,
      peakIndex: null,
      troughIndex: null,
      recoveryIndex: null,
      timeToTrough: null,
      duration: null,
    })
  })

  test('is null where there is nothing to fall from', () => {
    expect(measureDrawdown([])).toBeNull()
    expect(measureDrawdown([0, -3, 0])).toBeNull()
  })

  test('starts at the first positive point and counts a fall below 0 as 1', () => {
    expect(measureDrawdown([-5, 0, 10, -5421, 2])).toMatchObject({
      maxDrawdown: 1,
      currentDrawdown: 0.8,
      peakIndex: 2,
      troughIndex: 3,
    })
  })

  test('keeps 18 decimal places', () => {
    const result = measureDrawdown(['1000000000000.000000000000000001', '1000000000000'])
    expect(result?.maxDrawdown).toBeCloseTo(1e-30, 40)
    expect(result?.maxDrawdown).toBeGreaterThan(0)
  })

  test('stays within 0..1, is scale-free, and the worst is at least the current', () => {
    const series = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(series, fc.integer({ min: 2, max: 1000 }), (units, scale) => {
        const result = measureDrawdown(units)
        expect(result === null).toBe(units.every((value) => value <= 0))
        if (result === null) return
        expect(result.maxDrawdown).toBeGreaterThanOrEqual(0)
        expect(result.maxDrawdown).toBeLessThanOrEqual(1)
        expect(result.currentDrawdown).toBeLessThanOrEqual(result.maxDrawdown)
        expect(measureDrawdown(units.map((value) => value * scale))).toEqual(result)
      }),
      { numRuns: 300 },
    )
  })

  test('refuses times that do not fit', () => {
    expect(() => measureDrawdown([1, 2], [0])).toThrow('1 times for 2 units')
    expect(() => measureDrawdown([1, 2], [5, 4])).toThrow('time 1 is before the one it follows')
  })
})
