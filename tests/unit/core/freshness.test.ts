import { describe, expect, test } from 'vitest'
import { deriveState, isSuppressed, worstState } from '@/lib/core/metrics/freshness'

const minute = 60_000
const now = new Date('2026-11-20T12:00:00.000Z')
const ago = (ms: number) => new Date(now.getTime() - ms)
const base = {
  now,
  withdrawnAt: null,
  consecutiveFailures: 0,
  checkedAt: ago(30_000),
  changedAt: ago(30_000),
  expectedEveryMs: minute,
}

describe('deriveState', () => {
  test('is live when checked in time and changed within a cadence', () => {
    expect(deriveState(base)).toBe('live')
  })
  test('is unchanged, not late, when content is old but checked in time', () => {
    expect(deriveState({ ...base, changedAt: ago(minute + 1) })).toBe('unchanged')
    expect(deriveState({ ...base, changedAt: ago(minute) })).toBe('live')
  })
  test('is late only after two cadences without a good check', () => {
    expect(deriveState({ ...base, checkedAt: ago(2 * minute) })).toBe('live')
    expect(deriveState({ ...base, checkedAt: ago(2 * minute + 1) })).toBe('late')
  })
  test('is failing from the second failure in a row', () => {
    expect(deriveState({ ...base, consecutiveFailures: 1 })).toBe('live')
    expect(deriveState({ ...base, consecutiveFailures: 2 })).toBe('failing')
    expect(deriveState({ ...base, checkedAt: null, consecutiveFailures: 2 })).toBe('failing')
  })
  test('is withdrawn before anything else, and none when never checked', () => {
    expect(deriveState({ ...base, withdrawnAt: ago(1), consecutiveFailures: 9 })).toBe('withdrawn')
    expect(deriveState({ ...base, checkedAt: null })).toBe('none')
  })
})

test('suppresses above four cadences, not at four', () => {
  expect(isSuppressed({ now, checkedAt: ago(4 * minute), expectedEveryMs: minute })).toBe(false)
  expect(isSuppressed({ now, checkedAt: ago(4 * minute + 1), expectedEveryMs: minute })).toBe(true)
  expect(isSuppressed({ now, checkedAt: null, expectedEveryMs: minute })).toBe(true)
})

test('the worst state is the most severe', () => {
  expect(worstState(['live', 'unchanged', 'late'])).toBe('late')
  expect(worstState(['live', 'failing', 'late'])).toBe('failing')
  expect(worstState(['live', 'none'])).toBe('none')
  expect(worstState([])).toBe('none')
})
