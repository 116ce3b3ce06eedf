import type { HttpsUrl, PlannedRequest, Source, VendorError } from '@/lib/venues/_contract/module'
import { normaliseAdl } from '@/lib/venues/binance/normalise-adl'
import { normaliseFund } from '@/lib/venues/binance/normalise-fund'
import { normaliseOpenInterest, tradingSymbols } from '@/lib/venues/binance/normalise-markets'
import {
  adlRiskEndpoint,
  exchangeInfoEndpoint,
  HOST,
  insuranceBalanceEndpoint,
  openInterestEndpoint,
  premiumIndexEndpoint,
} from '@/lib/venues/binance/schemas'

const MINUTE_MS = 60_000

const BUSY_CODES = new Set(['-1003', '-1008', '-1015'])
const SERVER_CODES = new Set(['-1000', '-1001', '-1006', '-1007', '-1016'])

function kindOf(code: string, message: string, status: number): VendorError['kind'] {
  if (status === 451 || message.includes('restricted location')) return 'region'
  if (status === 429 || status === 418 || BUSY_CODES.has(code)) return 'busy'
  return status >= 500 || SERVER_CODES.has(code) ? 'server' : 'request'
}

/** Binance has no envelope; an error is an object with `code` and `msg`, below zero, or 0 for a blocked region. */
export function readVendorError(body: unknown, status: number): VendorError | null {
  if (typeof body !== 'object' || body === null || !('code' in body) || !('msg' in body)) return null
  const code = String(body.code)
  const message = String(body.msg)
  const failed = code.startsWith('-') || status >= 400 || message.includes('restricted location')
  return failed ? { code, message, kind: kindOf(code, message, status) } : null
}

function get(
  endpoint: string,
  path: `/${string}`,
  extra: Pick<PlannedRequest, 'subject' | 'weight'> = {},
): PlannedRequest {
  const url: HttpsUrl = `${HOST}${path}`
  return { endpoint, method: 'GET', url, ...extra }
}

/** All symbols in one call cost 10. */
const premiumIndexRequest = () => get(premiumIndexEndpoint.id, '/fapi/v1/premiumIndex', { weight: 10 })

export const sources: readonly Source[] = [
  {
    id: 'fund',
    kind: 'fund',
    cadenceMs: 5 * MINUTE_MS,
    docsUrl: insuranceBalanceEndpoint.docsUrl,
    endpoints: [insuranceBalanceEndpoint, premiumIndexEndpoint],
    requests: () => [get(insuranceBalanceEndpoint.id, '/fapi/v1/insuranceBalance'), premiumIndexRequest()],
    vendorError: readVendorError,
    normalise: normaliseFund,
  },
  {
    id: 'open_interest',
    kind: 'open_interest',
    cadenceMs: 15 * MINUTE_MS,
    docsUrl: openInterestEndpoint.docsUrl,
    endpoints: [exchangeInfoEndpoint, premiumIndexEndpoint, openInterestEndpoint],
    listsMarkets: true,
    requests: () => [get(exchangeInfoEndpoint.id, '/fapi/v1/exchangeInfo'), premiumIndexRequest()],
    next: (received, { round }) =>
      round > 1
        ? []
        : tradingSymbols(received).map((symbol) =>
            get(openInterestEndpoint.id, `/fapi/v1/openInterest?symbol=${encodeURIComponent(symbol)}`, {
              subject: symbol,
            }),
          ),
    vendorError: readVendorError,
    normalise: normaliseOpenInterest,
  },
  {
    id: 'adl',
    kind: 'adl',
    cadenceMs: 30 * MINUTE_MS,
    docsUrl: adlRiskEndpoint.docsUrl,
    endpoints: [adlRiskEndpoint],
    requests: () => [get(adlRiskEndpoint.id, '/fapi/v1/symbolAdlRisk')],
    vendorError: readVendorError,
    normalise: normaliseAdl,
  },
]
