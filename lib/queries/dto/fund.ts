import type { FundScope, FundType, PriceSource, State, UsableBasis } from '@/lib/core/observation'
import type { Band, DecimalText, IsoTime } from '@/lib/queries/dto/common'

export interface BalanceRow {
  readonly asset: string
  readonly units: DecimalText
  readonly priceUsd: DecimalText | null
  readonly priceSource: PriceSource | null
  readonly valueUsd: DecimalText | null
  readonly observedAt: IsoTime
  readonly checkedAt: IsoTime
  readonly changedAt: IsoTime
  readonly expectedEveryS: number
  readonly state: State
  readonly rawSha256: string | null
}

export interface FundRow {
  readonly fund: string
  readonly label: string
  readonly fundType: FundType
  readonly scope: FundScope
  readonly partOf: string | null
  readonly markets: readonly string[]
  readonly oiUsd: DecimalText | null
  readonly coverage: number | null
  readonly valueUsd: DecimalText | null
  readonly usableUsd: DecimalText | null
  readonly balances: readonly BalanceRow[]
}

/** A fund on the venue page: the API's fund plus what only the page shows. */
export interface FundDetail extends FundRow {
  readonly usableBasis: UsableBasis | null
  readonly exhaustionMove: Band | null
  readonly exhaustionReason: string | null
  readonly state: State
  readonly reason: string | null
  /** The day contracts last moved between this fund and another. */
  readonly regroupedOn: string | null
}
