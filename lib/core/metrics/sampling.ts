/** A sample may come this share of its window late and still belong to it: daily bookings are seconds off. */
const SLACK = 1 / 24

/** True when two samples are further apart than a window allows, in ms. */
export function isTooFarApart(gapMs: number, windowMs: number): boolean {
  return gapMs > windowMs * (1 + SLACK)
}

/** Longest time between neighbours of a list of times in order, in ms; 0 for fewer than two. */
export function longestGap(times: readonly number[]): number {
  return times.reduce((longest, at, index) => Math.max(longest, at - (times[index - 1] ?? at)), 0)
}

/** How well a span of time is seen. */
export interface Sampling {
  readonly samples: number
  /** What the cadence of the samples would give; null without a sample to take it from. */
  readonly expected: number | null
  /** Longest time without a sample, ends of the span included, in ms. */
  readonly longestGapMs: number
}

/**
 * How many samples lie in a closed span against how many their cadence (the middle one of those declared) would give,
 * and the longest time without one. Times in ms, in any order.
 */
export function measureSampling(
  samples: readonly { readonly at: number; readonly expectedEveryMs: number }[],
  { from, to }: { readonly from: number; readonly to: number },
): Sampling {
  const within = samples.filter(({ at }) => at >= from && at <= to).sort((a, b) => a.at - b.at)
  const cadences = within.map(({ expectedEveryMs }) => expectedEveryMs).sort((a, b) => a - b)
  const cadence = cadences[Math.floor(cadences.length / 2)]
  return {
    samples: within.length,
    expected: cadence === undefined ? null : Math.floor((to - from) / cadence) + 1,
    longestGapMs: longestGap([from, ...within.map(({ at }) => at), to]),
  }
}
