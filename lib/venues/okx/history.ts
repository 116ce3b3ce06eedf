import type { Decimal } from '@/lib/core/decimal'
import type { FundBalanceObservation, OpenInterestObservation } from '@/lib/core/observation'
import { valueBalance } from '@/lib/core/valuation'
import { given, readRow } from '@/lib/venues/_contract/fields'
import {
  bodiesOf,
  type History,
  type HistoryContext,
  type NormaliseContext,
  type NormaliseResult,
  type Received,
} from '@/lib/venues/_contract/module'
import { readEpoch, readNonNegative } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { type Booking, describeFund, newestBalance, readBookings, SAME_TIME, toFlow } from '@/lib/venues/okx/bookings'
import { describeByName, LINES, readInstrumentName, segmentOf } from '@/lib/venues/okx/instruments'
import { listedFamilies, listedInstruments } from '@/lib/venues/okx/normalise-instruments'
import { DAILY_MS } from '@/lib/venues/okx/normalise-total'
import { fundPath, get, instrumentsRequest, readVendorError } from '@/lib/venues/okx/requests'
import { familyHistoryEndpoint, instrumentsEndpoint, openInterestHistoryEndpoint } from '@/lib/venues/okx/schemas'

type LaneContext = NormaliseContext & { readonly lane: string }

/** Rows of a full page, of bookings and of open interest alike. */
const PAGE = 100
/** Daily open interest is documented for the last 1,440 days. */
const REACH_DAYS = 1440

/** Bookings of each family's pool, newest first. A lane is a business line and a family: `swap:BTC-USDT`. */
export const familyHistory: History = {
  id: 'families_history',
  kind: 'fund',
  docsUrl: familyHistoryEndpoint.docsUrl,
  endpoints: [instrumentsEndpoint, familyHistoryEndpoint],
  reachMs: null,
  discover: () => LINES.map(instrumentsRequest),
  lanes: (received) => listedFamilies(received).map(({ line, family }) => segmentOf(line, family)),
  page: (lane, cursor) => {
    const line = lane.startsWith('futures:') ? 'FUTURES' : 'SWAP'
    const after = cursor === null ? '' : `&after=${cursor}`
    const path = fundPath(line, lane.slice(lane.indexOf(':') + 1))
    return get(familyHistoryEndpoint.id, `${path}&limit=${PAGE}${after}`, lane)
  },
  nextCursor: (_lane, received, cursor, context) => {
    const [first] = bodiesOf([received], familyHistoryEndpoint)[0]?.body.data ?? []
    const row = readRow(first)
    const details = row.ok && Array.isArray(row.value.details) ? row.value.details : []
    const times = details.map((raw) => {
      const detail = readRow(raw)
      return detail.ok ? detail.value.ts : null
    })
    const oldest = oldestOf(times, context)
    if (times.length < PAGE || oldest === null || oldest < context.from.getTime()) return null
    // Bookings of one time may lie on both sides of the cut, so the oldest time is asked for again.
    return cursor === String(oldest + 1) ? String(oldest) : String(oldest + 1)
  },
  vendorError: readVendorError,
  normalise: normaliseFamilyHistory,
}

function oldestOf(times: readonly unknown[], { now }: HistoryContext): number | null {
  const read = times.flatMap((time) => {
    const at = readEpoch('ts', time, 'ms', now)
    return at.ok ? [at.value.getTime()] : []
  })
  return read.length > 0 ? Math.min(...read) : null
}

function normaliseFamilyHistory(received: readonly Received[], { checkedAt, lane }: LaneContext): NormaliseResult {
  const reader = new RowReader()
  const known = new Map<string, Booking>()
  for (const { body, payload } of bodiesOf(received, familyHistoryEndpoint)) {
    reader.row(payload, body.data, () => {
      const [raw] = body.data
      if (raw === undefined) return null
      const row = need(readRow(raw))
      const { description, segment } = describeFund(row)
      if (segment !== lane) return refuse('inconsistent', `asked for ${lane}, answered ${segment}`)
      if (!Array.isArray(row.details)) return refuse('wrong_type', 'details is not a list')
      const before = new Set(known.keys())
      readBookings(reader, row.details, payload, checkedAt, known)
      const added = [...known].flatMap(([key, booking]) => (before.has(key) ? [] : [booking]))
      // A time the page before has shown already is not shown a second time.
      const shown = new Set([...known].flatMap(([key, booking]) => (before.has(key) ? [momentOf(booking)] : [])))
      const moments = [...new Set(added.map(momentOf))].filter((moment) => !shown.has(moment))
      const balances = moments.flatMap((moment) => {
        const bookings = added.filter((booking) => momentOf(booking) === moment)
        return balanceOf(bookings).map((found) => ({ ...found, fund: description, payload }))
      })
      return [...balances, ...added.flatMap((booking) => toFlow(description.key, booking, payload))]
    })
  }
  return reader.result()
}

const momentOf = ({ ccy, at }: Booking) => `${ccy} ${at.getTime()}`

function balanceOf(bookings: readonly Booking[]): readonly Omit<FundBalanceObservation, 'fund' | 'payload'>[] {
  const [first] = bookings
  const newest = newestBalance(bookings)
  if (!first || !newest) return []
  const value = valueBalance(first.ccy, newest.units)
  const unpriced = value.valueUsd === null ? `the history gives no price of ${first.ccy}` : null
  return [
    {
      kind: 'fund_balance',
      asset: first.ccy,
      ...value,
      status: unpriced === null && newest.ambiguous ? 'E' : value.status,
      reason: unpriced ?? (newest.ambiguous ? SAME_TIME : null),
      observedAt: newest.at,
      expectedEveryMs: DAILY_MS,
    },
  ]
}

/** Daily open interest of every swap and future that is listed now, newest first. A lane is an instrument. */
export const openInterestHistory: History = {
  id: 'open_interest_history',
  kind: 'open_interest',
  docsUrl: openInterestHistoryEndpoint.docsUrl,
  endpoints: [instrumentsEndpoint, openInterestHistoryEndpoint],
  reachMs: REACH_DAYS * DAILY_MS,
  discover: () => LINES.map(instrumentsRequest),
  lanes: listedInstruments,
  page: (lane, cursor) => {
    const end = cursor === null ? '' : `&end=${cursor}`
    const asked = `instId=${encodeURIComponent(lane)}&period=1D&limit=${PAGE}${end}`
    return get(openInterestHistoryEndpoint.id, `/api/v5/rubik/stat/contracts/open-interest-history?${asked}`, lane)
  },
  nextCursor: (_lane, received, cursor, context) => {
    const rows = bodiesOf([received], openInterestHistoryEndpoint)[0]?.body.data ?? []
    const oldest = oldestOf(
      rows.map((row) => (Array.isArray(row) ? row[0] : null)),
      context,
    )
    if (rows.length < PAGE || oldest === null || oldest < context.from.getTime()) return null
    return cursor === String(oldest) ? null : String(oldest)
  },
  vendorError: readVendorError,
  normalise: normaliseOpenInterestHistory,
}

const SIDES = 'venue does not state its side convention; taken as one-sided'

function normaliseOpenInterestHistory(
  received: readonly Received[],
  { checkedAt, lane }: LaneContext,
): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<number>()
  for (const { body, payload } of bodiesOf(received, openInterestHistoryEndpoint)) {
    for (const raw of body.data) {
      reader.row(payload, raw, () => {
        const found = readPoint(lane, raw, checkedAt, payload)
        const time = found.observedAt?.getTime() ?? 0
        if (seen.has(time)) return null
        seen.add(time)
        return found
      })
    }
  }
  return reader.result()
}

/** `[ts, oi, oiCcy, oiUsd]`: contracts, coins, dollars. */
function readPoint(lane: string, raw: unknown, checkedAt: Date, payload: number): OpenInterestObservation {
  if (!Array.isArray(raw)) return refuse('wrong_type', 'the row is not a list')
  const [ts, oi, oiCcy, oiUsd] = raw
  const valueUsd: Decimal | null = need(given(readNonNegative('oiUsd', oiUsd)))
  return {
    kind: 'open_interest',
    payload,
    market: describeByName(lane.endsWith('-SWAP') ? 'SWAP' : 'FUTURES', lane, need(readInstrumentName(lane))),
    contracts: need(given(readNonNegative('oi', oi))),
    baseUnits: need(given(readNonNegative('oiCcy', oiCcy))),
    valueUsd,
    sourceSides: 1,
    markPrice: null,
    undocumented: false,
    observedAt: need(readEpoch('ts', ts, 'ms', checkedAt)),
    status: valueUsd === null ? 'M' : 'E',
    reason: valueUsd === null ? 'no value in dollars for this time' : SIDES,
  }
}
