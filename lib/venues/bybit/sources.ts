import { bodiesOf, type PlannedRequest, type Received, type Source } from '@/lib/venues/_contract/module'
import { normaliseDepth, planBooks } from '@/lib/venues/bybit/depth'
import { normaliseAdl } from '@/lib/venues/bybit/normalise-adl'
import { normaliseFund } from '@/lib/venues/bybit/normalise-fund'
import { normaliseInstruments, normaliseOpenInterest } from '@/lib/venues/bybit/normalise-markets'
import { decodeCursor, get, readVendorError } from '@/lib/venues/bybit/requests'
import {
  adlAlertEndpoint,
  CATEGORIES,
  instrumentsEndpoint,
  insuranceEndpoint,
  orderBookEndpoint,
  tickersEndpoint,
} from '@/lib/venues/bybit/schemas'

const MINUTE_MS = 60_000
/** 1,000 contracts a page: 20 pages are far beyond any list, and end a cursor that never does. */
const MAX_PAGES = 20

const instrumentsPath = (category: string) => `/v5/market/instruments-info?category=${category}&limit=1000` as const

/** The next page of each category that has one and was not read yet. */
export function planNextPages(received: readonly Received[], round: number): readonly PlannedRequest[] {
  if (round >= MAX_PAGES) return []
  const read = new Set(received.map((item) => item.request.url))
  return bodiesOf(received, instrumentsEndpoint).flatMap(({ body: { result } }) => {
    if (!result.nextPageCursor || result.list.length === 0) return []
    const cursor = encodeURIComponent(decodeCursor(result.nextPageCursor))
    const planned = get(instrumentsEndpoint.id, `${instrumentsPath(result.category)}&cursor=${cursor}`, result.category)
    return read.has(planned.url) ? [] : [planned]
  })
}

export const sources: readonly Source[] = [
  {
    id: 'fund',
    kind: 'fund',
    cadenceMs: MINUTE_MS,
    docsUrl: insuranceEndpoint.docsUrl,
    endpoints: [insuranceEndpoint],
    requests: () => [get(insuranceEndpoint.id, '/v5/market/insurance')],
    vendorError: readVendorError,
    normalise: normaliseFund,
  },
  {
    id: 'open_interest',
    kind: 'open_interest',
    cadenceMs: MINUTE_MS,
    docsUrl: tickersEndpoint.docsUrl,
    endpoints: [tickersEndpoint],
    requests: () =>
      CATEGORIES.map((category) => get(tickersEndpoint.id, `/v5/market/tickers?category=${category}`, category)),
    vendorError: readVendorError,
    normalise: normaliseOpenInterest,
  },
  {
    id: 'adl',
    kind: 'adl',
    cadenceMs: MINUTE_MS,
    docsUrl: adlAlertEndpoint.docsUrl,
    endpoints: [adlAlertEndpoint],
    requests: () => [get(adlAlertEndpoint.id, '/v5/market/adlAlert')],
    vendorError: readVendorError,
    normalise: normaliseAdl,
  },
  {
    id: 'leverage',
    kind: 'leverage',
    cadenceMs: 60 * MINUTE_MS,
    docsUrl: instrumentsEndpoint.docsUrl,
    endpoints: [instrumentsEndpoint],
    listsMarkets: true,
    requests: () => CATEGORIES.map((category) => get(instrumentsEndpoint.id, instrumentsPath(category), category)),
    next: (received, { round }) => planNextPages(received, round),
    vendorError: readVendorError,
    normalise: normaliseInstruments,
  },
  {
    id: 'depth',
    kind: 'depth',
    cadenceMs: 60 * MINUTE_MS,
    docsUrl: orderBookEndpoint.docsUrl,
    endpoints: [orderBookEndpoint],
    requests: ({ largestMarkets }) => planBooks(largestMarkets),
    vendorError: readVendorError,
    normalise: normaliseDepth,
  },
]
