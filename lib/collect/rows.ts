import { captureOf, type Reading } from '@/lib/collect/reading'
import { type Decimal, plain } from '@/lib/core/decimal'
import type {
  AdlObservation,
  FlowObservation,
  FundBalanceObservation,
  OpenInterestObservation,
} from '@/lib/core/observation'

/** Whose observations these are, and the bytes they were read from. */
export type Origin = Pick<Reading, 'module' | 'basis' | 'captures'> & {
  readonly source: { readonly id: string }
}

const textOrNull = (value: Decimal | null): string | null => (value === null ? null : plain(value))

function evidenceOf(origin: Origin, item: { readonly payload: number; readonly observedAt: Date | null }) {
  const capture = captureOf(origin, item)
  const checkedAt = capture.response.fetchedAt
  return {
    venue: origin.module.id,
    observed_at: item.observedAt ?? checkedAt,
    checked_at: checkedAt,
    basis: origin.basis,
    source: origin.source.id,
    raw_sha256: capture.sha256,
  }
}

/** A row of `fund_balance` but for its fund and when it last changed. */
export function balanceColumns(origin: Origin, item: FundBalanceObservation) {
  return {
    ...evidenceOf(origin, item),
    asset: item.asset,
    units: plain(item.units),
    price_usd: textOrNull(item.priceUsd),
    price_source: item.priceSource,
    value_usd: textOrNull(item.valueUsd),
    expected_every_s: Math.max(1, Math.round(item.expectedEveryMs / 1000)),
    obs_status: item.status,
    reason: item.reason,
  }
}

/** A row of `open_interest` but for the columns that describe the market. */
export function openInterestColumns(origin: Origin, item: OpenInterestObservation) {
  return {
    ...evidenceOf(origin, item),
    market: item.market.market,
    contracts: textOrNull(item.contracts),
    base_units: textOrNull(item.baseUnits),
    value_usd: textOrNull(item.valueUsd),
    source_sides: item.sourceSides,
    mark_price: textOrNull(item.markPrice),
    obs_status: item.status,
    reason: item.reason,
  }
}

/** The columns of `open_interest` that describe its market. */
export function contractColumns({ market }: OpenInterestObservation) {
  return { contract_type: market.contractType, settle_asset: market.settleAsset }
}

/** A row of `adl_signal`. */
export function adlColumns(origin: Origin, item: AdlObservation) {
  return {
    ...evidenceOf(origin, item),
    scope: item.scope,
    subject: item.subject,
    signal: item.signal,
    value: item.value,
    level: item.level,
    proximity: item.proximity,
  }
}

/** A row of `fund_flow` but for its fund. */
export function flowColumns(origin: Origin, item: FlowObservation) {
  return {
    ...evidenceOf(origin, item),
    asset: item.asset,
    flow: item.flow,
    venue_type: item.venueType,
    units: plain(item.units),
  }
}
