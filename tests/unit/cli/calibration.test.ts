import { expect, test } from 'vitest'
import { calibratedSlowdown } from '@/lib/cli/bench/pages/calibration'

test('the slowdown follows the table of the calculator, and a machine below it gets none', () => {
  const table = [
    [150, 1],
    [475, 1.5],
    [800, 2],
    [1176.5, 2.8],
    [1300, 3],
    [1533, 4],
    [1766, 5],
    [1999, 6],
  ] as const
  for (const [benchmarkIndex, slowdown] of table) expect(calibratedSlowdown(benchmarkIndex)).toBe(slowdown)
  expect(calibratedSlowdown(149)).toBeNull()
  expect(calibratedSlowdown(Number.NaN)).toBeNull()
})
