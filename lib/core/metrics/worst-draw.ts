import { type Decimal, ratio } from '@/lib/core/decimal'

/** The level of a fund, free of price: units of its asset, or the flow index. `at` in epoch milliseconds. */
export interface LevelSample {
  readonly at: number
  readonly level: Decimal
}

export interface WorstDraw {
  /** The largest fall within the window, in the unit of the samples; null without one. */
  readonly draw: Decimal | null
  /** Between which samples it fell. */
  readonly from: number | null
  readonly to: number | null
  /** Level now / largest fall; null where there was none or the fund is not above zero. */
  readonly multiple: number | null
  /** Samples are further apart than the window is long: a fall within it cannot be seen. */
  readonly unobservable: boolean
}

const NONE = { draw: null, from: null, to: null, multiple: null } as const

/**
 * The largest fall of a fund from any sample to a later one at most `windowMs` after it, and the fund now as a multiple
 * of it (methodology 1.3, item 5). Samples in time order. Unobservable when half of the steps or more are longer than
 * the window (methodology 3.3).
 */
export function findWorstDraw(samples: readonly LevelSample[], windowMs: number): WorstDraw {
  const steps = samples.slice(1).map(({ at }, index) => at - (samples[index]?.at ?? at))
  const unobservable = steps.length === 0 || steps.filter((step) => step > windowMs).length * 2 >= steps.length
  if (unobservable) return { ...NONE, unobservable }
  // Highest samples of the window so far, falling: the first is its maximum.
  const highs: LevelSample[] = []
  let worst: { readonly draw: Decimal; readonly from: number; readonly to: number } | null = null
  for (const sample of samples) {
    while (highs[0] && sample.at - highs[0].at > windowMs) highs.shift()
    const top = highs[0]
    const fall = top ? top.level.minus(sample.level) : null
    if (top && fall?.gt(worst?.draw ?? 0)) worst = { draw: fall, from: top.at, to: sample.at }
    while (highs.at(-1)?.level.lte(sample.level)) highs.pop()
    highs.push(sample)
  }
  const now = samples.at(-1)?.level
  if (worst === null || now === undefined) return { ...NONE, unobservable }
  return { ...worst, multiple: now.gt(0) ? ratio(now, worst.draw) : null, unobservable }
}
