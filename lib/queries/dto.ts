import type { Criterion, Mark } from '@/lib/core/disclosure'
import type { GradedMark } from '@/lib/core/metrics/disclosure'
import type {
  Basis,
  ContractType,
  FundScope,
  FundType,
  MarketKind,
  ObsStatus,
  PriceSource,
  State,
  UsableBasis,
  VenueKind,
  VenueStatus,
} from '@/lib/core/observation'
import type { Absences, LeveragePolicy, WaterfallStep } from '@/lib/venues/_contract/module'

/** Plain decimal digits; never an exponent. */
export type DecimalText = string
/** ISO 8601 UTC with `Z`. */
export type IsoTime = string

export interface Meta {
  readonly generatedAt: IsoTime
  /** Newest check of any source behind the answer; null when nothing was collected. */
  readonly dataAsOf: IsoTime | null
  readonly asOf: IsoTime | null
}

/** A move of 100 % or more is null: no fall can exhaust the fund under that law. */
export interface Band {
  readonly low: number
  readonly central: number | null
  readonly high: number | null
}

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
}

/** A row of the overview page: the API's venue plus what only the page draws. */
export interface OverviewRow extends VenueRow {
  readonly statusNote: string | null
  readonly recordOnly: boolean
  /** The kind of fund the venue has by declaration, whether or not a figure of it is there. */
  readonly declaredFund: FundType | null
  /** Why the exhaustion move, and the fund, are missing, in plain words. */
  readonly exhaustionReason: string | null
  readonly fundAbsence: string | null
  readonly weakestFundLabel: string | null
  readonly adl: { readonly level: number | null; readonly subjects: number; readonly absence: string | null }
  /** Seconds after which the next check is due; the client re-evaluates age with it. */
  readonly expectedEveryS: number | null
  /** Last 30 days, one point a day, oldest first; null where there is none. */
  readonly sparkline: readonly (number | null)[]
  readonly recordFrom: string | null
  readonly recordUntil: string | null
}

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

export interface AdlRow {
  readonly subject: string
  readonly signal: string
  readonly value: string
  readonly level: number | null
  readonly proximity: number | null
  readonly observedAt: IsoTime
  readonly rawSha256: string
}

export interface EventRow {
  readonly event: string
  readonly venue: string
  readonly start: string | null
  readonly end: string | null
  readonly startPrecision: string
  readonly kind: string
  readonly stages: readonly string[]
  readonly amount: DecimalText | null
  readonly asset: string | null
  readonly usd: DecimalText | null
  readonly amountMeaning: string | null
  readonly title: string
  readonly summary: string
  readonly confidence: string
  readonly viaCopy: boolean
  readonly datesApproximate: boolean
  readonly sourceUrl: string
  readonly otherSources: readonly string[]
}

export interface FigureRow {
  readonly venue: string
  readonly date: string | null
  readonly datePrecision: string
  readonly metric: string
  readonly fundType: FundType | null
  readonly amount: DecimalText
  readonly asset: string
  readonly usd: DecimalText | null
  readonly confidence: string
  readonly note: string
  readonly viaCopy: boolean
  readonly sourceUrl: string
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

/** A source as the venue page and /status list it. */
export interface SourceRow {
  readonly venue: string
  readonly source: string
  readonly kind: string
  readonly cadenceS: number
  readonly docsUrl: string | null
  readonly state: State
  readonly lastAttemptAt: IsoTime | null
  readonly lastSuccessAt: IsoTime | null
  readonly lastChangedAt: IsoTime | null
  readonly consecutiveFailures: number
  readonly failingSince: IsoTime | null
  readonly errorKind: string | null
  readonly errorMessage: string | null
  readonly errorSample: string | null
  readonly errorAt: IsoTime | null
  readonly rowsWritten: number
  readonly rowsRejected: number
  readonly lastRunRejected: number
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

/** A stage of disclosure with what is missing for the next one. */
export interface StageView {
  readonly stage: 0 | 1 | 2 | null
  readonly state: 'claimed' | 'observable' | 'verifiable' | 'under_review'
  /** The lowest stage that is not reached, and why: what is missed, and what is under review. */
  readonly next: 1 | 2 | null
  readonly missed: readonly string[]
  readonly open: readonly string[]
  readonly floor: { readonly mark: Mark; readonly criteria: readonly Criterion[] }
  /** Only to be read with the stage and the floor. */
  readonly sum: { readonly points: number; readonly of: number } | null
}

export interface DisclosureChangeRow {
  readonly change: string
  readonly venue: string
  readonly source: string | null
  readonly endpoint: string | null
  readonly changedOn: string
  readonly kind: string
  readonly path: string | null
  readonly before: string | null
  readonly after: string | null
  readonly funds: readonly string[]
  readonly markets: readonly string[]
  readonly text: string
  readonly sourceUrl: string | null
  readonly otherSources: readonly string[]
  readonly viaCopy: boolean
  readonly confidence: string | null
  /** The last capture with the old form, and the first with the new one. */
  readonly beforeSha256: string | null
  readonly rawSha256: string | null
  readonly basis: Basis
}

/** One point of a chart. `gap` true: the line breaks before this point. */
export interface ChartPoint {
  readonly at: number
  readonly fundUsd: number | null
  readonly units: number | null
  readonly oiUsd: number | null
  readonly coverage: number | null
  readonly status: ObsStatus
  readonly reason: string | null
}

export interface ChartMark {
  readonly at: number
  readonly title: string
  readonly kind: string
  readonly href: string
}

export interface ChartSeries {
  readonly venue: string
  readonly name: string
  readonly fund: string
  readonly label: string
  readonly unit: string | null
  readonly interval: 'hour' | 'day' | 'record'
  /** Points further apart than this are not joined, in ms. */
  readonly breakAfterMs: number
  readonly points: readonly ChartPoint[]
  readonly marks: readonly ChartMark[]
  /** From here on the source is late or failing; null when it is not. */
  readonly staleFrom: number | null
  readonly basis: Basis
}

export interface EvidencePage {
  readonly sha256: string
  readonly size: number
  readonly bodyText: string | null
  /** The shown text is cut; the whole is at the raw link. */
  readonly truncated: boolean
  readonly expired: boolean
  readonly captures: readonly {
    readonly venue: string
    readonly source: string
    readonly endpoint: string
    readonly subject: string | null
    readonly method: string
    readonly url: string
    readonly requestBody: string | null
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly fetchedAt: IsoTime
    readonly durationMs: number
    readonly parserVersion: string
    readonly basis: Basis
  }[]
  readonly balances: readonly (BalanceRow & {
    readonly venue: string
    readonly fund: string
    readonly reason: string | null
  })[]
  readonly openInterest: readonly {
    readonly venue: string
    readonly market: string
    readonly observedAt: IsoTime
    readonly contracts: DecimalText | null
    readonly baseUnits: DecimalText | null
    readonly markPrice: DecimalText | null
    readonly valueUsd: DecimalText | null
    readonly sourceSides: number
    readonly reason: string | null
  }[]
  readonly adl: readonly AdlRow[]
  readonly context: EvidenceContext
  /** Changes of the ledger that these bytes are evidence of, newest first. */
  readonly changes: readonly DisclosureChangeRow[]
  /** How many rows of each kind came from these bytes; the lists above show at most 200 of each. */
  readonly counts: {
    readonly balances: number
    readonly openInterest: number
    readonly adl: number
    readonly volumes: number
    readonly depths: number
    readonly liquidations: number
  }
}

/** Market context read from archived bytes. */
export interface EvidenceContext {
  readonly volumes: readonly {
    readonly venue: string
    readonly market: string
    readonly observedAt: IsoTime
    readonly baseUnits: DecimalText | null
    readonly valueUsd: DecimalText | null
    readonly reason: string | null
  }[]
  readonly depths: readonly {
    readonly venue: string
    readonly market: string
    readonly observedAt: IsoTime
    readonly midPrice: DecimalText
    readonly bands: readonly Omit<DepthBand, 'oiOverDepth'>[]
    readonly reason: string | null
  }[]
  readonly liquidations: readonly {
    readonly venue: string
    readonly event: string
    readonly market: string | null
    readonly liquidation: string
    readonly side: string | null
    readonly observedAt: IsoTime
    readonly windowStart: IsoTime | null
    readonly baseUnits: DecimalText | null
    readonly price: DecimalText | null
    readonly valueUsd: DecimalText | null
    readonly lossUsd: DecimalText | null
    readonly reason: string | null
  }[]
}

/** Money and the open interest it covers, added up over venues that state coverage. Null when none does. */
export interface LayerTotal {
  readonly venues: number
  readonly fundUsd: DecimalText | null
  readonly coveredOiUsd: DecimalText | null
}

export interface OverviewTotals {
  /** Venues that report a fund figure, and those followed that do not. Closed and record-only venues count in neither. */
  readonly reporting: number
  readonly notReporting: number
  /** Over venues that state coverage, so that money and open interest match. */
  readonly fundUsd: DecimalText | null
  readonly coveredOiUsd: DecimalText | null
  /** The same per layer: only like is added with like. */
  readonly byType: { readonly insurance: LayerTotal; readonly vault: LayerTotal }
}

export interface Overview {
  readonly rows: readonly OverviewRow[]
  readonly totals: OverviewTotals
  readonly meta: Meta
}

export interface VenueData {
  readonly page: VenuePage
  readonly meta: Meta
}

/** `24h`, `7d` ... back from now, or a fixed half-open range. */
export type ChartRange = '24h' | '7d' | '30d' | '90d' | '1y' | 'all' | { readonly from: Date; readonly to: Date }

export interface Comparison {
  /** In the order asked for. */
  readonly pages: readonly VenuePage[]
  readonly series: readonly ChartSeries[]
  /** Asked for and not known. */
  readonly unknown: readonly string[]
  readonly meta: Meta
}

/** A figure of the record nearest to an event, on one side of it. */
export interface EventFigure {
  readonly date: string
  readonly amount: DecimalText
  readonly usd: DecimalText | null
  readonly sourceUrl: string
}

/** What the record says a fund held before and after an event, at most 62 days away. */
export interface EventFund {
  readonly venue: string
  readonly name: string
  readonly asset: string
  readonly before: EventFigure | null
  readonly after: EventFigure | null
}

export interface EventPage {
  readonly event: EventRow
  readonly venueName: string
  /** Neighbours in time; null at either end. */
  readonly previous: EventRow | null
  readonly next: EventRow | null
  readonly funds: readonly EventFund[]
  /** Funds of all venues with data in the window around the event. */
  readonly charts: readonly ChartSeries[]
  readonly window: { readonly from: IsoTime; readonly to: IsoTime }
  readonly meta: Meta
}

export interface RunRowView {
  readonly venue: string
  readonly source: string
  readonly startedAt: IsoTime
  readonly finishedAt: IsoTime | null
  readonly outcome: string | null
  readonly errorKind: string | null
  readonly errorMessage: string | null
  readonly requests: number
  readonly bytes: number
  readonly rowsWritten: number
  readonly rowsUnchanged: number
  readonly rowsRejected: number
}

/** Rows refused from one source in the last 7 days, by reason, with the last samples. */
export interface RejectedSource {
  readonly venue: string
  readonly source: string
  readonly count: number
  readonly reasons: readonly { readonly reason: string; readonly count: number; readonly lastAt: IsoTime }[]
  readonly samples: readonly {
    readonly reason: string
    readonly detail: string
    readonly sample: string
    readonly rawSha256: string | null
    readonly rejectedAt: IsoTime
  }[]
}

export interface StatusSource extends SourceRow {
  readonly venueName: string
  /** Seconds since the last good check; null when there was none. */
  readonly lagS: number | null
  /** The failure in plain words; null when it does not fail. */
  readonly failure: string | null
  /** Changes of the form of its answers: how many are in the ledger, and the day of the newest. */
  readonly formChanges: { readonly count: number; readonly lastOn: string | null }
}

export interface StatusData {
  readonly sources: readonly StatusSource[]
  /** How many sources are in each state. */
  readonly states: Readonly<Record<State, number>>
  readonly runs: readonly RunRowView[]
  readonly rejected: readonly RejectedSource[]
  readonly meta: Meta
}

/** The volume of 24 hours over a venue's listed markets. Times are those of the newest market read. */
export interface VolumeBlock {
  readonly volumeUsd: DecimalText | null
  /** Markets added up. */
  readonly markets: number
  readonly fundOverVolume: number | null
  readonly observedAt: IsoTime | null
  readonly checkedAt: IsoTime | null
  readonly expectedEveryS: number | null
  readonly state: State
  /** Why the volume is missing, or what is left out of it. */
  readonly reason: string | null
  readonly fundOverVolumeReason: string | null
  readonly rawSha256: string | null
}

/** What rests within a band around the middle of a book. */
export interface DepthBand {
  /** Distance from the middle, as a ratio: 0.01 or 0.02. */
  readonly band: number
  readonly bidUsd: DecimalText | null
  readonly askUsd: DecimalText | null
  /** Open interest of the market over the thinner side. */
  readonly oiOverDepth: number | null
}

export interface DepthBlock {
  readonly midPrice: DecimalText | null
  readonly bands: readonly DepthBand[]
  readonly observedAt: IsoTime | null
  readonly checkedAt: IsoTime | null
  readonly expectedEveryS: number | null
  readonly state: State
  /** Why something of it is missing. */
  readonly reason: string | null
  readonly rawSha256: string | null
}

export interface VolatilityBlock {
  /** Standard deviation of the log price over a day, and over a year. */
  readonly daily: number | null
  readonly annualised: number | null
  /** First and last price used. */
  readonly from: IsoTime | null
  readonly to: IsoTime | null
  readonly returns: number
  readonly reason: string | null
}

/** One of the largest markets of a venue, with what its fund would have to cope with. */
export interface ContextMarket {
  readonly market: string
  readonly oiUsd: DecimalText | null
  readonly maxLeverage: number | null
  readonly volumeUsd: DecimalText | null
  readonly volumeReason: string | null
  readonly depth: DepthBlock
  readonly volatility: VolatilityBlock
  /** Daily standard deviations until the margin of a position at the highest leverage is used up. */
  readonly thinnestMarginMoves: number | null
  readonly thinnestMarginReason: string | null
}

/** Liquidations of a window that ends now. */
export interface LiquidationWindow {
  readonly window: '24h' | '7d'
  readonly rows: number
  /** Ordinary, beyond bankruptcy, or taken over by a backstop; what ADL closed is apart. */
  readonly liquidatedUsd: DecimalText | null
  readonly beyondUsd: DecimalText | null
  readonly beyondShare: number | null
  readonly lossUsd: DecimalText | null
  readonly backstopUsd: DecimalText | null
  readonly adlUsd: DecimalText | null
  /** The figures may be less than the whole. */
  readonly lowerBound: boolean
  readonly reason: string | null
  readonly beyondReason: string | null
}

export interface LiquidationBlock {
  readonly windows: readonly LiquidationWindow[]
  readonly checkedAt: IsoTime | null
  readonly expectedEveryS: number | null
  readonly state: State
  /** Why there is none; null where a feed is collected. */
  readonly reason: string | null
}

/** Liquidity and activity of a venue: what its fund's size is to be read against. It never enters coverage. */
export interface MarketContext {
  readonly basis: Basis | null
  readonly volume: VolumeBlock
  /** The largest markets by open interest, three at most. */
  readonly markets: readonly ContextMarket[]
  /** Why no order book is shown; null where one is. */
  readonly depthReason: string | null
  readonly liquidations: LiquidationBlock
  /** Feeds that give less than the whole, in the venue's order of sources. */
  readonly incomplete: readonly { readonly source: string; readonly kind: string; readonly text: string }[]
  /** What is not collected from this venue, and why; null where it is. */
  readonly absences: Absences
}
