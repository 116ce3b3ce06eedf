import type { HttpsUrl, PlannedRequest, Source, VendorError } from '@/lib/venues/_contract/module'
import { linesWithoutDollars } from '@/lib/venues/okx/contract-sizes'
import { LINES, type Line, segmentOf } from '@/lib/venues/okx/instruments'
import { normaliseFamilies } from '@/lib/venues/okx/normalise-families'
import { listedFamilies, normaliseInstruments } from '@/lib/venues/okx/normalise-instruments'
import { normaliseOpenInterest } from '@/lib/venues/okx/normalise-open-interest'
import { normaliseTotal } from '@/lib/venues/okx/normalise-total'
import {
  familyEndpoint,
  HOST,
  indexTickersEndpoint,
  instrumentsEndpoint,
  lineInstrumentsEndpoint,
  markPriceEndpoint,
  openInterestEndpoint,
  totalEndpoint,
} from '@/lib/venues/okx/schemas'

const MINUTE_MS = 60_000

const ERROR_KINDS: Readonly<Record<string, VendorError['kind']>> = {
  '50001': 'server',
  '50011': 'busy',
  '50013': 'busy',
  '50026': 'server',
}

/** OKX reports errors as a `code` other than "0", with HTTP 200 or not. */
export function readVendorError(body: unknown): VendorError | null {
  if (typeof body !== 'object' || body === null || !('code' in body)) return null
  const code = String(body.code)
  if (code === '0') return null
  const message = 'msg' in body && typeof body.msg === 'string' ? body.msg : ''
  return { code, message, kind: ERROR_KINDS[code] ?? 'request' }
}

function get(endpoint: string, path: `/${string}`, subject?: string): PlannedRequest {
  const url: HttpsUrl = `${HOST}${path}`
  return subject === undefined ? { endpoint, method: 'GET', url } : { endpoint, method: 'GET', url, subject }
}

const fundPath = (line: Line, family: string) =>
  `/api/v5/public/insurance-fund?instType=${line}&instFamily=${encodeURIComponent(family)}` as const
const instrumentsRequest = (line: string) =>
  get(instrumentsEndpoint.id, `/api/v5/public/instruments?instType=${line}`, line)

export const sources: readonly Source[] = [
  {
    id: 'fund',
    kind: 'fund',
    cadenceMs: 5 * MINUTE_MS,
    docsUrl: totalEndpoint.docsUrl,
    endpoints: [totalEndpoint],
    requests: () => [get(totalEndpoint.id, `${fundPath('SWAP', 'BTC-USDT')}&limit=1`)],
    vendorError: readVendorError,
    normalise: normaliseTotal,
  },
  {
    id: 'families',
    kind: 'fund',
    cadenceMs: 6 * 60 * MINUTE_MS,
    docsUrl: familyEndpoint.docsUrl,
    endpoints: [lineInstrumentsEndpoint, indexTickersEndpoint, familyEndpoint],
    componentsOnly: true,
    requests: () => [
      ...LINES.map(instrumentsRequest),
      get(indexTickersEndpoint.id, '/api/v5/market/index-tickers?quoteCcy=USD'),
    ],
    next: (received, { round }) =>
      round > 1
        ? []
        : listedFamilies(received).map(({ line, family }) =>
            get(familyEndpoint.id, fundPath(line, family), segmentOf(line, family)),
          ),
    vendorError: readVendorError,
    normalise: normaliseFamilies,
  },
  {
    id: 'open_interest',
    kind: 'open_interest',
    cadenceMs: MINUTE_MS,
    docsUrl: openInterestEndpoint.docsUrl,
    endpoints: [openInterestEndpoint, markPriceEndpoint, lineInstrumentsEndpoint],
    requests: () => [
      ...LINES.map((line) => get(openInterestEndpoint.id, `/api/v5/public/open-interest?instType=${line}`, line)),
      ...LINES.map((line) => get(markPriceEndpoint.id, `/api/v5/public/mark-price?instType=${line}`, line)),
    ],
    next: (received, { round }) => (round > 1 ? [] : linesWithoutDollars(received).map(instrumentsRequest)),
    vendorError: readVendorError,
    normalise: normaliseOpenInterest,
  },
  {
    id: 'leverage',
    kind: 'leverage',
    cadenceMs: 60 * MINUTE_MS,
    docsUrl: instrumentsEndpoint.docsUrl,
    endpoints: [instrumentsEndpoint],
    listsMarkets: true,
    requests: () => LINES.map(instrumentsRequest),
    vendorError: readVendorError,
    normalise: normaliseInstruments,
  },
]
