import type { History, HistoryContext, PlannedRequest, Source, VendorError } from '@/lib/venues/_contract/module'
import { normaliseDepth, normaliseLiquidations } from '@/lib/venues/kraken/normalise-activity'
import { futuresOf, normaliseOpenInterest, normaliseOpenInterestHistory } from '@/lib/venues/kraken/normalise-markets'
import { DAY_S, HOUR_S, normalisePool, normalisePoolHistory, readBucketTime } from '@/lib/venues/kraken/normalise-pool'
import {
  analyticsEndpoint,
  bookEndpoint,
  instrumentsEndpoint,
  poolEndpoint,
  tickersEndpoint,
  tradesEndpoint,
} from '@/lib/venues/kraken/schemas'

const API = 'https://futures.kraken.com/derivatives/api/v3'
const ANALYTICS = 'https://futures.kraken.com/api/charts/v1/analytics'
/** Buckets read for the present, of an hour each: the newest of them may not be written yet. */
const RECENT_HOURS = 6
const POOL_LANE = 'liquidity-pool'

const get = (endpoint: string, url: PlannedRequest['url'], subject?: string): PlannedRequest => ({
  endpoint,
  method: 'GET',
  url,
  ...(subject === undefined ? {} : { subject }),
})
const tickers = get(tickersEndpoint.id, `${API}/tickers`)
const floorTo = (at: Date, stepS: number) => Math.floor(at.getTime() / 1000 / stepS) * stepS

/** The trading interface says `result: error`, the analytics fill `errors`; both may come with HTTP 200. */
function krakenError(body: unknown, status: number): VendorError | null {
  if (typeof body !== 'object' || body === null) return null
  const kind = status === 429 ? 'busy' : status === 403 ? 'region' : status >= 500 ? 'server' : 'request'
  if ('result' in body && body.result === 'error') {
    const code = 'error' in body ? String(body.error) : 'error'
    return { code, message: code, kind: code === 'apiLimitExceeded' ? 'busy' : kind }
  }
  if (!('errors' in body) || !Array.isArray(body.errors) || body.errors.length === 0) return null
  const [first]: readonly unknown[] = body.errors
  const said = typeof first === 'object' && first !== null ? first : {}
  const code = 'type' in said ? String(said.type) : 'error'
  return { code, message: 'msg' in said ? String(said.msg) : code, kind }
}

export const fundSource: Source = {
  id: 'fund',
  kind: 'fund',
  // How often the analytics may be asked is not documented.
  cadenceMs: HOUR_S * 1000,
  docsUrl: poolEndpoint.docsUrl,
  endpoints: [poolEndpoint],
  requests: ({ now }) => [
    get(
      poolEndpoint.id,
      `${ANALYTICS}/liquidity-pool?since=${floorTo(now, HOUR_S) - RECENT_HOURS * HOUR_S}&interval=${HOUR_S}`,
    ),
  ],
  vendorError: krakenError,
  normalise: normalisePool,
}

export const openInterestSource: Source = {
  id: 'open_interest',
  kind: 'open_interest',
  cadenceMs: 60_000,
  docsUrl: tickersEndpoint.docsUrl,
  endpoints: [tickersEndpoint, instrumentsEndpoint],
  listsMarkets: true,
  requests: () => [tickers, get(instrumentsEndpoint.id, `${API}/instruments`)],
  vendorError: krakenError,
  normalise: normaliseOpenInterest,
}

export const depthSource: Source = {
  id: 'depth',
  kind: 'depth',
  cadenceMs: 3_600_000,
  docsUrl: bookEndpoint.docsUrl,
  endpoints: [bookEndpoint],
  requests: ({ largestMarkets }) =>
    largestMarkets.map((market) =>
      get(bookEndpoint.id, `${API}/orderbook?symbol=${encodeURIComponent(market)}`, market),
    ),
  vendorError: krakenError,
  normalise: normaliseDepth,
}

export const liquidationsSource: Source = {
  id: 'liquidations',
  kind: 'liquidations',
  cadenceMs: 120_000,
  docsUrl: tradesEndpoint.docsUrl,
  endpoints: [tradesEndpoint],
  incomplete:
    'Only the latest 100 trades of the three largest markets are looked through, every two minutes; what happens between two looks or in other markets is missed.',
  requests: ({ largestMarkets }) =>
    largestMarkets.map((market) =>
      get(tradesEndpoint.id, `${API}/history?symbol=${encodeURIComponent(market)}`, market),
    ),
  vendorError: krakenError,
  normalise: normaliseLiquidations,
}

const firstBucket = (cursor: string | null, { from }: HistoryContext) => cursor ?? String(floorTo(from, DAY_S))

/** The bucket after the last one given, while the venue says that there is more and the pages go forward. */
function bucketAfter(
  { timestamp, more }: { readonly timestamp: readonly unknown[]; readonly more: boolean },
  cursor: string | null,
  checkedAt: Date,
): string | null {
  const last = more && timestamp.length > 0 ? readBucketTime(timestamp.at(-1), checkedAt) : null
  if (!last?.ok) return null
  const next = last.value.getTime() / 1000 + DAY_S
  return next > Number(cursor ?? 0) ? String(next) : null
}

/** Daily values of the pool, oldest first. */
export const fundHistory: History = {
  id: 'fund_history',
  kind: 'fund',
  docsUrl: poolEndpoint.docsUrl,
  endpoints: [poolEndpoint],
  reachMs: null,
  lanes: () => [POOL_LANE],
  page: (lane, cursor, context) =>
    get(poolEndpoint.id, `${ANALYTICS}/${lane}?since=${firstBucket(cursor, context)}&interval=${DAY_S}`),
  nextCursor: (_lane, { body, checkedAt }, cursor) =>
    bucketAfter(poolEndpoint.schema.parse(body).result, cursor, checkedAt),
  vendorError: krakenError,
  normalise: normalisePoolHistory,
}

/** Daily open interest of every future that is listed now, oldest first. */
export const openInterestHistory: History = {
  id: 'open_interest_history',
  kind: 'open_interest',
  docsUrl: analyticsEndpoint.docsUrl,
  endpoints: [tickersEndpoint, analyticsEndpoint],
  reachMs: null,
  discover: () => [tickers],
  lanes: (received) => [...futuresOf(received).keys()],
  page: (lane, cursor, context) =>
    get(
      analyticsEndpoint.id,
      `${ANALYTICS}/${encodeURIComponent(lane)}/open-interest?since=${firstBucket(cursor, context)}&interval=${DAY_S}`,
      lane,
    ),
  nextCursor: (_lane, { body, checkedAt }, cursor) =>
    bucketAfter(analyticsEndpoint.schema.parse(body).result, cursor, checkedAt),
  vendorError: krakenError,
  normalise: normaliseOpenInterestHistory,
}
