import type { HttpsUrl, PlannedRequest, VendorError } from '@/lib/venues/_contract/module'
import { HOST } from '@/lib/venues/bybit/schemas'

const ERROR_KINDS: Readonly<Record<string, VendorError['kind']>> = {
  '10006': 'busy',
  '10009': 'region',
  '10016': 'server',
}

/** Bybit reports errors with HTTP 200 and a `retCode` other than 0. */
export function readVendorError(body: unknown): VendorError | null {
  if (typeof body !== 'object' || body === null || !('retCode' in body)) return null
  const code = String(body.retCode)
  if (code === '0') return null
  const message = 'retMsg' in body && typeof body.retMsg === 'string' ? body.retMsg : ''
  return { code, message, kind: ERROR_KINDS[code] ?? 'request' }
}

export function get(endpoint: string, path: `/${string}`, subject?: string): PlannedRequest {
  const url: HttpsUrl = `${HOST}${path}`
  return subject === undefined ? { endpoint, method: 'GET', url } : { endpoint, method: 'GET', url, subject }
}

/** The documented cursor is percent-encoded already; one that is not stays as it is. */
export function decodeCursor(cursor: string): string {
  try {
    return decodeURIComponent(cursor)
  } catch {
    return cursor
  }
}
