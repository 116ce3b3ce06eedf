import type { HttpsUrl, PlannedRequest, Source, VendorError } from '@/lib/venues/_contract/module'
import { activeAssets, normaliseOpenInterest, normaliseVolume } from '@/lib/venues/aevo/normalise'
import { marketsEndpoint, statisticsEndpoint, summaryEndpoint } from '@/lib/venues/aevo/schemas'

/** `{error: "ERR_..."}`. */
function aevoError(body: unknown, status: number): VendorError | null {
  if (typeof body !== 'object' || body === null || !('error' in body)) return null
  const code = String(body.error)
  return { code, message: code, kind: status === 429 ? 'busy' : status >= 500 ? 'server' : 'request' }
}

function get(endpoint: string, path: `/${string}`, subject?: string): PlannedRequest {
  const url: HttpsUrl = `https://api.aevo.xyz${path}`
  return { endpoint, method: 'GET', url, ...(subject === undefined ? {} : { subject }) }
}

const markets = () => get(marketsEndpoint.id, '/markets?instrument_type=PERPETUAL')

export const openInterestSource: Source = {
  id: 'open_interest',
  kind: 'open_interest',
  cadenceMs: 300_000,
  docsUrl: summaryEndpoint.docsUrl,
  endpoints: [marketsEndpoint, summaryEndpoint],
  listsMarkets: true,
  requests: () => [markets(), get(summaryEndpoint.id, '/markets-summary')],
  vendorError: aevoError,
  normalise: normaliseOpenInterest,
}

export const volumeSource: Source = {
  id: 'volume',
  kind: 'volume',
  cadenceMs: 3_600_000,
  docsUrl: statisticsEndpoint.docsUrl,
  endpoints: [marketsEndpoint, statisticsEndpoint],
  requests: () => [markets()],
  next: (received, { round }) =>
    round > 1
      ? []
      : activeAssets(received).map((asset) =>
          get(statisticsEndpoint.id, `/statistics?asset=${encodeURIComponent(asset)}&instrument_type=PERPETUAL`, asset),
        ),
  vendorError: aevoError,
  normalise: normaliseVolume,
}
