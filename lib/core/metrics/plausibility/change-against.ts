import { type Measured, tooFew, unfit } from '@/lib/core/metrics/plausibility/measured'
import { correlateRanks } from '@/lib/core/metrics/plausibility/statistics'

const MINIMUM = 60
const LARGE_RHO = 0.8

/**
 * Whether the daily change of a balance goes with another series of the venue as if reckoned from it (methodology 6,
 * item 10): Spearman's rho of change and size, with a permutation p. Pairs of one day each, in any unit and order.
 */
export function testChangeAgainst(
  test: 'change_volume' | 'change_open_interest',
  pairs: readonly (readonly [change: number, size: number])[],
): Measured {
  if (pairs.length < MINIMUM) return tooFew(test, pairs.length, MINIMUM)
  const found = correlateRanks(pairs)
  if (found === null) return unfit(test, pairs.length, MINIMUM, 'one of the two series never differs')
  const large = Math.abs(found.rho) >= LARGE_RHO
  return { ...tooFew(test, pairs.length, MINIMUM), statistic: found.rho, p: found.p, large }
}
