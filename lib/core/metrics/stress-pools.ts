import { dec, plain, sum } from '@/lib/core/decimal'
import { expectedLoss } from '@/lib/core/metrics/leverage-law'
import { type StressInput, type StressResult, stress, unitLossOf } from '@/lib/core/metrics/stress'

export interface CurvePoint {
  readonly gap: number
  readonly shortfall: number
}

/**
 * The shortfall (unit of the input) of one pool at each of these gaps, all else as given (methodology 4.1): that of
 * `stress`, without the reverse test, which is the same at every gap.
 */
export function stressCurve(input: StressInput, gaps: readonly number[]): readonly CurvePoint[] {
  const { contract, side, slippage, leverageLaw } = input
  const openInterest = dec(input.openInterest)
  return gaps.map((gap) => {
    const unitLoss = unitLossOf(contract, side, gap, slippage)
    return { gap, shortfall: openInterest.times(expectedLoss(leverageLaw, unitLoss)).toNumber() }
  })
}

export interface IsolatedStress {
  /** In the order of the pools. */
  readonly pools: readonly StressResult[]
  readonly shortfall: number
  readonly fundDraw: number
  /** Sum of max(0, loss - fund) by pool: never below the residual of one common fund. */
  readonly residualToAdl: number
  /** Pools whose usable fund does not cover their loss. */
  readonly short: number
}

/**
 * The same move on pools that cannot pay for one another (methodology 4.5): each pays for its own contracts, then the
 * amounts are added. All amounts in one unit, US dollars at the price before the move.
 */
export function stressIsolated(inputs: readonly StressInput[]): IsolatedStress {
  const pools = inputs.map(stress)
  const total = (of: (result: StressResult) => number) => sum(pools.map((result) => dec(of(result)))).toNumber()
  return {
    pools,
    shortfall: total((result) => result.shortfall),
    fundDraw: total((result) => result.fundDraw),
    residualToAdl: total((result) => result.residualToAdl),
    short: pools.filter((result) => result.residualToAdl > 0).length,
  }
}

/** Maintenance as half the initial margin at the highest leverage, 1 / (2 Lmax): the assumption where none is typed in. */
export function assumedMaintenance(maxLeverage: number): number {
  return 1 / (2 * maxLeverage)
}

/** `share` (0..1) of an amount, as decimal text with at most 18 digits after the point; 0 for a negative amount. */
export function usableShareOf(amount: string, share: number): string {
  const value = dec(amount)
  return value.lte(0) ? '0' : plain(value.times(dec(share)).toDecimalPlaces(18, 1))
}
