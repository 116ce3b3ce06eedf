import type { Source, VendorError } from '@/lib/venues/_contract/module'
import { FUND_CADENCE_MS, normaliseAdl, normaliseFund } from '@/lib/venues/dydx-v4/normalise'
import { normaliseOpenInterest } from '@/lib/venues/dydx-v4/normalise-markets'
import { normaliseDepth, normaliseLiquidations } from '@/lib/venues/dydx-v4/normalise-trading'
import {
  adlRequests,
  fundRequests,
  nextAdlRequests,
  nextFundRequests,
  openInterestRequests,
  orderBookRequest,
  tradesRequest,
} from '@/lib/venues/dydx-v4/requests'
import {
  crossBlockedEndpoint,
  isolatedBalanceEndpoint,
  isolatedBlockedEndpoint,
  marketStatusEndpoint,
  marketsEndpoint,
  orderBookEndpoint,
  perpetualsEndpoint,
  sharedBalanceEndpoint,
  tradesEndpoint,
} from '@/lib/venues/dydx-v4/schemas'

const kindOf = (status: number) => (status === 429 ? 'busy' : status >= 500 ? 'server' : 'request')

/** The indexer answers `{errors: [{msg}]}`, a chain node `{code, message, details}`. */
export function dydxError(body: unknown, status: number): VendorError | null {
  if (typeof body !== 'object' || body === null) return null
  if ('errors' in body && Array.isArray(body.errors)) {
    const message = body.errors.map((item: { msg?: unknown } | null) => String(item?.msg ?? 'no message')).join('; ')
    const busy = message.includes('Too many requests')
    return { code: String(status), message, kind: busy ? 'busy' : kindOf(status) }
  }
  if ('code' in body && 'message' in body && 'details' in body) {
    return { code: String(body.code), message: String(body.message), kind: kindOf(status) }
  }
  return null
}

export const fundSource: Source = {
  id: 'fund',
  kind: 'fund',
  cadenceMs: FUND_CADENCE_MS,
  docsUrl:
    'https://github.com/dydxprotocol/v4-chain/blob/main/protocol/scripts/markets/get_isolated_market_insurance_fund.py',
  endpoints: [marketStatusEndpoint, perpetualsEndpoint, sharedBalanceEndpoint, isolatedBalanceEndpoint],
  requests: fundRequests,
  next: (received, { round }) => nextFundRequests(received, round),
  vendorError: dydxError,
  normalise: normaliseFund,
}

export const openInterestSource: Source = {
  id: 'open_interest',
  kind: 'open_interest',
  cadenceMs: 60_000,
  docsUrl: marketsEndpoint.docsUrl,
  endpoints: [marketsEndpoint],
  listsMarkets: true,
  requests: openInterestRequests,
  vendorError: dydxError,
  normalise: normaliseOpenInterest,
}

export const adlSource: Source = {
  id: 'adl',
  kind: 'adl',
  cadenceMs: 600_000,
  docsUrl: crossBlockedEndpoint.docsUrl,
  endpoints: [marketStatusEndpoint, perpetualsEndpoint, crossBlockedEndpoint, isolatedBlockedEndpoint],
  requests: adlRequests,
  next: (received, { round }) => nextAdlRequests(received, round),
  vendorError: dydxError,
  normalise: normaliseAdl,
}

export const liquidationsSource: Source = {
  id: 'liquidations',
  kind: 'liquidations',
  cadenceMs: 600_000,
  docsUrl: tradesEndpoint.docsUrl,
  endpoints: [tradesEndpoint],
  incomplete:
    'Read from the last 1,000 trades of the three markets with the most open interest; other markets, and what more trades pushed out, are missing.',
  requests: ({ largestMarkets }) => largestMarkets.map(tradesRequest),
  vendorError: dydxError,
  normalise: normaliseLiquidations,
}

export const depthSource: Source = {
  id: 'depth',
  kind: 'depth',
  cadenceMs: 3_600_000,
  docsUrl: orderBookEndpoint.docsUrl,
  endpoints: [orderBookEndpoint],
  requests: ({ largestMarkets }) => largestMarkets.map(orderBookRequest),
  vendorError: dydxError,
  normalise: normaliseDepth,
}
