import type { PlannedRequest, Source, VendorError } from '@/lib/venues/_contract/module'
import { marketsOf } from '@/lib/venues/injective/markets'
import {
  BOOK_LEVELS,
  FUND_CADENCE_MS,
  normaliseDepth,
  normaliseFund,
  normaliseOpenInterest,
} from '@/lib/venues/injective/normalise'
import { bookEndpoint, fundsEndpoint, marketsEndpoint, openInterestEndpoint } from '@/lib/venues/injective/schemas'

const LCD = 'https://sentry.lcd.injective.network'
const EXCHANGE = `${LCD}/injective/exchange/v2` as const

const marketsRequest: PlannedRequest = {
  endpoint: marketsEndpoint.id,
  method: 'GET',
  url: `${EXCHANGE}/derivative/markets?status=Active&with_mid_price_and_tob=false`,
}

/** The gateway of a chain node answers errors as `{code, message, details}`. */
function nodeError(body: unknown, status: number): VendorError | null {
  if (typeof body !== 'object' || body === null || !('code' in body) || !('message' in body)) return null
  const kind = status === 429 ? 'busy' : status >= 500 ? 'server' : 'request'
  return { code: String(body.code), message: String(body.message), kind }
}

export const fundSource: Source = {
  id: 'fund',
  kind: 'fund',
  cadenceMs: FUND_CADENCE_MS,
  docsUrl: fundsEndpoint.docsUrl,
  endpoints: [fundsEndpoint, marketsEndpoint],
  requests: () => [
    { endpoint: fundsEndpoint.id, method: 'GET', url: `${LCD}/injective/insurance/v1beta1/insurance_funds` },
    marketsRequest,
  ],
  vendorError: nodeError,
  normalise: normaliseFund,
}

export const openInterestSource: Source = {
  id: 'open_interest',
  kind: 'open_interest',
  // One call per market.
  cadenceMs: 300_000,
  docsUrl: openInterestEndpoint.docsUrl,
  endpoints: [marketsEndpoint, openInterestEndpoint],
  listsMarkets: true,
  requests: () => [marketsRequest],
  next: (received, { round }) =>
    round > 1
      ? []
      : [...marketsOf(received).keys()].map((id) => ({
          endpoint: openInterestEndpoint.id,
          method: 'GET',
          url: `${EXCHANGE}/open_interest?market_id=${encodeURIComponent(id)}`,
          subject: id,
        })),
  vendorError: nodeError,
  normalise: normaliseOpenInterest,
}

export const depthSource: Source = {
  id: 'depth',
  kind: 'depth',
  cadenceMs: 3_600_000,
  docsUrl: bookEndpoint.docsUrl,
  endpoints: [marketsEndpoint, bookEndpoint],
  requests: () => [marketsRequest],
  next: (received, { round, largestMarkets }) =>
    round > 1
      ? []
      : [...marketsOf(received).values()]
          .filter(({ market }) => largestMarkets.includes(market.market))
          .map(({ id }) => ({
            endpoint: bookEndpoint.id,
            method: 'GET',
            url: `${EXCHANGE}/derivative/orderbook/${encodeURIComponent(id)}?limit=${BOOK_LEVELS}`,
            subject: id,
          })),
  vendorError: nodeError,
  normalise: normaliseDepth,
}
