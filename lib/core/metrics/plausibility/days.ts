import { type Measured, tooFew, unfit } from '@/lib/core/metrics/plausibility/measured'
import { medianOf } from '@/lib/core/metrics/plausibility/statistics'

/** A day of a fund: how it changed, and what was liquidated. */
export interface LiquidationDay {
  readonly day: string
  readonly change: number
  readonly liquidatedUsd: number
}

const LIQUIDATION_DAYS = 60
const FEWEST_RISES = 10
/** Share of liquidation days on which an honest fund is taken to fall, at least. */
const FALLING_SHARE = 0.1

/**
 * Whether a fund that pays for liquidations never falls (methodology 6, item 10): p is the chance of no fall in so many
 * liquidation days if one in ten brings one.
 */
export function testNeverDecreasing(days: readonly LiquidationDay[]): Measured {
  const during = days.filter(({ liquidatedUsd }) => liquidatedUsd > 0)
  if (during.length < LIQUIDATION_DAYS) return tooFew('never_decreasing', during.length, LIQUIDATION_DAYS)
  const rises = during.filter(({ change }) => change > 0).length
  const falls = during.filter(({ change }) => change < 0).length
  if (rises < FEWEST_RISES)
    return unfit('never_decreasing', during.length, LIQUIDATION_DAYS, 'the balance hardly moves at all')
  return {
    ...tooFew('never_decreasing', during.length, LIQUIDATION_DAYS),
    statistic: falls,
    p: falls === 0 ? (1 - FALLING_SHARE) ** during.length : 1,
    large: falls === 0,
  }
}

const LARGE_DAYS = 5
const TIMES_MEDIAN = 3
const FLAT_SHARE = 0.5

/**
 * Whether the balance stands still on days of large liquidations (methodology 3.6): days of at least three times the
 * median liquidation; the share of them without any change.
 */
export function testFlatLining(days: readonly LiquidationDay[]): Measured {
  const median = medianOf(days.map(({ liquidatedUsd }) => liquidatedUsd).filter((usd) => usd > 0))
  const large = days.filter(({ liquidatedUsd }) => liquidatedUsd > 0 && liquidatedUsd >= TIMES_MEDIAN * median)
  if (large.length < LARGE_DAYS) return tooFew('flat_lining', large.length, LARGE_DAYS)
  const flat = large.filter(({ change }) => change === 0)
  const share = flat.length / large.length
  return {
    ...tooFew('flat_lining', large.length, LARGE_DAYS),
    statistic: share,
    large: share >= FLAT_SHARE,
    where: flat.map(({ day }) => day),
  }
}
