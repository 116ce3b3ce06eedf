import type { LevelSample } from '@/lib/core/metrics/episode'
import { fallBetween } from '@/lib/core/metrics/episode'

/** A fund over a span of time. */
export interface FundSpan<Sample extends LevelSample> {
  /** Last sample at or before the start. */
  readonly before: Sample | null
  /** Lowest sample after the start up to the end, its first occurrence. */
  readonly trough: Sample | null
  /** First sample after the trough at or above `before`, when the trough lies below it. */
  readonly recovered: Sample | null
  /** 1 - trough / before, 0..1; null without both, or when there was nothing to fall from. */
  readonly fall: number | null
}

/** Before, lowest and recovery of a series of levels around a span. Times in ms, samples in any order. */
export function measureSpan<Sample extends LevelSample>(
  samples: readonly Sample[],
  { start, end }: { readonly start: number; readonly end: number },
): FundSpan<Sample> {
  const ordered = [...samples].sort((a, b) => a.at - b.at)
  const before = ordered.findLast(({ at }) => at <= start) ?? null
  const within = ordered.filter(({ at }) => at > start && at <= end)
  const trough = within.reduce<Sample | null>(
    (low, sample) => (low === null || sample.level.lt(low.level) ? sample : low),
    null,
  )
  if (before === null || trough === null) return { before, trough, recovered: null, fall: null }
  const fell = trough.level.lt(before.level)
  const recovered = fell ? ordered.find(({ at, level }) => at > trough.at && level.gte(before.level)) : undefined
  return { before, trough, recovered: recovered ?? null, fall: fallBetween(before, trough) }
}
