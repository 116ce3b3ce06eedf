import type { PlannedRequest, Source, VendorError } from '@/lib/venues/_contract/module'
import { normaliseDepth, normaliseDetails } from '@/lib/venues/bitmart/normalise'
import { bookEndpoint, detailsEndpoint } from '@/lib/venues/bitmart/schemas'

const HOST = 'https://api-cloud-v2.bitmart.com/contract/public'
const OK = '1000'

const details: PlannedRequest = { endpoint: detailsEndpoint.id, method: 'GET', url: `${HOST}/details` }

/** The code stays in the body whatever the HTTP status; 418 follows 429 for an address that goes on. */
function bitmartError(body: unknown, status: number): VendorError | null {
  if (typeof body !== 'object' || body === null || !('code' in body)) return null
  const code = String(body.code)
  if (code === OK) return null
  const message = 'message' in body ? String(body.message) : 'msg' in body ? String(body.msg) : 'no message'
  const busy = status === 429 || status === 418
  return { code, message, kind: busy ? 'busy' : status >= 500 ? 'server' : 'request' }
}

export const openInterestSource: Source = {
  id: 'open_interest',
  kind: 'open_interest',
  // One megabyte, most of it delisted contracts.
  cadenceMs: 300_000,
  docsUrl: detailsEndpoint.docsUrl,
  endpoints: [detailsEndpoint],
  listsMarkets: true,
  requests: () => [details],
  vendorError: bitmartError,
  normalise: normaliseDetails,
}

export const depthSource: Source = {
  id: 'depth',
  kind: 'depth',
  cadenceMs: 3_600_000,
  docsUrl: bookEndpoint.docsUrl,
  endpoints: [detailsEndpoint, bookEndpoint],
  requests: ({ largestMarkets }) =>
    largestMarkets.length === 0
      ? []
      : [
          details,
          ...largestMarkets.map(
            (market): PlannedRequest => ({
              endpoint: bookEndpoint.id,
              method: 'GET',
              url: `${HOST}/depth?symbol=${encodeURIComponent(market)}`,
              subject: market,
            }),
          ),
        ],
  vendorError: bitmartError,
  normalise: normaliseDepth,
}
