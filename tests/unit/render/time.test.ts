import { expect, test } from 'vitest'
import { formatAge, formatDatePartial, formatDay, formatTime, formatTimeSeconds } from '@/lib/render/time'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

test('shows a time in UTC whatever the zone of the machine', () => {
  expect(new Date().getTimezoneOffset()).not.toBe(0)
  expect(formatTime('2025-10-11T05:00:12.000Z')).toBe('2025-10-11 05:00')
  expect(formatTime(Date.UTC(2025, 9, 11, 23, 59))).toBe('2025-10-11 23:59')
  expect(formatTimeSeconds('2025-10-11T05:00:12.345Z')).toBe('2025-10-11 05:00:12')
  expect(formatDay(new Date('2025-10-11T23:59:59.000Z'))).toBe('2025-10-11')
})

test('rounds an age down to its largest unit', () => {
  const cases: readonly [number, string][] = [
    [-5, 'under 1 min'],
    [59_999, 'under 1 min'],
    [MINUTE, '1 min'],
    [59.9 * MINUTE, '59 min'],
    [HOUR, '1 h'],
    [3.9 * HOUR, '3 h'],
    [47.9 * HOUR, '47 h'],
    [48 * HOUR, '2 d'],
    [729 * DAY, '729 d'],
    [1500 * DAY, '4 y'],
  ]
  for (const [ms, shown] of cases) expect(formatAge(ms)).toBe(shown)
  expect(cases).toHaveLength(10)
})

test('is no more precise about a date than the record', () => {
  expect(formatDatePartial('2017')).toBe('2017')
  expect(formatDatePartial('2017-03')).toBe('2017-03')
  expect(formatDatePartial('2017-03-10')).toBe('2017-03-10')
  expect(formatDatePartial('2020-03-13T02:15:00Z')).toBe('2020-03-13 02:15 UTC')
})

test('refuses what is not a time', () => {
  expect(() => formatTime('yesterday')).toThrow('not a time: yesterday')
})
