import type { HttpsUrl, PlannedRequest, VendorError } from '@/lib/venues/_contract/module'
import { HOST } from '@/lib/venues/binance/schemas'

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

export function get(
  endpoint: string,
  path: `/${string}`,
  extra: Pick<PlannedRequest, 'subject' | 'weight'> = {},
): PlannedRequest {
  const url: HttpsUrl = `${HOST}${path}`
  return { endpoint, method: 'GET', url, ...extra }
}
