import type { z } from 'zod'
import type { JudgedMark } from '@/lib/core/disclosure'
import type { FundType, Observation, Rejection, VenueKind, VenueStatus } from '@/lib/core/observation'

export type HttpsUrl = `https://${string}`
/** A calendar date, `YYYY-MM-DD`. */
export type IsoDate = `${number}-${number}-${number}`

export type SourceKind =
  | 'fund'
  | 'open_interest'
  | 'adl'
  | 'leverage'
  | 'liquidations'
  | 'price'
  /** 24 h volume, where the open-interest calls do not bring it. */
  | 'volume'
  /** Order books of the largest markets. */
  | 'depth'

/** A request as data: nothing is sent by a venue module. */
export interface PlannedRequest {
  readonly endpoint: string
  readonly method: 'GET' | 'POST'
  readonly url: HttpsUrl
  readonly body?: unknown
  /** What the request is about (a symbol, a settle coin), for the normaliser. */
  readonly subject?: string
  /** Cost against the venue's rate limit, 1 when absent. */
  readonly weight?: number
}

/** An error the venue reports inside a body, often with HTTP 200. */
export interface VendorError {
  readonly code: string
  readonly message: string
  /** `busy` may be tried again later; the others are final for this pass. */
  readonly kind: 'busy' | 'region' | 'request' | 'server'
}

export interface Endpoint<Body> {
  readonly id: string
  readonly docsUrl: HttpsUrl
  /** The envelope and what the normaliser cannot do without; rows are read one by one so that a bad row stays alone. */
  readonly schema: z.ZodType<Body>
  /** A failure of one such request is a rejection of its subject, not of the whole source. */
  readonly tolerateFailure?: boolean
  /**
   * Fields whose set of values is itself part of what the venue discloses (row types), as paths with `[]` for lists:
   * `data[].details[].type`. The disclosure ledger reports a value that appears or disappears.
   */
  readonly vocabulary?: readonly string[]
  /** The venue documents `Retry-After` in milliseconds instead of seconds. */
  readonly retryAfterUnit?: 'ms'
}

/** A validated response, as the normaliser sees it. */
export interface Received {
  readonly endpoint: string
  readonly request: PlannedRequest
  readonly body: unknown
  readonly checkedAt: Date
}

export interface ReceivedBody<Body> extends Omit<Received, 'body'> {
  readonly body: Body
  /** Position in the list of received payloads. */
  readonly payload: number
}

export interface RequestContext {
  readonly now: Date
  /** The venue's markets with the most open interest, largest first, three at most; none before a first pass. */
  readonly largestMarkets: readonly string[]
}

export interface NormaliseContext {
  readonly checkedAt: Date
}

export interface NormaliseResult {
  readonly observations: readonly Observation[]
  readonly rejected: readonly Rejection[]
}

/** A set of requests that make one consistent reading, normalised together, at one cadence. */
export interface Source {
  readonly id: string
  readonly kind: SourceKind
  readonly cadenceMs: number
  readonly docsUrl: HttpsUrl
  readonly endpoints: readonly Endpoint<unknown>[]
  /** The market observations of a good run are all listed markets; those absent are no longer listed. */
  readonly listsMarkets?: boolean
  /** An order-book source that finds the largest markets by its own answers, where open interest cannot rank them. */
  readonly ranksMarkets?: boolean
  /** The venue has stopped publishing it: it is no longer asked, and its figures keep their last value and say so. */
  readonly withdrawn?: { readonly on: IsoDate; readonly note: string; readonly sourceUrl: HttpsUrl }
  /** How its rows are less than the whole: a throttled, capped or sampled feed, in one sentence. */
  readonly incomplete?: string
  /** All its funds are components of another: shown, never summed, so coverage does not need this source. */
  readonly componentsOnly?: boolean
  /** First requests. */
  requests(context: RequestContext): readonly PlannedRequest[]
  /**
   * Further requests after each round (paging, fan-out); called until it returns none. `round` starts at 1; `received`
   * holds the answers of all rounds so far, without the tolerated failures.
   */
  next?(received: readonly Received[], context: RequestContext & { readonly round: number }): readonly PlannedRequest[]
  /** An error the venue puts into the body; null when the body is fine. Receives any JSON. */
  vendorError?(body: unknown, status: number): VendorError | null
  normalise(received: readonly Received[], context: NormaliseContext): NormaliseResult
}

export interface HistoryContext {
  readonly now: Date
  /** Nothing older is wanted. */
  readonly from: Date
}

/**
 * An endpoint that gives the past. It is read lane by lane (a pool, a currency, a contract), page by page; each page is
 * stored with its cursor in one transaction, so that an interrupted backfill goes on where it stopped.
 */
export interface History {
  /** Unique among the sources and histories of the venue. */
  readonly id: string
  readonly kind: 'fund' | 'open_interest' | 'liquidations'
  readonly docsUrl: HttpsUrl
  readonly endpoints: readonly Endpoint<unknown>[]
  /** How far back the venue keeps it; null where it does not say. */
  readonly reachMs: number | null
  /** Requests whose answers name the lanes; none where they are known. */
  discover?(context: HistoryContext): readonly PlannedRequest[]
  /** `received` holds the answers of `discover`. A lane is text that stays the same from one backfill to the next. */
  lanes(received: readonly Received[], context: HistoryContext): readonly string[]
  /** The request of one page; `cursor` is null for the first. */
  page(lane: string, cursor: string | null, context: HistoryContext): PlannedRequest
  /** The cursor of the page after this one; null at the end, or once everything left is older than `from`. */
  nextCursor(lane: string, received: Received, cursor: string | null, context: HistoryContext): string | null
  vendorError?(body: unknown, status: number): VendorError | null
  /**
   * Reads pages of one lane; `received` holds the answers of `discover` before them. Past observations only: each has its own `observedAt`. Prices of that time are used where the page
   * gives them; without one `valueUsd` is null with the reason, never today's price.
   */
  normalise(received: readonly Received[], context: NormaliseContext & { readonly lane: string }): NormaliseResult
}

/** Why something a reader expects is not collected, one short plain sentence each; null where it is. */
export interface Absences {
  readonly volume: string | null
  readonly depth: string | null
  readonly liquidations: string | null
  readonly history: string | null
}

export interface WaterfallStep {
  readonly step: number
  readonly name: string
  readonly text: string
  readonly closePrice: string | null
  readonly sourceUrl: HttpsUrl
  readonly checkedOn: IsoDate
}

export interface LeveragePolicy {
  /** Highest leverage the venue states for any market; null when no public source gives it. */
  readonly max: number | null
  readonly reason: string | null
  readonly sourceUrl: HttpsUrl | null
  readonly observedOn: IsoDate | null
  /** Max leverage per market comes from a collected source. */
  readonly perMarket: boolean
}

/** A judged criterion of methodology section 5. Criteria without a row are under review. */
export interface DisclosureMark extends JudgedMark {
  readonly evidenceUrl: HttpsUrl | null
  readonly observedOn: IsoDate | null
}

export interface VenueModule {
  readonly id: string
  readonly name: string
  readonly kind: VenueKind
  readonly status: VenueStatus
  /** Plain words for a venue that is not active, or that a reader must know first. */
  readonly statusNote: string | null
  readonly links: { readonly site: HttpsUrl; readonly docs: HttpsUrl | null; readonly fundPage: HttpsUrl | null }
  readonly active: { readonly from: IsoDate | null; readonly until: IsoDate | null }
  readonly disclosure: 'api' | 'onchain' | 'page' | 'none'
  /** The layer whose funds are summed for this venue; null when it has none. */
  readonly fundType: FundType | null
  /** The venue's own word for its fund, shown beside ours. */
  readonly fundName: string | null
  /** Tokens issued by the venue or its group: they count zero in a fund's worth under stress. */
  readonly nativeTokens?: readonly string[]
  /** Why there is no fund figure; null where a source collects one. */
  readonly fundAbsence: string | null
  readonly openInterest: { readonly sourceSides: 1 | 2; readonly note: string }
  readonly adl: {
    readonly signal: string | null
    readonly absence: string | null
    readonly rule: string
    readonly sourceUrl: HttpsUrl
  }
  readonly leverage: LeveragePolicy
  readonly rateLimit: { readonly weight: number; readonly perMs: number; readonly concurrency: number }
  readonly waterfall: readonly WaterfallStep[]
  readonly disclosures: readonly DisclosureMark[]
  /** What a reader should know before comparing, one short sentence each. */
  readonly notes: readonly string[]
  readonly absences: Absences
  readonly sources: readonly Source[]
  readonly histories: readonly History[]
}

/** Keeps a venue declaration typed where it is written. */
export function defineVenue(module: VenueModule): VenueModule {
  return module
}

/** Keeps an endpoint's body type beside its schema. */
export function defineEndpoint<Body>(endpoint: Endpoint<Body>): Endpoint<Body> {
  return endpoint
}

/**
 * The payloads of one endpoint, in the order received. The collector has validated every body with the endpoint's
 * schema, which is what makes the narrowing sound.
 */
export function bodiesOf<Body>(received: readonly Received[], endpoint: Endpoint<Body>): readonly ReceivedBody<Body>[] {
  return received.flatMap((item, payload) =>
    item.endpoint === endpoint.id ? [{ ...item, body: item.body as Body, payload }] : [],
  )
}
