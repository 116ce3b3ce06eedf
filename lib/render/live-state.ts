import { deriveState, isSuppressed } from '@/lib/core/metrics/freshness'
import type { State } from '@/lib/core/observation'

/** What a page knows of a figure's clocks when it is rendered. Times are epoch milliseconds. */
export interface RenderedState {
  /** As the server judged it, with everything the server knows. */
  readonly state: State
  readonly checkedAt: number | null
  readonly expectedEveryMs: number | null
}

export interface LiveState {
  readonly state: State
  /** Since the last good check; null when there was none. */
  readonly ageMs: number | null
  /** Too old for coverage to be stated from it. */
  readonly suppressed: boolean
}

/**
 * The state at a later moment than the page was rendered. Time alone can only make a figure late: what the server found
 * withdrawn, failing or never checked stays so, and `unchanged` stays until it is late.
 */
export function stateAt(rendered: RenderedState, now: number): LiveState {
  const { state, checkedAt, expectedEveryMs } = rendered
  if (checkedAt === null) return { state, ageMs: null, suppressed: true }
  const ageMs = Math.max(0, now - checkedAt)
  if (expectedEveryMs === null || (state !== 'live' && state !== 'unchanged' && state !== 'late')) {
    return { state, ageMs, suppressed: false }
  }
  const clocks = { now: new Date(now), checkedAt: new Date(checkedAt), expectedEveryMs }
  const derived = deriveState({ ...clocks, withdrawnAt: null, consecutiveFailures: 0, changedAt: null })
  return { state: derived === 'late' ? 'late' : state, ageMs, suppressed: isSuppressed(clocks) }
}
