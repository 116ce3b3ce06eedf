import { bodiesOf, type PlannedRequest, type Received, type VendorError } from '@/lib/venues/_contract/module'
import { readChildren } from '@/lib/venues/hyperliquid/children'
import { vaultEndpoint } from '@/lib/venues/hyperliquid/schemas'

const HLP_ADDRESS = '0xdfc24b077bc1425ad1dea75bcb6f8158e10df303'
export const INFO_WEIGHT = 20
/** Account states and books. */
export const LIGHT_WEIGHT = 2

export const info = (endpoint: string, body: unknown, weight: number, subject?: string): PlannedRequest => ({
  endpoint,
  method: 'POST',
  url: 'https://api.hyperliquid.xyz/info',
  body,
  weight,
  ...(subject === undefined ? {} : { subject }),
})

/** An unknown vault is answered with a bare null and HTTP 200. */
export function infoError(body: unknown, status: number): VendorError | null {
  if (body === null) return { code: 'null', message: 'the answer is null', kind: 'request' }
  if (typeof body !== 'object' || !('code' in body) || !('msg' in body)) return null
  const kind = status === 429 ? 'busy' : status >= 500 ? 'server' : 'request'
  return { code: String(body.code), message: String(body.msg), kind }
}

export const vaultRequest = (endpoint: string, address = HLP_ADDRESS, subject?: string): PlannedRequest =>
  info(endpoint, { type: 'vaultDetails', vaultAddress: address }, INFO_WEIGHT, subject)

/** The children the parent vault names. */
export function childAddresses(received: readonly Received[]): readonly string[] {
  return bodiesOf(received, vaultEndpoint).flatMap(({ body }) => {
    const children = readChildren(body.relationship)
    return children.ok ? children.value : []
  })
}
