import type { Decimal } from '@/lib/core/decimal'

export type VenueKind = 'cex' | 'dex'
export type VenueStatus = 'active' | 'paused' | 'closed'
/**
 * `counterparty` is a pool that trades against everyone (GMX, JLP): shown as what it is, never summed, never in coverage.
 */
export type FundType = 'insurance' | 'vault' | 'protection' | 'counterparty'
export type FundScope = 'venue' | 'settle' | 'group' | 'market'
export type ContractType = 'linear' | 'inverse' | 'quanto'
export type MarketKind = 'perpetual' | 'future'
/** SDMX CL_OBS_STATUS: A normal, E estimated, P provisional, M missing, B break. */
export type ObsStatus = 'A' | 'E' | 'P' | 'M' | 'B'
export type PriceSource = 'venue' | 'index' | 'par' | 'close'
export type Basis = 'collected' | 'published' | 'simulated'
export type State = 'live' | 'unchanged' | 'late' | 'failing' | 'withdrawn' | 'none'
export type UsableBasis = 'rule' | 'full'
/** 0 none, 1 elevated, 2 near the trigger, 3 active; null where the venue's word cannot be graded. */
export type AdlLevel = 0 | 1 | 2 | 3
/**
 * What closed a position: an ordinary liquidation, one that ended beyond bankruptcy, auto-deleveraging, a takeover by a
 * backstop (vault, liquidity provider).
 */
export type LiquidationKind = 'liquidation' | 'bankruptcy' | 'adl' | 'backstop'
export type FlowKind = 'surplus' | 'bankruptcy_loss' | 'injection' | 'withdrawal' | 'transfer'

/** A market as its venue lists it. `segment` groups markets a fund may cover by rule (a settle coin, a dex, `cross`). */
export interface MarketDescription {
  readonly market: string
  readonly contractType: ContractType
  readonly marketKind: MarketKind
  readonly baseAsset: string
  readonly quoteAsset: string
  readonly settleAsset: string
  readonly segment: string
}

/** Which markets a fund stands behind. */
export type FundCover =
  | { readonly kind: 'markets'; readonly markets: readonly string[] }
  | { readonly kind: 'segment'; readonly segment: string }
  | { readonly kind: 'all' }
  | { readonly kind: 'none' }

/**
 * A fund as one payload shows it. `key` is its identity without history: settle coin (asset set for Binance), plus the
 * symbol of a single-contract pool. A shared pool (`shared`) keeps an earlier id by membership overlap when stored.
 */
export interface FundDescription {
  readonly key: string
  readonly label: string
  readonly fundType: FundType
  readonly scope: FundScope
  readonly shared: boolean
  readonly cover: FundCover
  readonly partOf: string | null
}

interface FromPayload {
  /** Position in the received payloads of the one this was read from. */
  readonly payload: number
}

/** A listed (or no longer listed) market and its leverage limit. */
export interface MarketObservation extends FromPayload {
  readonly kind: 'market'
  readonly market: MarketDescription
  readonly listed: boolean
  readonly maxLeverage: Decimal | null
}

export interface FundBalanceObservation extends FromPayload {
  readonly kind: 'fund_balance'
  readonly fund: FundDescription
  readonly asset: string
  readonly units: Decimal
  readonly priceUsd: Decimal | null
  readonly priceSource: PriceSource | null
  readonly valueUsd: Decimal | null
  /** The venue's own time; null when it gives none. */
  readonly observedAt: Date | null
  readonly expectedEveryMs: number
  readonly status: ObsStatus
  readonly reason: string | null
}

export interface OpenInterestObservation extends FromPayload {
  readonly kind: 'open_interest'
  readonly market: MarketDescription
  readonly contracts: Decimal | null
  readonly baseUnits: Decimal | null
  /** One side counted once; null with a reason. */
  readonly valueUsd: Decimal | null
  readonly sourceSides: 1 | 2
  readonly markPrice: Decimal | null
  /** The venue does not document face value or unit: left out of sums by rule, not missing from this pass. */
  readonly undocumented: boolean
  readonly observedAt: Date | null
  readonly status: ObsStatus
  readonly reason: string | null
}

export interface AdlObservation extends FromPayload {
  readonly kind: 'adl'
  readonly scope: 'market' | 'fund' | 'venue'
  readonly subject: string
  readonly signal: string
  /** The venue's raw value, as printed. */
  readonly value: string
  readonly level: AdlLevel | null
  readonly proximity: number | null
  /** The drawdown share of the 8 h peak at which ADL starts, and the balance below which that rule is off. */
  readonly trigger: { readonly drawdown: Decimal; readonly threshold: Decimal } | null
  readonly observedAt: Date | null
}

export interface FlowObservation extends FromPayload {
  readonly kind: 'flow'
  readonly fundKey: string
  readonly asset: string
  readonly flow: FlowKind
  readonly venueType: string
  readonly units: Decimal
  readonly observedAt: Date
}

/** What was traded in a market in the last 24 hours, each trade counted once. */
export interface VolumeObservation extends FromPayload {
  readonly kind: 'volume'
  /** Id of a market described elsewhere. */
  readonly market: string
  readonly baseUnits: Decimal | null
  /** Null with a reason. */
  readonly valueUsd: Decimal | null
  readonly observedAt: Date | null
  readonly status: ObsStatus
  readonly reason: string | null
}

/** What rests in a public order book near its middle, in US dollars (`lib/core/depth.ts`). */
export interface DepthObservation extends FromPayload {
  readonly kind: 'depth'
  readonly market: string
  /** Middle of best bid and best ask, in the quote asset. */
  readonly midPrice: Decimal
  /** Within 1 % and 2 % of the middle; null where the answered book ends before, with the reason. */
  readonly bidUsd1: Decimal | null
  readonly askUsd1: Decimal | null
  readonly bidUsd2: Decimal | null
  readonly askUsd2: Decimal | null
  readonly observedAt: Date | null
  readonly status: ObsStatus
  readonly reason: string | null
}

/** A liquidation, or the sum of those in a window where the venue publishes only sums. */
export interface LiquidationObservation extends FromPayload {
  readonly kind: 'liquidation'
  /** The venue's own id, or the fields that tell the row from all others; the same in every answer that shows it. */
  readonly event: string
  /** Id of a market described elsewhere; null where the venue sums over several. */
  readonly market: string | null
  readonly liquidation: LiquidationKind
  /** Side of the position that was closed; null where the venue does not say. */
  readonly side: 'long' | 'short' | null
  /** Start of the window summed over; null for a single event. */
  readonly windowStart: Date | null
  readonly baseUnits: Decimal | null
  readonly price: Decimal | null
  /** Notional closed, US dollars; null with a reason. */
  readonly valueUsd: Decimal | null
  /** What the close fell short of bankruptcy, US dollars, positive; null where the venue does not publish it. */
  readonly lossUsd: Decimal | null
  /** Time of the event, or the end of the window. */
  readonly observedAt: Date
  readonly status: ObsStatus
  readonly reason: string | null
}

export type Observation =
  | MarketObservation
  | FundBalanceObservation
  | OpenInterestObservation
  | AdlObservation
  | FlowObservation
  | VolumeObservation
  | DepthObservation
  | LiquidationObservation

/** Why a row or payload was refused. Closed list: shown on /status and counted in /metrics. */
export type RejectReason =
  | 'wrong_type'
  | 'missing_field'
  | 'not_a_number'
  | 'negative'
  | 'absurd'
  | 'future_time'
  | 'duplicate'
  | 'unknown_unit'
  | 'no_price'
  | 'inconsistent'
  | 'fetch_failed'

export interface Rejection {
  readonly reason: RejectReason
  /** What was refused, in plain words. */
  readonly detail: string
  /** The offending text, at most 500 characters. */
  readonly sample: string
  readonly payload: number | null
}
