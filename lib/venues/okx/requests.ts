import type { HttpsUrl, PlannedRequest, VendorError } from '@/lib/venues/_contract/module'
import type { Line } from '@/lib/venues/okx/instruments'
import { HOST, instrumentsEndpoint } from '@/lib/venues/okx/schemas'

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

export function get(endpoint: string, path: `/${string}`, subject?: string): PlannedRequest {
  const url: HttpsUrl = `${HOST}${path}`
  return subject === undefined ? { endpoint, method: 'GET', url } : { endpoint, method: 'GET', url, subject }
}

export const fundPath = (line: Line, family: string) =>
  `/api/v5/public/insurance-fund?instType=${line}&instFamily=${encodeURIComponent(family)}` as const
export const instrumentsRequest = (line: string) =>
  get(instrumentsEndpoint.id, `/api/v5/public/instruments?instType=${line}`, line)
