import type { Measured } from '@/lib/core/metrics/plausibility/measured'
import { adjustByHolm } from '@/lib/core/metrics/plausibility/statistics'

/** The chance of any false alarm among the tests of one venue that have a p. */
export const FAMILY_LEVEL = 0.01

/** `pattern` asks a question; `none` found nothing; `too_few` and `unfit` have nothing to say. */
export type Outcome = 'pattern' | 'none' | 'too_few' | 'unfit'

export interface Judged {
  readonly outcome: Outcome
  /** Holm over all tests of the venue that have a p; null for the others. */
  readonly pAdjusted: number | null
}

/**
 * Judges all tests of one venue together: a test with a p shows a pattern when its size is beyond the declared one and
 * its Holm-adjusted p is at most the level; a test that counts what should not occur needs only its size.
 */
export function judgeTogether<Row extends Measured>(rows: readonly Row[]): readonly (Row & Judged)[] {
  const places = rows.flatMap(({ p }, index) => (p === null ? [] : [{ p, index }]))
  const adjusted = adjustByHolm(places.map(({ p }) => p))
  const byRow = new Map(places.map(({ index }, place) => [index, adjusted[place] ?? 1]))
  return rows.map((row, index) => {
    const pAdjusted = byRow.get(index) ?? null
    return { ...row, pAdjusted, outcome: outcomeOf(row, pAdjusted) }
  })
}

function outcomeOf(row: Measured, pAdjusted: number | null): Outcome {
  if (row.unfit !== null) return 'unfit'
  if (row.statistic === null) return 'too_few'
  return row.large && (pAdjusted === null || pAdjusted <= FAMILY_LEVEL) ? 'pattern' : 'none'
}
