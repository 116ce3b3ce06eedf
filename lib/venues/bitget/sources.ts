import type { HttpsUrl, PlannedRequest, Source, VendorError } from '@/lib/venues/_contract/module'
import { BOOK_LEVELS, marketsToMeasure, normaliseDepth } from '@/lib/venues/bitget/normalise-depth'
import { FUND_CADENCE_MS, normaliseFund } from '@/lib/venues/bitget/normalise-fund'
import { normaliseMarkets } from '@/lib/venues/bitget/normalise-markets'
import {
  bookEndpoint,
  CATEGORIES,
  type Category,
  coinIndexEndpoint,
  HOST,
  instrumentsEndpoint,
  poolsEndpoint,
  tickersEndpoint,
} from '@/lib/venues/bitget/schemas'

const MINUTE_MS = 60_000
const SUCCESS = '00000'
const TOO_MANY_REQUESTS = '429'

/** Bitget reports errors as a `code` other than "00000", with HTTP 200 or not. */
export function readVendorError(body: unknown, status: number): VendorError | null {
  if (typeof body !== 'object' || body === null || !('code' in body)) return null
  const code = String(body.code)
  if (code === SUCCESS) return null
  const message = 'msg' in body && typeof body.msg === 'string' ? body.msg : ''
  const busy = status === 429 || code === TOO_MANY_REQUESTS
  return { code, message, kind: busy ? 'busy' : status >= 500 ? 'server' : 'request' }
}

export function get(endpoint: string, path: string, subject: string): PlannedRequest {
  const url: HttpsUrl = `${HOST}/${path}`
  return { endpoint, method: 'GET', url, subject }
}

export const poolsRequest = (endpoint: string, category: Category) =>
  get(endpoint, `risk-reserve-all?category=${category}`, category)
const tickersRequest = (endpoint: string, category: Category) => get(endpoint, `tickers?category=${category}`, category)
const instrumentsRequest = (category: Category) =>
  get(instrumentsEndpoint.id, `instruments?category=${category}`, category)

/** Those whose sizes are documented, in coins. */
const LINEAR = CATEGORIES.filter((category) => category !== 'COIN-FUTURES')

export const sources: readonly Source[] = [
  {
    id: 'fund',
    kind: 'fund',
    cadenceMs: FUND_CADENCE_MS,
    docsUrl: poolsEndpoint.docsUrl,
    endpoints: [poolsEndpoint, coinIndexEndpoint],
    requests: () => [
      ...CATEGORIES.map((category) => poolsRequest(poolsEndpoint.id, category)),
      tickersRequest(coinIndexEndpoint.id, 'COIN-FUTURES'),
    ],
    vendorError: readVendorError,
    normalise: normaliseFund,
  },
  {
    id: 'open_interest',
    kind: 'open_interest',
    cadenceMs: 2 * MINUTE_MS,
    docsUrl: tickersEndpoint.docsUrl,
    endpoints: [instrumentsEndpoint, tickersEndpoint],
    listsMarkets: true,
    requests: () => [
      ...CATEGORIES.map(instrumentsRequest),
      ...CATEGORIES.map((category) => tickersRequest(tickersEndpoint.id, category)),
    ],
    vendorError: readVendorError,
    normalise: normaliseMarkets,
  },
  {
    id: 'depth',
    kind: 'depth',
    cadenceMs: 60 * MINUTE_MS,
    docsUrl: bookEndpoint.docsUrl,
    endpoints: [instrumentsEndpoint, bookEndpoint],
    requests: ({ largestMarkets }) => (largestMarkets.length === 0 ? [] : LINEAR.map(instrumentsRequest)),
    next: (received, { largestMarkets, round }) =>
      round > 1
        ? []
        : marketsToMeasure(received, largestMarkets).map(({ market, segment }) =>
            get(
              bookEndpoint.id,
              `orderbook?category=${segment}&symbol=${encodeURIComponent(market)}&limit=${BOOK_LEVELS}`,
              market,
            ),
          ),
    vendorError: readVendorError,
    normalise: normaliseDepth,
  },
]
