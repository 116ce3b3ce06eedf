import { type Measured, tooFew, unfit } from '@/lib/core/metrics/plausibility/measured'
import { medianOf } from '@/lib/core/metrics/plausibility/statistics'

/** One step of a fund, in any unit. */
export interface FundStep {
  readonly day: string
  /** How long the step took, milliseconds. */
  readonly ms: number
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

/** Steps beyond the threshold must be rare, or the threshold says nothing. */
const MOST_SHARE = 0.05

/**
 * Changes that stand out from all others and that no typed flow or announced event explains (methodology 3.3, 6 item
 * 12): relative changes with a robust z of 10 or more that are a twentieth of the fund or more. Only steps of half to
 * twice the usual length are set against each other. The statistic counts those without an explanation.
 */
export function testJumps(steps: readonly FundStep[]): Measured {
  const usual = medianOf(steps.map(({ ms }) => ms))
  const alike = steps
    .filter(({ ms, before }) => ms >= usual / 2 && ms <= usual * 2 && before > 0)
    .map((step) => ({ ...step, share: step.change / step.before }))
  if (alike.length < MINIMUM) return tooFew('jumps', alike.length, MINIMUM)
  const median = medianOf(alike.map(({ share }) => share))
  const spread = MAD_SCALE * medianOf(alike.map(({ share }) => Math.abs(share - median)))
  if (spread === 0) return unfit('jumps', alike.length, MINIMUM, 'most changes are alike')
  const beyond = alike.filter(
    ({ share }) => Math.abs(share - median) >= ROBUST_Z * spread && Math.abs(share) >= LEAST_SHARE,
  )
  if (beyond.length > MOST_SHARE * alike.length)
    return unfit('jumps', alike.length, MINIMUM, 'changes are uneven: more than one in twenty stands out')
  const open = beyond.filter((step) => !isExplained(step))
  return {
    ...tooFew('jumps', alike.length, MINIMUM),
    statistic: open.length,
    large: open.length > 0,
    where: open.map(({ day }) => day).sort(),
  }
}

/** Typed flows of the same direction that make up half of the change or more explain it. */
function isExplained({ change, typed, announced }: FundStep): boolean {
  return announced || (typed !== null && typed * change > 0 && Math.abs(typed) >= Math.abs(change) / 2)
}
