import { bodiesOf, type PlannedRequest, type Received, type VendorError } from '@/lib/venues/_contract/module'
import { contractsEndpoints, HOST, SETTLES, type Settle } from '@/lib/venues/gate/schemas'

const PAGE = 1000
/** Twenty times what Gate lists: a venue whose pages never end is stopped here. */
const MAX_PAGES = 20
/** More were seen to give no more: about a month of daily points is kept. */
const POINTS = 100

export function get(endpoint: string, path: `/${string}`, subject?: string): PlannedRequest {
  const request = { endpoint, method: 'GET', url: `${HOST}${path}` } as const
  return subject === undefined ? request : { ...request, subject }
}

export function contractsPage(settle: Settle, page: number, endpoint = contractsEndpoints[settle].id): PlannedRequest {
  return get(endpoint, `/futures/${settle}/contracts?limit=${PAGE}&offset=${page * PAGE}`, settle)
}

/** The next page of each settlement currency whose last one was full. */
export function nextContractPages(received: readonly Received[], round: number): readonly PlannedRequest[] {
  return SETTLES.flatMap((settle) => {
    const pages = bodiesOf(received, contractsEndpoints[settle])
    const full = pages.at(-1)?.body.length === PAGE
    return full && pages.length === round && round < MAX_PAGES ? [contractsPage(settle, round)] : []
  })
}

export function insuranceRequest(endpoint: string, settle: Settle): PlannedRequest {
  return get(endpoint, `/futures/${settle}/insurance?limit=${POINTS}`, settle)
}

export function gateError(body: unknown, status: number): VendorError | null {
  if (typeof body !== 'object' || body === null || !('label' in body)) return null
  const code = String(body.label)
  const text = 'message' in body ? body.message : 'detail' in body ? body.detail : ''
  const busy = status === 429 || code === 'TOO_MANY_REQUESTS'
  return { code, message: String(text), kind: busy ? 'busy' : status >= 500 ? 'server' : 'request' }
}
