import { bodiesOf, type PlannedRequest, type Source, type VendorError } from '@/lib/venues/_contract/module'
import { normaliseDepth, normaliseMarkets } from '@/lib/venues/delta/normalise'
import { bookEndpoint, productEndpoint, productsEndpoint, tickersEndpoint } from '@/lib/venues/delta/schemas'

const HOST = 'https://api.india.delta.exchange/v2'
const TYPES = 'contract_types=perpetual_futures,futures'
const PAGE = 100
const MAX_PAGES = 20
const WEIGHT = 3
const BOOK_DEPTH = 500

const products = (after: string | null): PlannedRequest => ({
  endpoint: productsEndpoint.id,
  method: 'GET',
  url: `${HOST}/products?${TYPES}&states=live&page_size=${PAGE}${after === null ? '' : `&after=${encodeURIComponent(after)}`}`,
  weight: WEIGHT,
})

function deltaError(body: unknown, status: number): VendorError | null {
  if (typeof body !== 'object' || body === null || !('success' in body) || body.success !== false) return null
  const error = 'error' in body ? body.error : null
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error)
  return { code, message: code, kind: status === 429 ? 'busy' : status >= 500 ? 'server' : 'request' }
}

export const openInterestSource: Source = {
  id: 'open_interest',
  kind: 'open_interest',
  cadenceMs: 300_000,
  docsUrl: tickersEndpoint.docsUrl,
  endpoints: [productsEndpoint, tickersEndpoint],
  listsMarkets: true,
  requests: () => [
    products(null),
    { endpoint: tickersEndpoint.id, method: 'GET', url: `${HOST}/tickers?${TYPES}`, weight: WEIGHT },
  ],
  next: (received, { round }) => {
    const pages = bodiesOf(received, productsEndpoint)
    const after = pages.at(-1)?.body.meta?.after
    return after && pages.length === round && round < MAX_PAGES ? [products(after)] : []
  },
  vendorError: deltaError,
  normalise: normaliseMarkets,
}

export const depthSource: Source = {
  id: 'depth',
  kind: 'depth',
  cadenceMs: 3_600_000,
  docsUrl: bookEndpoint.docsUrl,
  endpoints: [productEndpoint, bookEndpoint],
  requests: ({ largestMarkets }) =>
    largestMarkets.flatMap((market): PlannedRequest[] => [
      {
        endpoint: productEndpoint.id,
        method: 'GET',
        url: `${HOST}/products/${encodeURIComponent(market)}`,
        subject: market,
        weight: WEIGHT,
      },
      {
        endpoint: bookEndpoint.id,
        method: 'GET',
        url: `${HOST}/l2orderbook/${encodeURIComponent(market)}?depth=${BOOK_DEPTH}`,
        subject: market,
        weight: WEIGHT,
      },
    ]),
  vendorError: deltaError,
  normalise: normaliseDepth,
}
