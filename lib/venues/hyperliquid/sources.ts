import { readRow } from '@/lib/venues/_contract/fields'
import { bodiesOf, type PlannedRequest, type Source, type VendorError } from '@/lib/venues/_contract/module'
import { readChildren } from '@/lib/venues/hyperliquid/children'
import { FUND_CADENCE_MS, normaliseFund } from '@/lib/venues/hyperliquid/normalise-fund'
import { normaliseOpenInterest } from '@/lib/venues/hyperliquid/normalise-markets'
import {
  childStateEndpoint,
  childVaultEndpoint,
  dexContextsEndpoint,
  dexsEndpoint,
  mainContextsEndpoint,
  vaultEndpoint,
} from '@/lib/venues/hyperliquid/schemas'

const HLP_ADDRESS = '0xdfc24b077bc1425ad1dea75bcb6f8158e10df303'
const INFO_WEIGHT = 20
const STATE_WEIGHT = 2

const info = (endpoint: string, body: unknown, weight: number, subject?: string): PlannedRequest => ({
  endpoint,
  method: 'POST',
  url: 'https://api.hyperliquid.xyz/info',
  body,
  weight,
  ...(subject === undefined ? {} : { subject }),
})

/** An unknown vault is answered with a bare null and HTTP 200. */
function infoError(body: unknown, status: number): VendorError | null {
  if (body === null) return { code: 'null', message: 'the answer is null', kind: 'request' }
  if (typeof body !== 'object' || !('code' in body) || !('msg' in body)) return null
  const kind = status === 429 ? 'busy' : status >= 500 ? 'server' : 'request'
  return { code: String(body.code), message: String(body.msg), kind }
}

export const fundSource: Source = {
  id: 'fund',
  kind: 'fund',
  cadenceMs: FUND_CADENCE_MS,
  docsUrl: vaultEndpoint.docsUrl,
  endpoints: [vaultEndpoint, childVaultEndpoint, childStateEndpoint],
  requests: () => [info(vaultEndpoint.id, { type: 'vaultDetails', vaultAddress: HLP_ADDRESS }, INFO_WEIGHT)],
  next: (received, { round }) => {
    if (round > 1) return []
    const addresses = bodiesOf(received, vaultEndpoint).flatMap(({ body }) => {
      const children = readChildren(body.relationship)
      return children.ok ? children.value : []
    })
    return addresses.flatMap((address) => [
      info(childVaultEndpoint.id, { type: 'vaultDetails', vaultAddress: address }, INFO_WEIGHT, address),
      info(childStateEndpoint.id, { type: 'clearinghouseState', user: address }, STATE_WEIGHT, address),
    ])
  },
  vendorError: infoError,
  normalise: normaliseFund,
}

export const openInterestSource: Source = {
  id: 'open_interest',
  kind: 'open_interest',
  cadenceMs: 60_000,
  docsUrl: mainContextsEndpoint.docsUrl,
  endpoints: [dexsEndpoint, mainContextsEndpoint, dexContextsEndpoint],
  listsMarkets: true,
  requests: () => [
    info(dexsEndpoint.id, { type: 'perpDexs' }, INFO_WEIGHT),
    info(mainContextsEndpoint.id, { type: 'metaAndAssetCtxs' }, INFO_WEIGHT),
  ],
  next: (received, { round }) => {
    if (round > 1) return []
    const names = bodiesOf(received, dexsEndpoint).flatMap(({ body }) =>
      body.flatMap((raw) => {
        const row = readRow(raw)
        return row.ok && typeof row.value.name === 'string' && row.value.name !== '' ? [row.value.name] : []
      }),
    )
    return [...new Set(names)].map((dex) =>
      info(dexContextsEndpoint.id, { type: 'metaAndAssetCtxs', dex }, INFO_WEIGHT, dex),
    )
  },
  vendorError: infoError,
  normalise: normaliseOpenInterest,
}
