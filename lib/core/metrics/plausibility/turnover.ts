import { type Measured, tooFew } from '@/lib/core/metrics/plausibility/measured'

/** A market over the 24 hours before a reading of its volume; amounts in one unit of the contract. */
export interface TurnoverDay {
  readonly market: string
  readonly day: string
  /** Highest less lowest open interest, one side, within the hours. */
  readonly range: number
  /** What was traded in the same hours, each trade once. */
  readonly volume: number
}

const MINIMUM = 20
/** The clocks of the two feeds may differ a little. */
const TOLERANCE = 1.05
const REPEATED = 2

/**
 * Whether open interest moved by more than was traded (methodology 6, item 2): a trade changes it by its own size at
 * most. The statistic counts market-days beyond it; one alone is taken for a slip.
 */
export function testTurnover(days: readonly TurnoverDay[]): Measured {
  if (days.length < MINIMUM) return tooFew('turnover', days.length, MINIMUM)
  const beyond = days.filter(({ range, volume }) => range > TOLERANCE * volume)
  return {
    ...tooFew('turnover', days.length, MINIMUM),
    statistic: beyond.length,
    large: beyond.length >= REPEATED,
    where: beyond.map(({ market, day }) => `${market} ${day}`).sort(),
  }
}
