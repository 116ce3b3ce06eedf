import type { PlannedRequest, Source, VendorError } from '@/lib/venues/_contract/module'
import { BOOK_LEVELS, normaliseDepth, normaliseMarkets } from '@/lib/venues/synthetix/normalise'
import { bookEndpoint, marketsEndpoint, openInterestEndpoint, pricesEndpoint } from '@/lib/venues/synthetix/schemas'

const info = (endpoint: string, params: unknown, subject?: string): PlannedRequest => ({
  endpoint,
  method: 'POST',
  url: 'https://papi.synthetix.io/v1/info',
  body: { params },
  ...(subject === undefined ? {} : { subject }),
})

/** `{status: "error", error: {message, code}}`. */
function infoError(body: unknown, status: number): VendorError | null {
  if (typeof body !== 'object' || body === null || !('status' in body) || body.status === 'ok') return null
  const error = 'error' in body && typeof body.error === 'object' && body.error !== null ? body.error : {}
  const code = 'code' in error ? String(error.code) : String(body.status)
  const message = 'message' in error ? String(error.message) : 'no message'
  const kind = status === 429 ? 'busy' : status >= 500 || code === 'INTERNAL_ERROR' ? 'server' : 'request'
  return { code, message, kind }
}

export const openInterestSource: Source = {
  id: 'open_interest',
  kind: 'open_interest',
  cadenceMs: 60_000,
  docsUrl: openInterestEndpoint.docsUrl,
  endpoints: [marketsEndpoint, pricesEndpoint, openInterestEndpoint],
  listsMarkets: true,
  requests: () => [
    info(marketsEndpoint.id, { action: 'getMarkets' }),
    info(pricesEndpoint.id, { action: 'getMarketPrices' }),
    info(openInterestEndpoint.id, { action: 'getOpenInterest' }),
  ],
  vendorError: infoError,
  normalise: normaliseMarkets,
}

export const depthSource: Source = {
  id: 'depth',
  kind: 'depth',
  cadenceMs: 3_600_000,
  docsUrl: bookEndpoint.docsUrl,
  endpoints: [bookEndpoint],
  requests: ({ largestMarkets }) =>
    largestMarkets.map((symbol) =>
      info(bookEndpoint.id, { action: 'getOrderbook', symbol, limit: BOOK_LEVELS }, symbol),
    ),
  vendorError: infoError,
  normalise: normaliseDepth,
}
