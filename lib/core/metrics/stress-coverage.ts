import { Decimal, ratio, sum, ZERO } from '@/lib/core/decimal'
import { expectedLoss, standardLaws } from '@/lib/core/metrics/leverage-law'
import { type StressContract, unitLossOf } from '@/lib/core/metrics/stress'

/** The falls stress coverage is stated at, as ratios (methodology 1.3, item 2). */
export const STRESS_FALLS = [0.05, 0.1, 0.2, 0.3] as const

/** One margin pool; amounts in US dollars at prices before the fall. */
export interface CoverPool {
  readonly contract: StressContract
  readonly openInterestUsd: Decimal
  readonly usableUsd: Decimal
  readonly maxLeverage: number
  /** The fund's assets in the fall over their value now; null where no rule says. */
  readonly assetRatio: number | null
}

/** By the three standard leverage laws (methodology 4.3): `high` assumes the most leverage. */
export type LawName = 'high' | 'central' | 'low'

export interface LawCoverage {
  readonly law: LawName
  readonly shortfallUsd: Decimal
  /** What its own pool cannot pay, pool by pool, then added. */
  readonly residualUsd: Decimal
  /** Usable money / shortfall; null when there is no shortfall. */
  readonly coverage: number | null
  /** The same with the fund at the prices of the fall; null also where the assets have no rule. */
  readonly coverageAtPrices: number | null
}

const LAWS: readonly LawName[] = ['high', 'central', 'low']

/**
 * Stress coverage of pools in one instant fall without slippage (methodology 1.3, 4.1): shortfall and residual pool by
 * pool, then added. An inverse pool is reckoned in its coin, which the fund also holds, and valued at the price before.
 * Pools whose highest leverage is not above 1 have no law and must not be given.
 */
export function coverInFall(pools: readonly CoverPool[], fall: number): readonly LawCoverage[] {
  const usable = sum(pools.map(({ usableUsd }) => usableUsd))
  const atPrices = pools.map(({ contract, usableUsd, assetRatio }) =>
    contract === 'inverse' ? usableUsd : assetRatio === null ? null : usableUsd.times(assetRatio),
  )
  const known = atPrices.flatMap((value) => value ?? [])
  return LAWS.map((law, place) => {
    const losses = pools.map((pool) => shortfallOf(pool, fall, place))
    const shortfallUsd = sum(losses)
    const residuals = losses.map((loss, index) => Decimal.max(ZERO, loss.minus(pools[index]?.usableUsd ?? ZERO)))
    return {
      law,
      shortfallUsd,
      residualUsd: sum(residuals),
      coverage: ratio(usable, shortfallUsd),
      coverageAtPrices: known.length === pools.length ? ratio(sum(known), shortfallUsd) : null,
    }
  })
}

function shortfallOf({ contract, openInterestUsd, maxLeverage }: CoverPool, fall: number, place: number): Decimal {
  const law = standardLaws(maxLeverage)?.[place]
  if (law === undefined) throw new RangeError(`highest leverage is ${maxLeverage}; accepted: above 1`)
  return openInterestUsd.times(expectedLoss(law, unitLossOf(contract, 'long', fall, 0)))
}
