import { expect, test } from 'vitest'
import { sparkline } from '@/lib/render/sparkline'

const BOX = { width: 14, height: 12, padding: 2 }

test('draws nothing where nothing is known', () => {
  expect(sparkline([], BOX)).toBeNull()
  expect(sparkline([null, null], BOX)).toBeNull()
})

test('runs from the left edge to the right, the largest value at the top', () => {
  expect(sparkline([1, 3, 2], BOX)).toEqual({ path: 'M2 10L7 2L12 6', dots: [], end: { x: 12, y: 6 } })
})

test('breaks at a missing value and shows a lone value as a dot', () => {
  const line = sparkline([1, 2, null, 3, null, 2, 1], BOX)
  expect(line?.path.match(/M/g)).toHaveLength(2)
  expect(line?.dots).toHaveLength(1)
  expect(line?.dots[0]?.y).toBe(2)
})

test('has no end point when the last day has no value', () => {
  expect(sparkline([1, 2, null], BOX)?.end).toBeNull()
})

test('draws a constant in the middle', () => {
  expect(sparkline([5, 5], BOX)?.path).toBe('M2 6L12 6')
})
