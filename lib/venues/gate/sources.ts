import { bodiesOf, type PlannedRequest, type Source, type VendorError } from '@/lib/venues/_contract/module'
import { FUND_CADENCE_MS, normaliseFund, normaliseOpenInterest } from '@/lib/venues/gate/normalise'
import {
  contractsEndpoints,
  indexEndpoint,
  insuranceEndpoints,
  SETTLES,
  type Settle,
  tickersEndpoints,
} from '@/lib/venues/gate/schemas'

const HOST = 'https://api.gateio.ws/api/v4'
const DOCS = 'https://www.gate.com/docs/developers/apiv4/en/#futures'
const PAGE = 1000
/** Twenty times what Gate lists: a venue whose pages never end is stopped here. */
const MAX_PAGES = 20

function contractsPage(settle: Settle, page: number): PlannedRequest {
  return {
    endpoint: contractsEndpoints[settle].id,
    method: 'GET',
    url: `${HOST}/futures/${settle}/contracts?limit=${PAGE}&offset=${page * PAGE}`,
    subject: settle,
  }
}

function gateError(body: unknown, status: number): VendorError | null {
  if (typeof body !== 'object' || body === null || !('label' in body)) return null
  const code = String(body.label)
  const text = 'message' in body ? body.message : 'detail' in body ? body.detail : ''
  const busy = status === 429 || code === 'TOO_MANY_REQUESTS'
  return { code, message: String(text), kind: busy ? 'busy' : status >= 500 ? 'server' : 'request' }
}

export const fundSource: Source = {
  id: 'fund',
  kind: 'fund',
  cadenceMs: FUND_CADENCE_MS,
  docsUrl: DOCS,
  endpoints: [...SETTLES.map((settle) => insuranceEndpoints[settle]), indexEndpoint],
  requests: () => [
    ...SETTLES.map(
      (settle): PlannedRequest => ({
        endpoint: insuranceEndpoints[settle].id,
        method: 'GET',
        url: `${HOST}/futures/${settle}/insurance?limit=100`,
        subject: settle,
      }),
    ),
    { endpoint: indexEndpoint.id, method: 'GET', url: `${HOST}/futures/usdt/tickers?contract=BTC_USDT` },
  ],
  vendorError: gateError,
  normalise: normaliseFund,
}

export const openInterestSource: Source = {
  id: 'open_interest',
  kind: 'open_interest',
  cadenceMs: 60_000,
  docsUrl: DOCS,
  endpoints: SETTLES.flatMap((settle) => [contractsEndpoints[settle], tickersEndpoints[settle]]),
  listsMarkets: true,
  requests: () =>
    SETTLES.flatMap((settle): PlannedRequest[] => [
      contractsPage(settle, 0),
      {
        endpoint: tickersEndpoints[settle].id,
        method: 'GET',
        url: `${HOST}/futures/${settle}/tickers`,
        subject: settle,
      },
    ]),
  next: (received, { round }) =>
    SETTLES.flatMap((settle) => {
      const pages = bodiesOf(received, contractsEndpoints[settle])
      const full = pages.at(-1)?.body.length === PAGE
      return full && pages.length === round && round < MAX_PAGES ? [contractsPage(settle, round)] : []
    }),
  vendorError: gateError,
  normalise: normaliseOpenInterest,
}
