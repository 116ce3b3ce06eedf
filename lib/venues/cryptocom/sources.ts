import { dayBefore, dayOf } from '@/lib/venues/_contract/daily-pages'
import {
  bodiesOf,
  type History,
  type HttpsUrl,
  type PlannedRequest,
  type Source,
  type VendorError,
} from '@/lib/venues/_contract/module'
import { normaliseFund, normaliseFundHistory } from '@/lib/venues/cryptocom/normalise-fund'
import {
  BOOK_LEVELS,
  busiestPerpetuals,
  normaliseDepth,
  normaliseMarkets,
} from '@/lib/venues/cryptocom/normalise-markets'
import {
  bookEndpoint,
  fundEndpoint,
  fundHistoryEndpoint,
  HOST,
  instrumentsEndpoint,
  tickersEndpoint,
} from '@/lib/venues/cryptocom/schemas'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const TOO_MANY_REQUESTS = '42901'
const INTERNAL = '50001'
/** The year of the documented example. */
const BEGIN_MS = Date.UTC(2021, 0, 1)

/** A `code` other than 0, mostly with HTTP 400. */
export function readVendorError(body: unknown, status: number): VendorError | null {
  if (typeof body !== 'object' || body === null || !('code' in body)) return null
  const code = String(body.code)
  if (code === '0') return null
  const message = 'message' in body ? String(body.message) : ''
  const busy = status === 429 || code === TOO_MANY_REQUESTS
  return { code, message, kind: busy ? 'busy' : status >= 500 || code === INTERNAL ? 'server' : 'request' }
}

function get(endpoint: string, path: string, subject?: string): PlannedRequest {
  const url: HttpsUrl = `${HOST}/${path}`
  return subject === undefined ? { endpoint, method: 'GET', url } : { endpoint, method: 'GET', url, subject }
}

export const sources: readonly Source[] = [
  {
    id: 'fund',
    kind: 'fund',
    cadenceMs: 10 * MINUTE_MS,
    docsUrl: fundEndpoint.docsUrl,
    endpoints: [fundEndpoint],
    requests: () => [get(fundEndpoint.id, 'get-insurance?instrument_name=USD&count=1')],
    vendorError: readVendorError,
    normalise: normaliseFund,
  },
  {
    id: 'open_interest',
    kind: 'open_interest',
    cadenceMs: 5 * MINUTE_MS,
    docsUrl: tickersEndpoint.docsUrl,
    endpoints: [instrumentsEndpoint, tickersEndpoint],
    listsMarkets: true,
    requests: () => [get(instrumentsEndpoint.id, 'get-instruments'), get(tickersEndpoint.id, 'get-tickers')],
    vendorError: readVendorError,
    normalise: normaliseMarkets,
  },
  {
    id: 'depth',
    kind: 'depth',
    ranksMarkets: true,
    cadenceMs: 60 * MINUTE_MS,
    docsUrl: bookEndpoint.docsUrl,
    endpoints: [tickersEndpoint, bookEndpoint],
    requests: () => [get(tickersEndpoint.id, 'get-tickers')],
    next: (received, { round }) =>
      round > 1
        ? []
        : busiestPerpetuals(received).map((market) =>
            get(bookEndpoint.id, `get-book?instrument_name=${encodeURIComponent(market)}&depth=${BOOK_LEVELS}`, market),
          ),
    vendorError: readVendorError,
    normalise: normaliseDepth,
  },
]

/** One point per day: how often points are written and how many an answer may hold is not documented. */
export const histories: readonly History[] = [
  {
    id: 'fund_daily',
    kind: 'fund',
    docsUrl: fundHistoryEndpoint.docsUrl,
    endpoints: [fundHistoryEndpoint],
    reachMs: null,
    lanes: () => ['USD'],
    page(lane, cursor, context) {
      const { startMs } = dayOf(cursor, context)
      const window = `start_ts=${startMs}&end_ts=${startMs + DAY_MS - 1}`
      return get(fundHistoryEndpoint.id, `get-insurance?instrument_name=${lane}&count=1&${window}`)
    },
    nextCursor(_lane, received, cursor, context) {
      const answered = bodiesOf([received], fundHistoryEndpoint).some(({ body }) => body.result.data.length > 0)
      return dayBefore(cursor, answered, { ...context, beginMs: BEGIN_MS })
    },
    vendorError: readVendorError,
    normalise: normaliseFundHistory,
  },
]
