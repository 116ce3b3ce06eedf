import type { HttpsUrl, PlannedRequest, Source, VendorError } from '@/lib/venues/_contract/module'
import { BOOK_LEVELS, normaliseDepth, normaliseOpenInterest, tradingSymbols } from '@/lib/venues/aster/normalise'
import {
  bookEndpoint,
  exchangeInfoEndpoint,
  openInterestEndpoint,
  premiumIndexEndpoint,
  tickersEndpoint,
} from '@/lib/venues/aster/schemas'

const BUSY_CODES = new Set(['-1003', '-1015'])
const SERVER_CODES = new Set(['-1000', '-1001', '-1006', '-1007'])
const TICKERS_WEIGHT = 40
const BOOK_WEIGHT = 20

/** An error is an object with `code` below zero and `msg`. */
function asterError(body: unknown, status: number): VendorError | null {
  if (typeof body !== 'object' || body === null || !('code' in body) || !('msg' in body)) return null
  const code = String(body.code)
  if (!code.startsWith('-') && status < 400) return null
  const busy = status === 429 || status === 418 || BUSY_CODES.has(code)
  const kind = busy ? 'busy' : status >= 500 || SERVER_CODES.has(code) ? 'server' : 'request'
  return { code, message: String(body.msg), kind }
}

function get(endpoint: string, path: `/${string}`, extra: Pick<PlannedRequest, 'subject' | 'weight'> = {}) {
  const url: HttpsUrl = `https://fapi.asterdex.com${path}`
  return { endpoint, method: 'GET', url, ...extra } as const
}

const exchangeInfo = () => get(exchangeInfoEndpoint.id, '/fapi/v3/exchangeInfo')

export const openInterestSource: Source = {
  id: 'open_interest',
  kind: 'open_interest',
  // One request for each of some 450 contracts.
  cadenceMs: 900_000,
  docsUrl: openInterestEndpoint.docsUrl,
  endpoints: [exchangeInfoEndpoint, premiumIndexEndpoint, tickersEndpoint, openInterestEndpoint],
  listsMarkets: true,
  requests: () => [
    exchangeInfo(),
    get(premiumIndexEndpoint.id, '/fapi/v3/premiumIndex'),
    get(tickersEndpoint.id, '/fapi/v3/ticker/24hr', { weight: TICKERS_WEIGHT }),
  ],
  next: (received, { round }) =>
    round > 1
      ? []
      : tradingSymbols(received).map((symbol) =>
          get(openInterestEndpoint.id, `/fapi/v1/openInterest?symbol=${encodeURIComponent(symbol)}`, {
            subject: symbol,
          }),
        ),
  vendorError: asterError,
  normalise: normaliseOpenInterest,
}

export const depthSource: Source = {
  id: 'depth',
  kind: 'depth',
  cadenceMs: 3_600_000,
  docsUrl: bookEndpoint.docsUrl,
  endpoints: [exchangeInfoEndpoint, bookEndpoint],
  requests: ({ largestMarkets }) => [
    exchangeInfo(),
    ...largestMarkets.map((symbol) =>
      get(bookEndpoint.id, `/fapi/v3/depth?symbol=${encodeURIComponent(symbol)}&limit=${BOOK_LEVELS}`, {
        subject: symbol,
        weight: BOOK_WEIGHT,
      }),
    ),
  ],
  vendorError: asterError,
  normalise: normaliseDepth,
}
