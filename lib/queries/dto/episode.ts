import type { EpisodeLevel, LevelState, Severity } from '@/lib/core/metrics/episode'
import type { Basis } from '@/lib/core/observation'
import type { ChartSeries } from '@/lib/queries/dto/chart'
import type { DecimalText, IsoTime, Meta } from '@/lib/queries/dto/common'
import type { EventRow, FigureRow } from '@/lib/queries/dto/record'

/** A net outflow found in stored balances. */
export interface EpisodeDto {
  readonly episode: string
  readonly revision: number
  /** A later reading of the balances does not show it any more. */
  readonly retracted: boolean
  readonly venue: string
  readonly venueName: string
  readonly fund: string
  readonly label: string
  readonly partOf: string | null
  readonly asset: string | null
  readonly levelBasis: 'units' | 'flow_index'
  readonly severity: Severity
  readonly levels: Readonly<Record<EpisodeLevel, LevelState>>
  /** `bankruptcy_loss` only by the venue's own typed flow. */
  readonly cause: 'net_outflow' | 'bankruptcy_loss'
  readonly startedAt: IsoTime
  readonly crossedAt: IsoTime
  readonly troughAt: IsoTime
  readonly untilAt: IsoTime
  readonly recoveredAt: IsoTime | null
  readonly brokenAt: IsoTime | null
  readonly before: EpisodeAmount
  readonly trough: EpisodeAmount
  /** Plain ratios, 0..1. */
  readonly fall: number
  readonly fall24h: number | null
  readonly fall8h: number | null
  readonly samples: number
  readonly expectedSamples: number
  readonly longestGapS: number
  /** What the record says of this step; it is not in the balances. */
  readonly note: string | null
  readonly basis: Basis
  readonly recordedAt: IsoTime
}

export interface EpisodeAmount {
  readonly units: DecimalText | null
  readonly usd: DecimalText | null
  readonly sha256: string | null
}

/** A row of the list: an event of the record or a detected episode. */
export type Happening =
  | { readonly source: 'record'; readonly event: EventRow }
  | { readonly source: 'detected'; readonly episode: EpisodeDto }

export interface WatchedVenue {
  readonly venue: string
  readonly name: string
  readonly scannedTo: IsoTime
  readonly funds: number
  readonly coarserThan8h: number
  readonly coarserThan24h: number
}

export interface HappeningList {
  readonly rows: readonly Happening[]
  readonly record: number
  readonly detected: number
  readonly venues: readonly string[]
  /** Kinds of the record. */
  readonly kinds: readonly string[]
  /** Newest first. */
  readonly years: readonly string[]
  readonly watched: readonly WatchedVenue[]
  readonly meta: Meta
}

export interface SpanPoint {
  readonly at: IsoTime
  readonly units: DecimalText | null
  readonly usd: DecimalText | null
  readonly sha256: string | null
}

/** Whether positions were closed by ADL in a span, and how that is known. */
export interface AdlAnswer {
  readonly answer: 'yes' | 'no' | 'unknown'
  readonly why: string
}

/** One fund (or all of a venue's) around an event. */
export interface FundSpanRow {
  readonly venue: string
  readonly venueName: string
  readonly fund: string
  readonly label: string
  readonly asset: string | null
  /** What the fall is measured in. `usd`: prices are in it as well. */
  readonly measure: 'units' | 'flow_index' | 'usd'
  readonly before: SpanPoint | null
  readonly trough: SpanPoint | null
  readonly recovered: SpanPoint | null
  /** Plain ratio, 0..1. */
  readonly fall: number | null
  /** The fall at the price before it, over the open interest before it; a plain ratio. */
  readonly fallOverOi: number | null
  readonly fallOverOiReason: string | null
  readonly oiUsd: DecimalText | null
  readonly adl: AdlAnswer
  readonly sampling: {
    readonly samples: number
    readonly expected: number | null
    readonly longestGapS: number
    readonly levels: Readonly<Record<EpisodeLevel, 'observable' | 'unobservable'>>
  }
  readonly basis: Basis
}

/** Funds of all venues around one event or episode. */
export interface FundSpans {
  readonly start: IsoTime
  readonly end: IsoTime
  readonly rows: readonly FundSpanRow[]
  /** Venues without a series in the span, with what else there is. */
  readonly missing: readonly { readonly venue: string; readonly name: string; readonly why: string }[]
}

/** The page of a detected episode. */
export interface EpisodePage {
  readonly episode: EpisodeDto
  readonly spans: FundSpans
  readonly charts: readonly ChartSeries[]
  readonly window: { readonly from: IsoTime; readonly to: IsoTime }
  /** Other episodes that began within a day, deepest first. */
  readonly others: readonly EpisodeDto[]
  /** Events of the record whose dates meet it, within a day. */
  readonly events: readonly EventRow[]
  readonly figures: readonly FigureRow[]
  readonly meta: Meta
}
