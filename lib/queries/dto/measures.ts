import type { AssetClass } from '@/lib/core/metrics/asset-policy'
import type { LawName } from '@/lib/core/metrics/stress-coverage'
import type { DecimalText, IsoTime } from '@/lib/queries/dto/common'

/** The fund now as a multiple of its largest fall within a window. */
export interface WorstDrawRow {
  readonly window: '1d' | '7d'
  readonly multiple: number | null
  /** The fall as a share of the fund now. */
  readonly drawOfNow: number | null
  readonly from: IsoTime | null
  readonly to: IsoTime | null
  /** Samples are too far apart to see a fall within this window. */
  readonly unobservable: boolean
  readonly reason: string | null
}

export interface WorstDraws {
  readonly windows: readonly WorstDrawRow[]
  /** First sample, and from when on they are hourly; null without any. */
  readonly since: IsoTime | null
  readonly hourlySince: IsoTime | null
  /** Median time from one sample to the next, milliseconds. */
  readonly typicalStepMs: number | null
  readonly samples: number
  /** `units` of one asset, `dollars` of a total whose make-up is not published, else the index free of price. */
  readonly basis: 'units' | 'dollars' | 'flow_index' | null
}

export interface AssetRow {
  readonly asset: string
  readonly kind: AssetClass
  readonly valueUsd: DecimalText
  readonly share: number | null
}

export interface AssetBlock {
  readonly assets: readonly AssetRow[]
  /** Where a dollar total is broken down by its parts: the share of it they add up to. */
  readonly fromPartsShare: number | null
  readonly unpriced: readonly string[]
  readonly hhi: number | null
  readonly effectiveAssets: number | null
  readonly hhiReason: string | null
  readonly poolHhi: number | null
  readonly effectivePools: number | null
  readonly poolHhiReason: string | null
  readonly nativeUsd: DecimalText | null
  readonly haircutUsd: DecimalText | null
  readonly haircutReason: string | null
  /** A stablecoin that is more than half of the fund. */
  readonly dominantStablecoin: string | null
  readonly observedAt: IsoTime | null
}

export interface StressLawRow {
  readonly law: LawName
  readonly shortfallUsd: DecimalText
  readonly residualUsd: DecimalText
  /** Usable money over shortfall; null when there is no shortfall. */
  readonly stressCoverage: number | null
  readonly stressCoverageAtPrices: number | null
}

/** One fall of the market. */
export interface StressFallRow {
  readonly fall: number
  readonly stressedFundUsd: DecimalText | null
  readonly wrongWayRatio: number | null
  readonly wrongWayReason: string | null
  /** Empty with the reason. */
  readonly laws: readonly StressLawRow[]
  /** Why there is no coverage, or which pools are left out of it. */
  readonly reason: string | null
}

/** What a fund's headline is to be read with (methodology 1.3). */
export interface VenueMeasures {
  readonly usableShare: number | null
  readonly usableShareReason: string | null
  readonly worstDraws: WorstDraws
  readonly assets: AssetBlock
  readonly stress: readonly StressFallRow[]
}
