import type { State } from '@/lib/core/observation'

export interface Clocks {
  readonly now: Date
  /** When the venue was declared to have stopped publishing. */
  readonly withdrawnAt: Date | null
  readonly consecutiveFailures: number
  /** Our last good fetch. */
  readonly checkedAt: Date | null
  /** When the normalised content last differed. */
  readonly changedAt: Date | null
  /** Declared cadence. */
  readonly expectedEveryMs: number
}

const FAILURES_UNTIL_FAILING = 2
const LATE_AFTER_CADENCES = 2
const SUPPRESS_AFTER_CADENCES = 4

/**
 * The state of a source or figure from its clocks, first that applies (decision 13): withdrawn, failing (two failures
 * in a row), late (last good check older than two cadences), unchanged (checked in time, content older than one
 * cadence), live. `none` when it was never checked.
 */
export function deriveState(clocks: Clocks): State {
  if (clocks.withdrawnAt) return 'withdrawn'
  if (clocks.consecutiveFailures >= FAILURES_UNTIL_FAILING) return 'failing'
  if (!clocks.checkedAt) return 'none'
  const now = clocks.now.getTime()
  if (now - clocks.checkedAt.getTime() > lateAfterMs(clocks.expectedEveryMs)) return 'late'
  if (clocks.changedAt && now - clocks.changedAt.getTime() > clocks.expectedEveryMs) return 'unchanged'
  return 'live'
}

const SEVERITY: readonly State[] = ['withdrawn', 'failing', 'late', 'none', 'unchanged', 'live']

/** The state a reader must know first: the most severe of several; `none` for an empty list. */
export function worstState(states: readonly State[]): State {
  return SEVERITY.find((state) => states.includes(state)) ?? 'none'
}

/** How long after its last good check a figure of this cadence is late. Milliseconds. */
export function lateAfterMs(expectedEveryMs: number): number {
  return LATE_AFTER_CADENCES * expectedEveryMs
}

/** True when the last good check is older than four cadences, or never was: coverage is not stated from it. */
export function isSuppressed(clocks: Pick<Clocks, 'now' | 'checkedAt' | 'expectedEveryMs'>): boolean {
  if (!clocks.checkedAt) return true
  return clocks.now.getTime() - clocks.checkedAt.getTime() > SUPPRESS_AFTER_CADENCES * clocks.expectedEveryMs
}

/** True when a value checked then may still stand in for one missing from this pass (decision 7). */
export function isUsableLastValue(
  clocks: Pick<Clocks, 'now' | 'expectedEveryMs'> & { readonly checkedAt: Date },
): boolean {
  return clocks.now.getTime() - clocks.checkedAt.getTime() <= lateAfterMs(clocks.expectedEveryMs)
}
