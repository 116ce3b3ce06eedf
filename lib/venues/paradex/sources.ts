import type { PlannedRequest, Source, VendorError } from '@/lib/venues/_contract/module'
import { FUND_CADENCE_MS, normaliseDepth, normaliseFund, normaliseLiquidations } from '@/lib/venues/paradex/normalise'
import { normaliseOpenInterest } from '@/lib/venues/paradex/normalise-markets'
import {
  bookEndpoint,
  insuranceEndpoint,
  marketsEndpoint,
  summaryEndpoint,
  tradesEndpoint,
} from '@/lib/venues/paradex/schemas'

const HOST = 'https://api.prod.paradex.trade/v1'
const BOOK_LEVELS = 100
const TRADES = 1_000

const get = (endpoint: string, path: string, subject?: string): PlannedRequest => ({
  endpoint,
  method: 'GET',
  url: `${HOST}${path}`,
  ...(subject === undefined ? {} : { subject }),
})

/** `error` is a word of a documented list; the region is refused as `GEO_IP_BLOCK`. */
function paradexError(body: unknown, status: number): VendorError | null {
  if (typeof body !== 'object' || body === null || !('error' in body) || typeof body.error !== 'string') return null
  const message = 'message' in body ? String(body.message) : 'no message'
  const down = body.error === 'SERVICE_UNAVAILABLE' || body.error === 'INTERNAL_ERROR' || status >= 500
  const kind =
    status === 429 ? 'busy' : body.error === 'GEO_IP_BLOCK' || status === 403 ? 'region' : down ? 'server' : 'request'
  return { code: body.error, message, kind }
}

export const fundSource: Source = {
  id: 'fund',
  kind: 'fund',
  cadenceMs: FUND_CADENCE_MS,
  docsUrl: insuranceEndpoint.docsUrl,
  endpoints: [insuranceEndpoint],
  requests: () => [get(insuranceEndpoint.id, '/insurance')],
  vendorError: paradexError,
  normalise: normaliseFund,
}

export const openInterestSource: Source = {
  id: 'open_interest',
  kind: 'open_interest',
  // The summary of all markets, options included, is more than a megabyte.
  cadenceMs: 300_000,
  docsUrl: summaryEndpoint.docsUrl,
  endpoints: [marketsEndpoint, summaryEndpoint],
  listsMarkets: true,
  requests: () => [get(marketsEndpoint.id, '/markets'), get(summaryEndpoint.id, '/markets/summary?market=ALL')],
  vendorError: paradexError,
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
      get(bookEndpoint.id, `/orderbook/${encodeURIComponent(market)}?depth=${BOOK_LEVELS}`, market),
    ),
  vendorError: paradexError,
  normalise: normaliseDepth,
}

export const liquidationsSource: Source = {
  id: 'liquidations',
  kind: 'liquidations',
  cadenceMs: 300_000,
  docsUrl: tradesEndpoint.docsUrl,
  endpoints: [tradesEndpoint],
  incomplete:
    'Only the latest 1,000 trades of the three largest markets are looked through, every five minutes; liquidations in other markets and between two looks are missed.',
  requests: ({ largestMarkets }) =>
    largestMarkets.map((market) =>
      get(tradesEndpoint.id, `/trades?market=${encodeURIComponent(market)}&page_size=${TRADES}`, market),
    ),
  vendorError: paradexError,
  normalise: normaliseLiquidations,
}
