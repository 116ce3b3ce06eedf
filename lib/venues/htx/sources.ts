import type { HttpsUrl, PlannedRequest, Source, VendorError } from '@/lib/venues/_contract/module'
import { isCoinMargined, LINE_NAMES, LINES, type LineName } from '@/lib/venues/htx/lines'
import { normaliseDepth, normaliseLiquidations } from '@/lib/venues/htx/normalise-books'
import { FUND_CADENCE_MS, normaliseFund } from '@/lib/venues/htx/normalise-fund'
import { normaliseContracts } from '@/lib/venues/htx/normalise-markets'
import { normaliseOpenInterest } from '@/lib/venues/htx/normalise-open-interest'
import {
  bookEndpoint,
  contractsEndpoint,
  fundEndpoint,
  HOST,
  liquidationsEndpoint,
  openInterestEndpoint,
  tiersEndpoint,
} from '@/lib/venues/htx/schemas'

const MINUTE_MS = 60_000
/** Access limit, system busy. */
const BUSY = new Set(['1032', '1004', '429'])

/** Version 1 answers carry `status`, version 3 a `code` of 200; both come with HTTP 200 even when they are errors. */
export function readVendorError(body: unknown, status: number): VendorError | null {
  if (typeof body !== 'object' || body === null) return null
  const fields: Readonly<Record<string, unknown>> = { ...body }
  if (fields.status === 'maintain') return { code: 'maintain', message: 'maintenance', kind: 'server' }
  const failed = 'status' in fields ? fields.status !== 'ok' : 'code' in fields && String(fields.code) !== '200'
  if (!failed) return null
  const code = String(fields.err_code ?? fields['err-code'] ?? fields.code ?? fields.status)
  const message = String(fields.err_msg ?? fields['err-msg'] ?? fields.msg ?? fields.message ?? '')
  const busy = status === 429 || BUSY.has(code)
  return { code, message, kind: busy ? 'busy' : status >= 500 ? 'server' : 'request' }
}

export function get(endpoint: string, path: `/${string}`, subject?: string): PlannedRequest {
  const url: HttpsUrl = `${HOST}${path}`
  return subject === undefined ? { endpoint, method: 'GET', url } : { endpoint, method: 'GET', url, subject }
}

const contractsRequest = (line: LineName) => get(contractsEndpoint.id, LINES[line].contracts, line)

/** The window is at most two hours; rows come newest first. */
function liquidationsRequest(market: string, now: Date): PlannedRequest {
  const endMs = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS
  const window = `start_time=${endMs - 120 * MINUTE_MS}&end_time=${endMs}`
  return get(
    liquidationsEndpoint.id,
    `/linear-swap-api/v3/swap_liquidation_orders?contract=${encodeURIComponent(market)}&trade_type=0&${window}&direct=prev`,
    market,
  )
}

export const sources: readonly Source[] = [
  {
    id: 'fund',
    kind: 'fund',
    cadenceMs: FUND_CADENCE_MS,
    docsUrl: fundEndpoint.docsUrl,
    endpoints: [fundEndpoint],
    requests: () => [get(fundEndpoint.id, '/v1/insurance_fund_info')],
    vendorError: readVendorError,
    normalise: normaliseFund,
  },
  {
    id: 'open_interest',
    kind: 'open_interest',
    cadenceMs: MINUTE_MS,
    docsUrl: openInterestEndpoint.docsUrl,
    endpoints: [openInterestEndpoint, contractsEndpoint],
    requests: () => [
      ...LINE_NAMES.map((line) => get(openInterestEndpoint.id, LINES[line].openInterest, line)),
      // Linear rows come in USDT; the others need the dollars of a contract.
      ...LINE_NAMES.filter((line) => line !== 'linear').map(contractsRequest),
    ],
    vendorError: readVendorError,
    normalise: normaliseOpenInterest,
  },
  {
    id: 'leverage',
    kind: 'leverage',
    cadenceMs: 60 * MINUTE_MS,
    docsUrl: tiersEndpoint.docsUrl,
    endpoints: [contractsEndpoint, tiersEndpoint],
    listsMarkets: true,
    requests: () => [
      ...LINE_NAMES.map(contractsRequest),
      ...LINE_NAMES.flatMap((line) => LINES[line].tiers.map((path) => get(tiersEndpoint.id, path, line))),
    ],
    vendorError: readVendorError,
    normalise: normaliseContracts,
  },
  {
    id: 'depth',
    kind: 'depth',
    cadenceMs: 60 * MINUTE_MS,
    docsUrl: bookEndpoint.docsUrl,
    endpoints: [contractsEndpoint, bookEndpoint],
    requests: ({ largestMarkets }) => (largestMarkets.length === 0 ? [] : [contractsRequest('linear')]),
    next: (received, { largestMarkets, round }) =>
      round > 1 || received.length === 0
        ? []
        : largestMarkets
            .filter((market) => !isCoinMargined(market))
            .map((market) =>
              get(
                bookEndpoint.id,
                `/linear-swap-ex/market/depth?contract_code=${encodeURIComponent(market)}&type=step0`,
                market,
              ),
            ),
    vendorError: readVendorError,
    normalise: normaliseDepth,
  },
  {
    id: 'liquidations',
    kind: 'liquidations',
    cadenceMs: 30 * MINUTE_MS,
    docsUrl: liquidationsEndpoint.docsUrl,
    endpoints: [liquidationsEndpoint],
    incomplete:
      'Only the three linear contracts with the most open interest are asked for, the newest page of the last two hours each.',
    requests: ({ now, largestMarkets }) =>
      largestMarkets.filter((market) => !isCoinMargined(market)).map((market) => liquidationsRequest(market, now)),
    vendorError: readVendorError,
    normalise: normaliseLiquidations,
  },
]
