import { readRow } from '@/lib/venues/_contract/fields'
import type { History, PlannedRequest, Source, VendorError } from '@/lib/venues/_contract/module'
import { readEpoch } from '@/lib/venues/_contract/numeric'
import { FUND_CADENCE_MS, normaliseAdl, normaliseFund } from '@/lib/venues/orderly/normalise-fund'
import { normaliseLiquidations } from '@/lib/venues/orderly/normalise-liquidations'
import { normaliseOpenInterest } from '@/lib/venues/orderly/normalise-markets'
import { fundEndpoint, futuresEndpoint, infoEndpoint, liquidationsEndpoint } from '@/lib/venues/orderly/schemas'

const HOST = 'https://api.orderly.org'
/** The most rows of one answer. */
const PAGE = 500
const LANE = 'all'

const get = (endpoint: string, path: string): PlannedRequest => ({ endpoint, method: 'GET', url: `${HOST}${path}` })

const liquidationsPage = (cursor: string | null): PlannedRequest => ({
  endpoint: liquidationsEndpoint.id,
  method: 'POST',
  url: `${HOST}/v1/public/query`,
  body: { type: 'liquidations', limit: PAGE, ...(cursor === null ? {} : { cursor }) },
  weight: 2,
})

/** REST errors have a numeric code, those of `/v1/public/query` a word. */
function orderlyError(body: unknown, status: number): VendorError | null {
  if (typeof body !== 'object' || body === null || !('success' in body) || body.success !== false) return null
  const code = 'code' in body ? String(body.code) : String(status)
  const message = 'message' in body ? String(body.message) : 'no message'
  const busy = status === 429 || code === '-1003' || code === 'RATE_LIMIT_EXCEEDED'
  return { code, message, kind: busy ? 'busy' : status >= 500 ? 'server' : 'request' }
}

export const fundSource: Source = {
  id: 'fund',
  kind: 'fund',
  cadenceMs: FUND_CADENCE_MS,
  docsUrl: fundEndpoint.docsUrl,
  endpoints: [fundEndpoint],
  requests: () => [get(fundEndpoint.id, '/v1/public/insurancefund')],
  vendorError: orderlyError,
  normalise: normaliseFund,
}

export const adlSource: Source = {
  id: 'adl',
  kind: 'adl',
  cadenceMs: 60_000,
  docsUrl: fundEndpoint.docsUrl,
  endpoints: [fundEndpoint],
  requests: () => [get(fundEndpoint.id, '/v1/public/insurancefund')],
  vendorError: orderlyError,
  normalise: normaliseAdl,
}

export const openInterestSource: Source = {
  id: 'open_interest',
  kind: 'open_interest',
  cadenceMs: 60_000,
  docsUrl: futuresEndpoint.docsUrl,
  endpoints: [futuresEndpoint, infoEndpoint],
  listsMarkets: true,
  requests: () => [get(futuresEndpoint.id, '/v1/public/futures'), get(infoEndpoint.id, '/v1/public/info')],
  vendorError: orderlyError,
  normalise: normaliseOpenInterest,
}

export const liquidationsSource: Source = {
  id: 'liquidations',
  kind: 'liquidations',
  cadenceMs: 300_000,
  docsUrl: liquidationsEndpoint.docsUrl,
  endpoints: [liquidationsEndpoint],
  incomplete:
    'The latest 500 liquidations are read every five minutes; in a rush older ones are missed until a backfill.',
  requests: () => [liquidationsPage(null)],
  vendorError: orderlyError,
  normalise: normaliseLiquidations,
}

/** The same list, page by page into the past. Its order is not documented, so any row that is new enough keeps it going. */
export const liquidationHistory: History = {
  id: 'liquidation_history',
  kind: 'liquidations',
  docsUrl: liquidationsEndpoint.docsUrl,
  endpoints: [liquidationsEndpoint],
  reachMs: null,
  lanes: () => [LANE],
  page: (_lane, cursor) => liquidationsPage(cursor),
  nextCursor: (_lane, { body, checkedAt }, _cursor, { from }) => {
    const { data } = liquidationsEndpoint.schema.parse(body)
    const wanted = data.rows.some((raw) => {
      const row = readRow(raw)
      const at = row.ok ? readEpoch('timestamp', row.value.timestamp, 'ms', checkedAt) : row
      return !at.ok || at.value >= from
    })
    return wanted ? data.next_cursor : null
  },
  vendorError: orderlyError,
  normalise: normaliseLiquidations,
}
