import type { Basis, FundType, UsableBasis, VenueStatus } from '@/lib/core/observation'
import type { ChartSeries } from '@/lib/queries/dto/chart'
import type { Band, DecimalText, IsoTime, Meta } from '@/lib/queries/dto/common'

/** A venue's figures as they were known at a moment. Null: not known then, `reason` says why. */
export interface PinnedVenue {
  readonly venue: string
  readonly name: string
  readonly status: VenueStatus | null
  readonly recordOnly: boolean
  readonly fundType: FundType | null
  readonly fundAbsence: string | null
  /** The pass, or the end of the hour, the figures are of. */
  readonly at: IsoTime | null
  readonly fundUsd: DecimalText | null
  readonly usableUsd: DecimalText | null
  readonly usableBasis: UsableBasis | null
  readonly oiUsd: DecimalText | null
  readonly coveredOiUsd: DecimalText | null
  readonly coverage: number | null
  readonly exhaustionMove: Band | null
  readonly change24h: number | null
  readonly change7d: number | null
  readonly negativePoolsUsd: DecimalText | null
  readonly pools: number
  readonly weakestFund: { readonly label: string; readonly coverage: number } | null
  readonly adl: { readonly level: number | null; readonly subjects: number; readonly absence: string | null }
  readonly fundObservedAt: IsoTime | null
  readonly oiObservedAt: IsoTime | null
  readonly basis: Basis | null
  readonly reason: string | null
}

/** A fund of a venue as it was known at a moment. */
export interface PinnedPool {
  readonly fund: string
  readonly label: string
  /** The fund it is a component of; null where it stands for itself. */
  readonly partOf: string | null
  readonly at: IsoTime
  readonly fundUsd: DecimalText | null
  readonly usableUsd: DecimalText | null
  readonly oiUsd: DecimalText | null
  readonly coverage: number | null
  readonly exhaustionMove: Band | null
  readonly fundObservedAt: IsoTime | null
  readonly reason: string | null
}

/** The page of a venue as it was known at a moment. */
export interface PinnedVenuePage {
  readonly venue: PinnedVenue
  /** Funds that stand for themselves first, then components; the largest first. */
  readonly pools: readonly PinnedPool[]
  readonly series: readonly ChartSeries[]
  readonly asOf: IsoTime
  readonly meta: Meta
}

/** Every followed or closed venue as it was known at a moment: by coverage, unknown last, ties by name. */
export interface PinnedOverview {
  readonly venues: readonly PinnedVenue[]
  readonly asOf: IsoTime
  readonly meta: Meta
}

export interface PinnedComparison {
  /** In the order asked for. */
  readonly venues: readonly PinnedVenue[]
  readonly series: readonly ChartSeries[]
  readonly asOf: IsoTime
  readonly meta: Meta
}
