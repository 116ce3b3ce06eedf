import { type Decimal, ratio } from '@/lib/core/decimal'

/** A price at a moment, as we sampled it. */
export interface PriceSample {
  readonly at: Date
  readonly price: Decimal
}

/** The rules a realised volatility is stated by. */
export interface VolatilityRules {
  /** Samples older than this before `now` are left out. */
  readonly windowMs: number
  /** Neighbours further apart than this are a gap: no return is taken across it. */
  readonly longestStepMs: number
  /** Returns needed at least. */
  readonly fewestReturns: number
  /** Share of the time between first and last sample that returns must cover. */
  readonly leastCovered: number
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** Of the mark prices kept every 15 minutes: a week at most, a day at least, one missed sample is no gap. */
export const MARK_PRICE_RULES: VolatilityRules = {
  windowMs: 7 * DAY_MS,
  longestStepMs: 35 * MINUTE_MS,
  fewestReturns: 96,
  leastCovered: 0.9,
}

export interface RealisedVolatility {
  /** Standard deviation of the log price over a day, as a ratio; null with the reason. */
  readonly daily: number | null
  /** `daily` times the root of 365. */
  readonly annualised: number | null
  /** First and last sample; null without samples. */
  readonly from: Date | null
  readonly to: Date | null
  readonly returns: number
  readonly reason: string | null
}

/**
 * Realised volatility of a price series: the root of the sum of squared log returns over the time they cover, per day.
 * No mean is taken off: over days it is noise. Returns across gaps are left out with their time.
 */
export function realisedVolatility(
  samples: readonly PriceSample[],
  now: Date,
  rules: VolatilityRules = MARK_PRICE_RULES,
): RealisedVolatility {
  const from = now.getTime() - rules.windowMs
  const used = samples
    .filter((sample) => sample.at.getTime() >= from && sample.at <= now && sample.price.gt(0))
    .sort((a, b) => a.at.getTime() - b.at.getTime())
  const [first, last] = [used[0], used.at(-1)]
  if (!first || !last) return { ...NOTHING, reason: 'no mark price collected' }
  const { squares, coveredMs, returns } = sumReturns(used, rules.longestStepMs)
  const span = { from: first.at, to: last.at, returns }
  if (returns < rules.fewestReturns) {
    return { ...NOTHING, ...span, reason: `${returns} of ${rules.fewestReturns} price steps so far` }
  }
  const covered = coveredMs / (last.at.getTime() - first.at.getTime())
  if (covered < rules.leastCovered) {
    const missing = Math.round((1 - covered) * 100)
    return { ...NOTHING, ...span, reason: `prices are missing for ${missing} % of the time` }
  }
  const daily = Math.sqrt((squares * DAY_MS) / coveredMs)
  return { daily, annualised: daily * Math.sqrt(365), ...span, reason: null }
}

const NOTHING: RealisedVolatility = { daily: null, annualised: null, from: null, to: null, returns: 0, reason: null }

function sumReturns(samples: readonly PriceSample[], longestStepMs: number) {
  let [squares, coveredMs, returns] = [0, 0, 0]
  for (const [index, sample] of samples.entries()) {
    const before = samples[index - 1]
    const stepMs = before ? sample.at.getTime() - before.at.getTime() : 0
    const growth = before ? ratio(sample.price, before.price) : null
    if (growth === null || stepMs <= 0 || stepMs > longestStepMs) continue
    squares += Math.log(growth) ** 2
    coveredMs += stepMs
    returns += 1
  }
  return { squares, coveredMs, returns }
}

/**
 * How many daily standard deviations the thinnest margin is: 1 / (highest leverage x daily volatility). Below 1, an
 * ordinary day can use up the margin of a position at the highest leverage. Null where either side is missing or zero.
 */
export function thinnestMarginMoves(maxLeverage: number | null, dailyVolatility: number | null): number | null {
  if (maxLeverage === null || dailyVolatility === null) return null
  if (maxLeverage <= 0 || dailyVolatility <= 0) return null
  return 1 / (maxLeverage * dailyVolatility)
}
