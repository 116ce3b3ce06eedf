import type { AssetClass } from '@/lib/core/metrics/asset-policy'
import type { StressContract } from '@/lib/core/metrics/stress'
import type { ContractType, FundType, State, UsableBasis } from '@/lib/core/observation'
import type { DecimalText, IsoTime, Meta } from '@/lib/queries/dto/common'

/** One asset a pool holds. */
export interface StressAsset {
  readonly asset: string
  readonly kind: AssetClass
  readonly units: DecimalText
  readonly valueUsd: DecimalText | null
  readonly observedAt: IsoTime
  readonly state: State
  readonly rawSha256: string | null
}

/** One contract a pool stands behind. */
export interface StressMarket {
  readonly market: string
  readonly contractType: ContractType
  readonly valueUsd: DecimalText | null
  readonly maxLeverage: number | null
  readonly observedAt: IsoTime | null
  readonly rawSha256: string | null
}

/** What the stress lab starts from: one pool, or all summed funds of a venue as if they were one. */
export interface StressPool {
  /** Null for the venue as a whole. */
  readonly fund: string | null
  readonly label: string
  /** `inverse` only where every listed contract of the pool is. */
  readonly contract: StressContract
  /** Contracts of the pool that are not of that type. */
  readonly otherContracts: number
  /** What amounts are counted in: `USD`, or the coin an inverse pool settles in. */
  readonly unit: string
  /** Dollars per coin, as used to turn open interest into coins; null for dollars. */
  readonly priceUsd: DecimalText | null
  readonly openInterest: DecimalText | null
  readonly fundAmount: DecimalText | null
  readonly usable: DecimalText | null
  readonly usableBasis: UsableBasis | null
  readonly openInterestUsd: DecimalText | null
  readonly fundUsd: DecimalText | null
  readonly usableUsd: DecimalText | null
  readonly maxLeverage: number | null
  readonly leverageReason: string | null
  readonly fundObservedAt: IsoTime | null
  readonly oiObservedAt: IsoTime | null
  readonly checkedAt: IsoTime | null
  readonly state: State
  readonly assets: readonly StressAsset[]
  /** Largest first. */
  readonly markets: readonly StressMarket[]
  /** Why amounts are missing, or what must be said of them. */
  readonly reason: string | null
}

export interface StressVenue {
  readonly venue: string
  readonly name: string
  readonly fundType: FundType | null
  readonly simulated: boolean
  readonly whole: StressPool
  /** By open interest, largest first, unknown last. */
  readonly pools: readonly StressPool[]
  readonly expectedEveryS: number | null
  readonly meta: Meta
}
