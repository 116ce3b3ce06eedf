import { dec } from '@/lib/core/decimal'
import type { DecimalText } from '@/lib/queries/dto/common'

export type Rank = 'largest' | 'smallest' | null

/**
 * Which of the known values is the largest and which the smallest, in words for the reader. None where fewer than two
 * are known or all are equal; equal extremes share their word.
 */
export function rankValues(values: readonly (DecimalText | number | null)[]): readonly Rank[] {
  const known = values.flatMap((value) => (value === null ? [] : [dec(value)]))
  const none = values.map(() => null)
  if (known.length < 2) return none
  const sorted = [...known].sort((a, b) => a.cmp(b))
  const [low, high] = [sorted[0], sorted.at(-1)]
  if (low === undefined || high === undefined || low.eq(high)) return none
  return values.map((value) => {
    if (value === null) return null
    if (dec(value).eq(high)) return 'largest'
    return dec(value).eq(low) ? 'smallest' : null
  })
}

/** True when the venues do not all say the same. A missing answer differs from an answer. */
export function differs(answers: readonly (string | null)[]): boolean {
  return new Set(answers).size > 1
}
