import type { Decimal } from '@/lib/core/decimal'
import { standardLaws } from '@/lib/core/metrics/leverage-law'
import { reverseStress, type StressContract, type StressSide } from '@/lib/core/metrics/stress'

/**
 * The exhaustion band, as ratios in ascending order over the standard laws. A member is null where that law (counted
 * as the largest) finds no move that uses up the fund; `low` is never null.
 */
export type ExhaustionMove =
  | {
      readonly present: true
      readonly low: number
      readonly central: number | null
      readonly high: number | null
    }
  | { readonly present: false; readonly reason: string }

/** Amounts in the margin currency: USD for linear, coins for inverse. */
export interface ExhaustionPool {
  readonly usable: Decimal
  readonly openInterest: Decimal
  readonly contract: StressContract
  readonly side: StressSide
  /** Open-interest-weighted mean of the markets' highest leverage; null when unknown. */
  readonly maxLeverage: number | null
}

/**
 * The instant move that would use up the fund, without slippage: minimum, median and maximum over the three standard
 * leverage laws (methodology 4.4). An empty fund is 0. Absent, with the reason, without open interest, without a
 * highest leverage above 1, or when no move is large enough under any law.
 */
export function exhaustionMove(pool: ExhaustionPool): ExhaustionMove {
  const { usable, openInterest, contract, side, maxLeverage } = pool
  if (openInterest.lte(0)) return { present: false, reason: 'no open interest' }
  if (usable.lte(0)) return { present: true, low: 0, central: 0, high: 0 }
  if (maxLeverage === null) return { present: false, reason: 'highest leverage unknown' }
  const laws = standardLaws(maxLeverage)
  if (laws === null) return { present: false, reason: `highest leverage is ${maxLeverage}, not above 1` }
  const [low, central, high] = laws
    .map((law) => reverseStress({ contract, side, usable, openInterest, slippage: 0, law })?.allInMove ?? null)
    .sort((a, b) => (a === null ? 1 : b === null ? -1 : a - b))
  if (low === undefined || low === null) {
    return { present: false, reason: side === 'long' ? 'no fall can exhaust it' : 'no rise can exhaust it' }
  }
  return { present: true, low, central: central ?? null, high: high ?? null }
}
