import type { PlannedRequest, Source, VendorError } from '@/lib/venues/_contract/module'
import { BOOK_LEVELS, normaliseDepth, normaliseMarkets } from '@/lib/venues/woox/normalise'
import { bookEndpoint, futuresEndpoint, instrumentsEndpoint } from '@/lib/venues/woox/schemas'

const HOST = 'https://api.woox.io/v3/public'
const TOO_MANY = '-1003'

/** The code may be missing: then the HTTP status stands for it. */
function wooError(body: unknown, status: number): VendorError | null {
  if (typeof body !== 'object' || body === null || !('success' in body) || body.success !== false) return null
  const code = 'code' in body ? String(body.code) : String(status)
  const message = 'message' in body ? String(body.message) : 'no message'
  const busy = status === 429 || code === TOO_MANY
  // An unknown symbol is answered with HTTP 500 too, but never asked for.
  return { code, message, kind: busy ? 'busy' : status >= 500 ? 'server' : 'request' }
}

export const openInterestSource: Source = {
  id: 'open_interest',
  kind: 'open_interest',
  cadenceMs: 60_000,
  docsUrl: futuresEndpoint.docsUrl,
  endpoints: [instrumentsEndpoint, futuresEndpoint],
  listsMarkets: true,
  requests: () => [
    { endpoint: instrumentsEndpoint.id, method: 'GET', url: `${HOST}/instruments` },
    { endpoint: futuresEndpoint.id, method: 'GET', url: `${HOST}/futures` },
  ],
  vendorError: wooError,
  normalise: normaliseMarkets,
}

export const depthSource: Source = {
  id: 'depth',
  kind: 'depth',
  cadenceMs: 3_600_000,
  docsUrl: bookEndpoint.docsUrl,
  endpoints: [bookEndpoint],
  requests: ({ largestMarkets }) =>
    largestMarkets.map(
      (market): PlannedRequest => ({
        endpoint: bookEndpoint.id,
        method: 'GET',
        url: `${HOST}/orderbook?symbol=${encodeURIComponent(market)}&maxLevel=${BOOK_LEVELS}`,
        subject: market,
      }),
    ),
  vendorError: wooError,
  normalise: normaliseDepth,
}
