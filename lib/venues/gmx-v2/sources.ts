import type { PlannedRequest, Source, VendorError } from '@/lib/venues/_contract/module'
import { CADENCE_MS, normaliseOpenInterest, normalisePools } from '@/lib/venues/gmx-v2/normalise'
import { indexEndpoint, marketsEndpoint } from '@/lib/venues/gmx-v2/schemas'

/** The chains that have both a list of names and an index. Botanix has no list. */
const CHAINS = ['arbitrum', 'avalanche', 'megaeth'] as const

const query = (fields: string) =>
  `{ marketInfos(limit: 5000, where: {isDisabled_eq: false}) { marketTokenAddress ${fields} } }`

const requestsFor = (fields: string): readonly PlannedRequest[] =>
  CHAINS.flatMap((chain): PlannedRequest[] => [
    {
      endpoint: marketsEndpoint.id,
      method: 'GET',
      url: `https://${chain}.gmxapi.io/v1/markets/info`,
      subject: chain,
    },
    {
      endpoint: indexEndpoint.id,
      method: 'POST',
      url: `https://gmx.squids.live/gmx-synthetics-${chain}:prod/api/graphql`,
      body: { query: query(fields) },
      subject: chain,
    },
  ])

/** The index answers `{errors: [{message}]}`, with HTTP 200 too. */
function indexError(body: unknown, status: number): VendorError | null {
  if (typeof body !== 'object' || body === null || !('errors' in body) || !Array.isArray(body.errors)) return null
  const message = body.errors
    .map((item: { message?: unknown } | null) => String(item?.message ?? 'no message'))
    .join('; ')
  return { code: String(status), message, kind: status === 429 ? 'busy' : status >= 500 ? 'server' : 'request' }
}

export const fundSource: Source = {
  id: 'fund',
  kind: 'fund',
  cadenceMs: CADENCE_MS,
  docsUrl: indexEndpoint.docsUrl,
  endpoints: [marketsEndpoint, indexEndpoint],
  requests: () => requestsFor('poolValue'),
  vendorError: indexError,
  normalise: normalisePools,
}

export const openInterestSource: Source = {
  id: 'open_interest',
  kind: 'open_interest',
  cadenceMs: CADENCE_MS,
  docsUrl: indexEndpoint.docsUrl,
  endpoints: [marketsEndpoint, indexEndpoint],
  listsMarkets: true,
  requests: () => requestsFor('longOpenInterestUsd shortOpenInterestUsd minCollateralFactor'),
  vendorError: indexError,
  normalise: normaliseOpenInterest,
}
