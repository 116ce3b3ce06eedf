import { type DecimalInput, dec, ratio } from '@/lib/core/decimal'
import { triggerCushion } from '@/lib/core/metrics/glide'
import { bankruptShare, expectedLoss, type LeverageLaw } from '@/lib/core/metrics/leverage-law'
import { allInMove } from '@/lib/core/metrics/stress'

/** A linear long pool under a fall; amounts in USD, the rest ratios. */
export interface ImpactInput {
  readonly openInterest: DecimalInput
  readonly leverageLaw: LeverageLaw
  readonly gap: number
  /** Maintenance margin rate on mark value. */
  readonly maintenance: number
  /** Y, the coefficient of the square-root law. */
  readonly impact: number
  readonly dailyVolatility: number
  /** Traded per day, in USD. */
  readonly dailyVolume: DecimalInput
}

export type EndogenousSlippage =
  | {
      readonly cascade: false
      readonly slippage: number
      readonly allInMove: number
      readonly liquidatedNotional: number
      readonly shortfall: number
      readonly shortfallWithoutSlippage: number
    }
  | { readonly cascade: true; readonly shortfallWithoutSlippage: number }

const MOST_ROUNDS = 10_000
const SETTLED = 1e-14

/**
 * Slippage the liquidations cause themselves (methodology 4.7): s = Y sigma sqrt(Q / ADV) with Q = N B(chi), chi = G +
 * mu(1-G), iterated from 0 up to its least fixed point. `cascade` when it finds none below 1: liquidations then feed
 * themselves. Throws RangeError without a positive daily volume.
 */
export function solveSlippage(input: ImpactInput): EndogenousSlippage {
  const { leverageLaw: law, gap, maintenance, impact, dailyVolatility } = input
  const openInterest = dec(input.openInterest)
  const volumeShare = ratio(openInterest, dec(input.dailyVolume))
  if (volumeShare === null || volumeShare < 0) {
    throw new RangeError(`daily volume is ${dec(input.dailyVolume).toString()}; accepted: above 0`)
  }
  const liquidatedShare = (slippage: number) =>
    bankruptShare(law, triggerCushion(allInMove('long', gap, slippage), maintenance))
  const shortfallAt = (slippage: number) =>
    openInterest.times(expectedLoss(law, allInMove('long', gap, slippage))).toNumber()
  const shortfallWithoutSlippage = shortfallAt(0)

  let slippage = 0
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const next = impact * dailyVolatility * Math.sqrt(volumeShare * liquidatedShare(slippage))
    if (!(next < 1)) break
    const step = Math.abs(next - slippage)
    slippage = next
    if (step > SETTLED * slippage) continue
    return {
      cascade: false,
      slippage,
      allInMove: allInMove('long', gap, slippage),
      liquidatedNotional: openInterest.times(liquidatedShare(slippage)).toNumber(),
      shortfall: shortfallAt(slippage),
      shortfallWithoutSlippage,
    }
  }
  return { cascade: true, shortfallWithoutSlippage }
}
