import type { PlannedRequest, VendorError } from '@/lib/venues/_contract/module'
import { bookEndpoint, contractsEndpoint } from '@/lib/venues/kucoin/schemas'

const HOST = 'https://api-futures.kucoin.com/api/v1'
const OK = '200000'
/** Also sent when the server itself is overloaded. */
const TOO_MANY = '429000'
const WEIGHT = 3

export const contractsRequest: PlannedRequest = {
  endpoint: contractsEndpoint.id,
  method: 'GET',
  url: `${HOST}/contracts/active`,
  weight: WEIGHT,
}

export const bookRequest = (market: string): PlannedRequest => ({
  endpoint: bookEndpoint.id,
  method: 'GET',
  url: `${HOST}/level2/snapshot?symbol=${market}`,
  subject: market,
  weight: WEIGHT,
})

/** Errors come with HTTP 200 as well: the code decides. */
export function kucoinError(body: unknown, status: number): VendorError | null {
  if (typeof body !== 'object' || body === null || !('code' in body)) return null
  const code = String(body.code)
  if (code === OK) return null
  const message = 'msg' in body ? String(body.msg) : 'no message'
  const busy = code === TOO_MANY || status === 429
  return { code, message, kind: busy ? 'busy' : status >= 500 ? 'server' : 'request' }
}
