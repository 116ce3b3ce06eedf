import type { HttpsUrl, PlannedRequest, Source, VendorError } from '@/lib/venues/_contract/module'
import { normaliseDepth, normaliseLiquidations } from '@/lib/venues/bitfinex/normalise-books'
import { FUND_CADENCE_MS, normaliseFund } from '@/lib/venues/bitfinex/normalise-fund'
import { normaliseMarkets } from '@/lib/venues/bitfinex/normalise-markets'
import { listedKeys } from '@/lib/venues/bitfinex/pairs'
import {
  bookEndpoint,
  HOST,
  liquidationsEndpoint,
  marginsEndpoint,
  statusEndpoint,
  tickersEndpoint,
} from '@/lib/venues/bitfinex/schemas'

const MINUTE_MS = 60_000
const RATE_LIMITED = 'ERR_RATE_LIMIT'
const NOT_READY = '20060'

/** `["error", code, text]`, or an object for too many requests. */
export function readVendorError(body: unknown, status: number): VendorError | null {
  if (Array.isArray(body)) {
    if (body[0] !== 'error') return null
    const code = String(body[1])
    return { code, message: String(body[2] ?? ''), kind: code === NOT_READY || status === 503 ? 'server' : 'request' }
  }
  if (typeof body !== 'object' || body === null || !('error' in body)) return null
  const code = String(body.error)
  const busy = status === 429 || code === RATE_LIMITED
  return { code, message: '', kind: busy ? 'busy' : status >= 500 ? 'server' : 'request' }
}

interface Asked {
  readonly subject?: string
  readonly weight?: number
}

export function get(endpoint: string, path: string, asked: Asked = {}): PlannedRequest {
  const url: HttpsUrl = `${HOST}/${path}`
  return { endpoint, method: 'GET', url, ...asked }
}

const statusRequest = () => get(statusEndpoint.id, 'status/deriv?keys=ALL')

export const sources: readonly Source[] = [
  {
    id: 'fund',
    kind: 'fund',
    cadenceMs: FUND_CADENCE_MS,
    docsUrl: statusEndpoint.docsUrl,
    endpoints: [statusEndpoint],
    requests: () => [statusRequest()],
    vendorError: readVendorError,
    normalise: normaliseFund,
  },
  {
    id: 'open_interest',
    kind: 'open_interest',
    cadenceMs: MINUTE_MS,
    docsUrl: statusEndpoint.docsUrl,
    endpoints: [statusEndpoint, marginsEndpoint, tickersEndpoint],
    listsMarkets: true,
    requests: () => [statusRequest(), get(marginsEndpoint.id, 'conf/pub:info:pair:futures')],
    next: (received, { round }) => {
      const keys = round > 1 ? [] : listedKeys(received)
      // 30 in a minute here, 90 for the status.
      return keys.length === 0 ? [] : [get(tickersEndpoint.id, `tickers?symbols=${keys.join(',')}`, { weight: 3 })]
    },
    vendorError: readVendorError,
    normalise: normaliseMarkets,
  },
  {
    id: 'depth',
    kind: 'depth',
    cadenceMs: 60 * MINUTE_MS,
    docsUrl: bookEndpoint.docsUrl,
    endpoints: [bookEndpoint],
    requests: ({ largestMarkets }) =>
      largestMarkets.map((market) => get(bookEndpoint.id, `book/t${market}/P0?len=100`, { subject: market })),
    vendorError: readVendorError,
    normalise: normaliseDepth,
  },
  {
    id: 'liquidations',
    kind: 'liquidations',
    cadenceMs: 5 * MINUTE_MS,
    docsUrl: liquidationsEndpoint.docsUrl,
    endpoints: [liquidationsEndpoint],
    incomplete: 'The newest 500 rows of all pairs are read every five minutes; rows of the first trigger are left out.',
    requests: () => [get(liquidationsEndpoint.id, 'liquidations/hist?sort=-1&limit=500', { weight: 30 })],
    vendorError: readVendorError,
    normalise: normaliseLiquidations,
  },
]
