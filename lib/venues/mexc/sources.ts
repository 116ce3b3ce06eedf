import { isUsdAtPar } from '@/lib/core/par'
import type { HttpsUrl, PlannedRequest, Source, VendorError } from '@/lib/venues/_contract/module'
import { RowReader } from '@/lib/venues/_contract/rows'
import { FUND_CADENCE_MS, normaliseFund, readPools } from '@/lib/venues/mexc/normalise-fund'
import { normaliseDepth, normaliseMarkets } from '@/lib/venues/mexc/normalise-markets'
import {
  bookEndpoint,
  contractsEndpoint,
  fundEndpoint,
  HOST,
  indexEndpoint,
  tickersEndpoint,
} from '@/lib/venues/mexc/schemas'

const MINUTE_MS = 60_000
/** Too frequent, system busy. */
const BUSY = new Set(['510', '501'])
const SERVER = new Set(['500', '9999'])

/** Errors come with HTTP 200 and `success` false. */
export function readVendorError(body: unknown, status: number): VendorError | null {
  if (typeof body !== 'object' || body === null || !('success' in body) || body.success === true) return null
  const code = 'code' in body ? String(body.code) : 'unknown'
  const message = 'message' in body ? String(body.message) : ''
  const busy = status === 429 || BUSY.has(code)
  return { code, message, kind: busy ? 'busy' : status >= 500 || SERVER.has(code) ? 'server' : 'request' }
}

export function get(endpoint: string, path: string, subject?: string): PlannedRequest {
  const url: HttpsUrl = `${HOST}/${path}`
  return subject === undefined ? { endpoint, method: 'GET', url } : { endpoint, method: 'GET', url, subject }
}

export const fundRequest = () => get(fundEndpoint.id, 'risk_reverse')
const contractsRequest = () => get(contractsEndpoint.id, 'detail')

export const sources: readonly Source[] = [
  {
    id: 'fund',
    kind: 'fund',
    cadenceMs: FUND_CADENCE_MS,
    docsUrl: fundEndpoint.docsUrl,
    endpoints: [fundEndpoint, indexEndpoint],
    requests: () => [fundRequest()],
    next: (received, { round, now }) => {
      if (round > 1) return []
      const coins = readPools(new RowReader(), received, now).map(({ currency }) => currency)
      return [...new Set(coins)]
        .filter((coin) => !isUsdAtPar(coin))
        .sort()
        .map((coin) => get(indexEndpoint.id, `index_price/${encodeURIComponent(coin)}_USD`, coin))
    },
    vendorError: readVendorError,
    normalise: normaliseFund,
  },
  {
    id: 'open_interest',
    kind: 'open_interest',
    cadenceMs: 5 * MINUTE_MS,
    docsUrl: tickersEndpoint.docsUrl,
    endpoints: [contractsEndpoint, tickersEndpoint],
    listsMarkets: true,
    requests: () => [contractsRequest(), get(tickersEndpoint.id, 'ticker')],
    vendorError: readVendorError,
    normalise: normaliseMarkets,
  },
  {
    id: 'depth',
    kind: 'depth',
    cadenceMs: 60 * MINUTE_MS,
    docsUrl: bookEndpoint.docsUrl,
    endpoints: [contractsEndpoint, bookEndpoint],
    requests: ({ largestMarkets }) =>
      largestMarkets.length === 0
        ? []
        : [
            contractsRequest(),
            ...largestMarkets.map((market) => get(bookEndpoint.id, `depth/${encodeURIComponent(market)}`, market)),
          ],
    vendorError: readVendorError,
    normalise: normaliseDepth,
  },
]
