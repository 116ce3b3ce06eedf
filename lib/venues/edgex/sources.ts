import type { HttpsUrl, PlannedRequest, Source, VendorError } from '@/lib/venues/_contract/module'
import { listedContracts } from '@/lib/venues/edgex/contracts'
import { BOOK_LEVELS, normaliseDepth, normaliseOpenInterest } from '@/lib/venues/edgex/normalise'
import { bookEndpoint, metadata2Endpoint, metadataEndpoint, tickerEndpoint } from '@/lib/venues/edgex/schemas'

const HOST = 'https://pro.edgex.exchange'
const HOST_2 = 'https://edgex-prod-v2.edgex.exchange'

/** An error has HTTP 200 and a code other than SUCCESS. */
function edgexError(body: unknown, status: number): VendorError | null {
  if (typeof body !== 'object' || body === null || !('code' in body) || body.code === 'SUCCESS') return null
  const message = 'msg' in body ? String(body.msg) : 'no message'
  return { code: String(body.code), message, kind: status === 429 ? 'busy' : status >= 500 ? 'server' : 'request' }
}

const get = (endpoint: string, url: HttpsUrl, subject?: string): PlannedRequest => ({
  endpoint,
  method: 'GET',
  url,
  ...(subject === undefined ? {} : { subject }),
})

const metadata = () => get(metadataEndpoint.id, `${HOST}/api/v1/public/meta/getMetaData`)

export const openInterestSource: Source = {
  id: 'open_interest',
  kind: 'open_interest',
  // One request for each of some 290 contracts.
  cadenceMs: 900_000,
  docsUrl: tickerEndpoint.docsUrl,
  endpoints: [metadataEndpoint, metadata2Endpoint, tickerEndpoint],
  listsMarkets: true,
  requests: () => [metadata(), get(metadata2Endpoint.id, `${HOST_2}/api/v2/public/meta/getMetaData`)],
  next: (received, { round }) =>
    round > 1
      ? []
      : listedContracts(received, metadataEndpoint).map(({ id, name }) =>
          get(tickerEndpoint.id, `${HOST}/api/v1/public/quote/getTicker?contractId=${encodeURIComponent(id)}`, name),
        ),
  vendorError: edgexError,
  normalise: normaliseOpenInterest,
}

export const depthSource: Source = {
  id: 'depth',
  kind: 'depth',
  cadenceMs: 3_600_000,
  docsUrl: bookEndpoint.docsUrl,
  endpoints: [metadataEndpoint, bookEndpoint],
  requests: () => [metadata()],
  next: (received, { round, largestMarkets }) =>
    round > 1
      ? []
      : listedContracts(received, metadataEndpoint).flatMap(({ id, name }) =>
          largestMarkets.includes(name)
            ? [
                get(
                  bookEndpoint.id,
                  `${HOST}/api/v1/public/quote/getDepth?contractId=${encodeURIComponent(id)}&level=${BOOK_LEVELS}`,
                  name,
                ),
              ]
            : [],
        ),
  vendorError: edgexError,
  normalise: normaliseDepth,
}
