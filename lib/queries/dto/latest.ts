import type { Basis, FundType, State, UsableBasis, VenueKind, VenueStatus } from '@/lib/core/observation'
import type { Band, DecimalText, IsoTime } from '@/lib/queries/dto/common'
import type { VenueRemarks } from '@/lib/queries/dto/correction'

/** What the overview shows of a venue. Field names follow contracts.md `Latest`, in camelCase. */
export interface Latest {
  readonly fundUsd: DecimalText | null
  readonly fundType: FundType | null
  readonly usableUsd: DecimalText | null
  readonly usableBasis: UsableBasis | null
  readonly oiUsd: DecimalText | null
  readonly coveredFundUsd: DecimalText | null
  readonly coveredOiUsd: DecimalText | null
  readonly coverage: number | null
  readonly negativePoolsUsd: DecimalText | null
  readonly change24h: number | null
  readonly change7d: number | null
  readonly drawdown: number | null
  readonly exhaustionMove: Band | null
  readonly weakestFund: { readonly fund: string; readonly coverage: number } | null
  readonly fundObservedAt: IsoTime | null
  readonly oiObservedAt: IsoTime | null
  readonly checkedAt: IsoTime | null
  readonly state: State
  readonly basis: Basis | null
  readonly reason: string | null
}

export interface VenueRow {
  readonly venue: string
  readonly name: string
  readonly kind: VenueKind
  /** Null only for a record-only venue whose status no source states. */
  readonly status: VenueStatus | null
  readonly website: string | null
  readonly fundPageUrl: string | null
  /** Null only for a record-only venue: nobody has looked. */
  readonly disclosure: 'api' | 'onchain' | 'page' | 'none' | null
  readonly maxLeverage: number | null
  readonly latest: Latest
  readonly remarks: VenueRemarks
}
