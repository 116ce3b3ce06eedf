import { expect, test } from 'vitest'
import type { State } from '@/lib/core/observation'
import { stateAt } from '@/lib/render/live-state'

const MINUTE = 60_000
const CHECKED = Date.UTC(2026, 2, 1, 12)

function at(state: State, minutesLater: number, expectedEveryMs: number | null = MINUTE) {
  return stateAt({ state, checkedAt: CHECKED, expectedEveryMs }, CHECKED + minutesLater * MINUTE)
}

test('turns live and unchanged late after two cadences and suppresses after four', () => {
  expect(at('live', 1)).toEqual({ state: 'live', ageMs: MINUTE, suppressed: false })
  expect(at('unchanged', 2)).toEqual({ state: 'unchanged', ageMs: 2 * MINUTE, suppressed: false })
  expect(at('live', 3)).toEqual({ state: 'late', ageMs: 3 * MINUTE, suppressed: false })
  expect(at('unchanged', 5)).toEqual({ state: 'late', ageMs: 5 * MINUTE, suppressed: true })
})

test('leaves what time cannot change as the server judged it', () => {
  const fixed: readonly State[] = ['failing', 'withdrawn', 'none']
  for (const state of fixed) expect(at(state, 600).state).toBe(state)
  expect(fixed).toHaveLength(3)
  expect(at('live', 600, null).state).toBe('live')
})

test('has no age before the first check', () => {
  const state = stateAt({ state: 'none', checkedAt: null, expectedEveryMs: MINUTE }, CHECKED)
  expect(state).toEqual({ state: 'none', ageMs: null, suppressed: true })
})

test('never has a negative age', () => {
  expect(at('live', -3)).toEqual({ state: 'live', ageMs: 0, suppressed: false })
})
