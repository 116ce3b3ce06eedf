import { type Measured, tooFew, unfit } from '@/lib/core/metrics/plausibility/measured'
import { medianOf } from '@/lib/core/metrics/plausibility/statistics'

/** One step of a fund, in any unit. */
export interface FundStep {
  readonly day: string
  readonly before: number
  readonly change: number
  /** Sum of the flows the venue typed within the step; null where it types none. */
  readonly typed: number | null
  /** An event on record within three days, or contracts moved between pools. */
  readonly announced: boolean
}

const MINIMUM = 30
const ROBUST_Z = 10
/** A jump is also material: a twentieth of the fund (methodology 3.3). */
const LEAST_SHARE = 0.05
/** Makes the median absolute deviation a standard deviation of normal changes. */
const MAD_SCALE = 1.4826

/**
 * Changes that stand out from all others and that no typed flow or announced event explains (methodology 3.3, 6 item
 * 12): robust z of 10 or more and a twentieth of the fund or more. The statistic counts them.
 */
export function testJumps(steps: readonly FundStep[]): Measured {
  if (steps.length < MINIMUM) return tooFew('jumps', steps.length, MINIMUM)
  const median = medianOf(steps.map(({ change }) => change))
  const spread = MAD_SCALE * medianOf(steps.map(({ change }) => Math.abs(change - median)))
  if (spread === 0) return unfit('jumps', steps.length, MINIMUM, 'most changes are alike')
  const open = steps.filter((step) => {
    const standsOut = Math.abs(step.change - median) >= ROBUST_Z * spread
    const isMaterial = step.before > 0 && Math.abs(step.change) >= LEAST_SHARE * step.before
    return standsOut && isMaterial && !isExplained(step)
  })
  return {
    ...tooFew('jumps', steps.length, MINIMUM),
    statistic: open.length,
    large: open.length > 0,
    where: open.map(({ day }) => day).sort(),
  }
}

/** Typed flows of the same direction that make up half of the change or more explain it. */
function isExplained({ change, typed, announced }: FundStep): boolean {
  return announced || (typed !== null && typed * change > 0 && Math.abs(typed) >= Math.abs(change) / 2)
}
