import type { HttpsUrl, PlannedRequest, Source, VendorError } from '@/lib/venues/_contract/module'
import { listedContracts } from '@/lib/venues/apex/contracts'
import { BOOK_LEVELS, normaliseDepth, normaliseOpenInterest } from '@/lib/venues/apex/normalise'
import { bookEndpoint, symbolsEndpoint, tickerEndpoint } from '@/lib/venues/apex/schemas'

/** `{code, msg}` without `data`. Too many requests are refused with HTTP 403. */
function apexError(body: unknown, status: number): VendorError | null {
  if (typeof body !== 'object' || body === null || !('code' in body) || !('msg' in body)) return null
  if ('data' in body && body.data !== null) return null
  const message = String(body.msg)
  const busy = status === 429 || /too many requests/i.test(message)
  return { code: String(body.code), message, kind: busy ? 'busy' : status >= 500 ? 'server' : 'request' }
}

function get(endpoint: string, path: `/${string}`, subject?: string): PlannedRequest {
  const url: HttpsUrl = `https://omni.apex.exchange/api/v3${path}`
  return { endpoint, method: 'GET', url, ...(subject === undefined ? {} : { subject }) }
}

const symbols = () => get(symbolsEndpoint.id, '/symbols')

export const openInterestSource: Source = {
  id: 'open_interest',
  kind: 'open_interest',
  // One request for each of some 140 contracts.
  cadenceMs: 600_000,
  docsUrl: tickerEndpoint.docsUrl,
  endpoints: [symbolsEndpoint, tickerEndpoint],
  listsMarkets: true,
  requests: () => [symbols()],
  next: (received, { round }) =>
    round > 1
      ? []
      : listedContracts(received).map(({ market, ticker }) =>
          get(tickerEndpoint.id, `/ticker?symbol=${encodeURIComponent(ticker)}`, market.market),
        ),
  vendorError: apexError,
  normalise: normaliseOpenInterest,
}

export const depthSource: Source = {
  id: 'depth',
  kind: 'depth',
  cadenceMs: 3_600_000,
  docsUrl: bookEndpoint.docsUrl,
  endpoints: [symbolsEndpoint, bookEndpoint],
  requests: () => [symbols()],
  next: (received, { round, largestMarkets }) =>
    round > 1
      ? []
      : listedContracts(received).flatMap(({ market, ticker }) =>
          largestMarkets.includes(market.market)
            ? [get(bookEndpoint.id, `/depth?symbol=${encodeURIComponent(ticker)}&limit=${BOOK_LEVELS}`, market.market)]
            : [],
        ),
  vendorError: apexError,
  normalise: normaliseDepth,
}
