import { type Snake, toSnake } from '@/lib/export/snake'
import type { VenueAnswer, VenueDetailAnswer } from '@/lib/queries/contract/venue'
import type { AttributionAnswer, PlausibilityAnswer } from '@/lib/queries/contract/venue-parts'
import type { Attribution } from '@/lib/queries/dto/attribution'
import type { Meta } from '@/lib/queries/dto/common'
import type { FundDetail, FundRow } from '@/lib/queries/dto/fund'
import type { VenueRow } from '@/lib/queries/dto/latest'
import type { OverviewRow } from '@/lib/queries/dto/overview'
import type { Plausibility } from '@/lib/queries/dto/plausibility'
import type { EventRow } from '@/lib/queries/dto/record'
import type { VenuePage } from '@/lib/queries/dto/venue'

type VenueFields = Pick<OverviewRow | VenuePage, keyof VenueRow | 'recordOnly' | 'statusNote'>

/** A venue as `/api/v1/venues` gives it. */
export function venueApi(row: VenueFields): VenueAnswer {
  return toSnake(venueFields(row))
}

/** A venue as `/api/v1/venues/{venue}` gives it. */
export function venueDetailApi(page: VenuePage): VenueDetailAnswer {
  return toSnake({
    ...venueFields(page),
    funds: page.funds.map(fundFields),
    openInterest: page.openInterest,
    adl: page.adl,
    waterfall: page.waterfall,
    leverage: page.leverage,
    disclosures: page.disclosures,
    stage: page.stage,
    events: page.events.map(eventFields),
    marketContext: page.marketContext,
    measures: page.measures,
    replies: page.remarks.replies,
  })
}

/** The plausibility tests as `/api/v1/venues/{venue}/plausibility` gives them. */
export function plausibilityApi({ venue, familyLevel, absence, computedAt, rows }: Plausibility): PlausibilityAnswer {
  return toSnake({ venue, familyLevel, absence, computedAt, tests: rows })
}

/** What changed a venue's funds, as `/api/v1/venues/{venue}/attribution` gives it. */
export function attributionApi({ meta: _, ...attribution }: Attribution): AttributionAnswer {
  return toSnake(attribution)
}

/** The `meta` of every JSON answer. */
export function metaApi(meta: Meta): Snake<Meta> {
  return toSnake(meta)
}

// Field by field, so that what only a page shows does not become part of the public contract.
function venueFields(row: VenueFields) {
  return {
    venue: row.venue,
    name: row.name,
    kind: row.kind,
    status: row.status,
    statusNote: row.statusNote,
    recordOnly: row.recordOnly,
    website: row.website,
    fundPageUrl: row.fundPageUrl,
    disclosure: row.disclosure,
    maxLeverage: row.maxLeverage,
    latest: row.latest,
    notes: row.remarks.corrections,
  }
}

function fundFields(fund: FundDetail): FundRow & Pick<FundDetail, 'state' | 'reason' | 'regroupedOn'> {
  return {
    fund: fund.fund,
    label: fund.label,
    fundType: fund.fundType,
    scope: fund.scope,
    partOf: fund.partOf,
    markets: fund.markets,
    oiUsd: fund.oiUsd,
    coverage: fund.coverage,
    valueUsd: fund.valueUsd,
    usableUsd: fund.usableUsd,
    state: fund.state,
    reason: fund.reason,
    regroupedOn: fund.regroupedOn,
    balances: fund.balances,
  }
}

/** An event with the names of the `events` series. */
function eventFields(event: EventRow) {
  return {
    event: event.event,
    venue: event.venue,
    start: event.start,
    end: event.end,
    kind: event.kind,
    stages: event.stages,
    amount: event.amount,
    asset: event.asset,
    usd: event.usd,
    amountMeaning: event.amountMeaning,
    title: event.title,
    summary: event.summary,
    confidence: event.confidence,
    sourceUrl: event.sourceUrl,
  }
}
