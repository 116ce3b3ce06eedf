import type { GradedMark } from '@/lib/core/metrics/disclosure'
import type { ContractType, MarketKind } from '@/lib/core/observation'
import type { DecimalText, IsoTime, Meta } from '@/lib/queries/dto/common'
import type { MarketContext } from '@/lib/queries/dto/context'
import type { DisclosureChangeRow, StageView } from '@/lib/queries/dto/disclosure'
import type { FundDetail } from '@/lib/queries/dto/fund'
import type { VenueRow } from '@/lib/queries/dto/latest'
import type { VenueMeasures } from '@/lib/queries/dto/measures'
import type { EventRow, FigureRow } from '@/lib/queries/dto/record'
import type { SourceRow } from '@/lib/queries/dto/source'
import type { LeveragePolicy, WaterfallStep } from '@/lib/venues/_contract/module'

export interface AdlRow {
  readonly subject: string
  readonly signal: string
  readonly value: string
  readonly level: number | null
  readonly proximity: number | null
  readonly observedAt: IsoTime
  readonly rawSha256: string
}

export interface LeverageBlock {
  readonly max: number | null
  readonly reason: string | null
  readonly sourceUrl: string | null
  readonly observedAt: IsoTime | null
}

export interface OpenInterestBlock {
  readonly oiUsd: DecimalText | null
  readonly markets: number
  readonly sourceSides: 1 | 2
  readonly observedAt: IsoTime | null
}

export interface VenueDetail extends VenueRow {
  readonly funds: readonly FundDetail[]
  readonly openInterest: OpenInterestBlock
  readonly adl: readonly AdlRow[]
  readonly waterfall: readonly WaterfallStep[]
  readonly leverage: LeverageBlock
  readonly disclosures: readonly GradedMark[]
  /** Null for a venue that is closed or on record only: there is nothing to judge. */
  readonly stage: StageView | null
  readonly events: readonly EventRow[]
  readonly marketContext: MarketContext
  readonly measures: VenueMeasures
}

/** The venue page: the API's detail plus profile facts and sources. */
export interface VenuePage extends VenueDetail {
  readonly statusNote: string | null
  readonly recordOnly: boolean
  readonly fundName: string | null
  readonly fundAbsence: string | null
  readonly exhaustionReason: string | null
  readonly weakestFundLabel: string | null
  readonly adlProfile: {
    readonly signal: string | null
    readonly absence: string | null
    readonly rule: string | null
    readonly sourceUrl: string | null
  }
  readonly leveragePolicy: LeveragePolicy | null
  readonly notes: readonly string[]
  readonly openInterestNote: string | null
  readonly docsUrl: string | null
  readonly sources: readonly SourceRow[]
  readonly figures: readonly FigureRow[]
  readonly markets: readonly MarketRow[]
  readonly expectedEveryS: number | null
  readonly changes: readonly DisclosureChangeRow[]
}

export interface MarketRow {
  readonly market: string
  readonly contractType: ContractType
  readonly marketKind: MarketKind
  readonly settleAsset: string
  readonly maxLeverage: number | null
  readonly valueUsd: DecimalText | null
  readonly observedAt: IsoTime | null
  readonly reason: string | null
  readonly funds: readonly string[]
  readonly rawSha256: string | null
}

export interface VenueData {
  readonly page: VenuePage
  readonly meta: Meta
}
