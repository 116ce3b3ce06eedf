import type { Outcome } from '@/lib/core/metrics/plausibility/judge'
import type { PlausibilityTest } from '@/lib/core/metrics/plausibility/measured'
import type { Basis } from '@/lib/core/observation'
import type { IsoTime, Meta } from '@/lib/queries/dto/common'

/** One test of one series of a venue. */
export interface PlausibilityRow {
  readonly test: PlausibilityTest
  readonly title: string
  /** What was tested, in words. */
  readonly series: string
  readonly basis: Basis
  /** First and last day looked at, as calendar dates; null without any. */
  readonly from: string | null
  readonly to: string | null
  readonly outcome: Outcome
  readonly sample: number
  readonly minimum: number
  readonly statistic: number | null
  readonly pValue: number | null
  /** Holm over all tests of the venue. */
  readonly pAdjusted: number | null
  readonly finding: string
  /** What would explain a pattern innocently; null where none is seen. */
  readonly innocent: string | null
  /** Days, markets or pools behind the statistic, all of them. */
  readonly where: readonly string[]
}

export interface Plausibility {
  readonly venue: string
  readonly rows: readonly PlausibilityRow[]
  /** The chance of any false alarm among the tests of one venue that have a p. */
  readonly familyLevel: number
  /** Why nothing is tested; null where something may be. */
  readonly absence: string | null
  readonly computedAt: IsoTime
  readonly meta: Meta
}
