import type { AttributionPart } from '@/lib/core/metrics/attribution'
import type { FundType } from '@/lib/core/observation'
import type { DecimalText, IsoTime, Meta } from '@/lib/queries/dto/common'

export interface AttributionEnd {
  readonly at: IsoTime
  readonly units: DecimalText
  readonly valueUsd: DecimalText | null
  readonly rawSha256: string | null
}

export interface AttributedUnits {
  readonly part: AttributionPart
  /** Zero for the price, which moves no units. */
  readonly units: DecimalText
  readonly usd: DecimalText | null
}

/** One asset of a fund. Units of all parts add up to `changeUnits`, dollars to `changeUsd`, to the last digit. */
export interface AttributedAsset {
  readonly asset: string
  readonly before: AttributionEnd
  readonly after: AttributionEnd
  readonly changeUnits: DecimalText
  readonly changeUsd: DecimalText | null
  readonly parts: readonly AttributedUnits[]
}

export interface AttributedUsd {
  readonly part: AttributionPart
  readonly usd: DecimalText
}

/** The flow of a fund that is published as one dollar amount lies between these, in US dollars. */
export interface AttributionBound {
  readonly lowUsd: DecimalText
  readonly highUsd: DecimalText
  readonly referenceAsset: string
  /** Its change over the period, a plain ratio. */
  readonly referenceReturn: number
}

export interface AttributedFund {
  readonly fund: string
  readonly label: string
  readonly fundType: FundType
  readonly partOf: string | null
  /** The venue types the flows of this fund. */
  readonly flowsTyped: boolean
  readonly assets: readonly AttributedAsset[]
  /** Null where an end has no price. */
  readonly changeUsd: DecimalText | null
  /** Add up to `changeUsd`, to the last digit; empty where it is null or not split. */
  readonly parts: readonly AttributedUsd[]
  /** Only where the fund is not split. */
  readonly bound: AttributionBound | null
  readonly reason: string | null
}

/** An injection or withdrawal somebody announced, from the record. */
export interface AnnouncedAmount {
  readonly date: string
  readonly asset: string
  readonly amount: DecimalText
  readonly usd: DecimalText | null
  readonly sourceUrl: string
  /** The fund it is counted in; null where it cannot be told. */
  readonly fund: string | null
}

/** The venue: its summed funds together. Null where none can be split. */
export interface AttributedTotal {
  readonly fundType: FundType
  readonly beforeUsd: DecimalText
  readonly afterUsd: DecimalText
  readonly changeUsd: DecimalText
  readonly parts: readonly AttributedUsd[]
  readonly funds: number
  /** Summed funds that are left out: not split, or without a price. */
  readonly leftOut: readonly string[]
}

export interface Attribution {
  readonly venue: string
  readonly name: string
  /** As asked, half-open. */
  readonly from: IsoTime
  readonly to: IsoTime
  /** Later than `from` where nothing was stored then. */
  readonly measuredFrom: IsoTime | null
  readonly total: AttributedTotal | null
  readonly totalReason: string | null
  readonly funds: readonly AttributedFund[]
  readonly announced: readonly AnnouncedAmount[]
  readonly meta: Meta
}
