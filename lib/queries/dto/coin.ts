import type { Basis, ContractType, FundType, MarketKind, State, VenueKind } from '@/lib/core/observation'
import type { AdlStanding } from '@/lib/queries/dto/adl'
import type { Band, DecimalText, IsoTime, Meta } from '@/lib/queries/dto/common'
import type { FundRow } from '@/lib/queries/dto/fund'

/** Kinds of money behind a contract; only like is set beside like. */
export type BackingKind = 'insurance' | 'vault' | 'counterparty' | 'none'

/** A contract of the coin at one venue. */
export interface CoinContract {
  readonly market: string
  readonly contractType: ContractType
  readonly marketKind: MarketKind
  /** The base asset as the venue names it, and how many coins are in one of it. */
  readonly baseAsset: string
  readonly coinsPerBase: number
  readonly settleAsset: string
  readonly oiUsd: DecimalText | null
  readonly oiReason: string | null
  readonly observedAt: IsoTime | null
  readonly checkedAt: IsoTime | null
  readonly maxLeverage: number | null
  readonly basis: Basis | null
  readonly rawSha256: string | null
  /** Signals that speak of this contract, worst first. */
  readonly adl: readonly AdlStanding[]
}

/** A pool behind contracts of the coin, with the figures of the whole pool. */
export interface CoinPool
  extends Pick<FundRow, 'fund' | 'label' | 'fundType' | 'scope' | 'partOf' | 'coverage' | 'valueUsd'> {
  readonly fundType: FundType
  readonly marketsCovered: number
  readonly exhaustionMove: Band | null
  readonly exhaustionReason: string | null
  readonly state: State
  readonly checkedAt: IsoTime | null
  readonly expectedEveryS: number | null
  readonly reason: string | null
}

/** The contracts of the coin at one venue that have the same money behind them. */
export interface CoinBacking {
  readonly venue: string
  readonly name: string
  readonly kind: VenueKind
  readonly backing: BackingKind
  /** The fund that stands behind them; null with `reason`. */
  readonly pool: CoinPool | null
  /** Further funds whose cover names these contracts: components of the fund, or others. */
  readonly others: readonly CoinPool[]
  readonly contracts: readonly CoinContract[]
  /** One side, over the contracts that state it. */
  readonly oiUsd: DecimalText | null
  readonly oiStated: number
  readonly oiReason: string | null
  readonly maxLeverage: number | null
  readonly leverageReason: string | null
  readonly adl: readonly AdlStanding[]
  readonly adlAbsence: string | null
  /** Of the pool; of the open interest where there is none. */
  readonly state: State
  readonly checkedAt: IsoTime | null
  readonly expectedEveryS: number | null
  readonly reason: string | null
}

/** A pool at the weak or strong end of those behind a coin. */
export interface CoinExtreme {
  readonly venue: string
  readonly name: string
  readonly fund: string
  readonly label: string
  readonly coverage: number
}

export interface CoinEnds {
  readonly weakest: CoinExtreme | null
  readonly strongest: CoinExtreme | null
  /** Pools of this kind behind the coin, and how many of them have a coverage. */
  readonly pools: number
  readonly stated: number
}

export interface CoinSummary {
  readonly coin: string
  /** Base assets that count as the coin, as venues name them. */
  readonly names: readonly string[]
  readonly venues: number
  readonly contracts: number
  /** One side, over the contracts that state it. */
  readonly oiUsd: DecimalText | null
  readonly oiStated: number
  readonly insurance: CoinEnds
  readonly vault: CoinEnds
  /** Highest level of any signal that speaks of a contract of the coin now; null when none has a level. */
  readonly adl: {
    readonly level: number
    readonly venue: string
    readonly name: string
    readonly subject: string
  } | null
  /** Venues that list the coin and publish a signal which can be read as now. */
  readonly adlVenues: number
}

export interface CoinList {
  readonly coins: readonly CoinSummary[]
  /** Coins listed on a single venue: counted, not listed. */
  readonly single: number
  /** Venues with at least one listed contract. */
  readonly venues: number
  readonly meta: Meta
}

export interface CoinData {
  readonly summary: CoinSummary
  readonly backings: readonly CoinBacking[]
  readonly meta: Meta
}
