import { readRow } from '@/lib/venues/_contract/fields'
import { bodiesOf, type Source } from '@/lib/venues/_contract/module'
import { normaliseDepth, planBooks } from '@/lib/venues/hyperliquid/depth'
import { normaliseFills, planFills } from '@/lib/venues/hyperliquid/fills'
import { FUND_CADENCE_MS, normaliseFund } from '@/lib/venues/hyperliquid/normalise-fund'
import { normaliseOpenInterest } from '@/lib/venues/hyperliquid/normalise-markets'
import {
  childAddresses,
  INFO_WEIGHT,
  info,
  infoError,
  LIGHT_WEIGHT,
  vaultRequest,
} from '@/lib/venues/hyperliquid/requests'
import {
  bookEndpoint,
  childStateEndpoint,
  childVaultEndpoint,
  dexContextsEndpoint,
  dexsEndpoint,
  fillsEndpoint,
  mainContextsEndpoint,
  vaultEndpoint,
} from '@/lib/venues/hyperliquid/schemas'

export const fundSource: Source = {
  id: 'fund',
  kind: 'fund',
  cadenceMs: FUND_CADENCE_MS,
  docsUrl: vaultEndpoint.docsUrl,
  endpoints: [vaultEndpoint, childVaultEndpoint, childStateEndpoint],
  requests: () => [vaultRequest(vaultEndpoint.id)],
  next: (received, { round }) =>
    round > 1
      ? []
      : childAddresses(received).flatMap((address) => [
          vaultRequest(childVaultEndpoint.id, address, address),
          info(childStateEndpoint.id, { type: 'clearinghouseState', user: address }, LIGHT_WEIGHT, address),
        ]),
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

export const liquidationsSource: Source = {
  id: 'liquidations',
  kind: 'liquidations',
  cadenceMs: 600_000,
  docsUrl: fillsEndpoint.docsUrl,
  endpoints: [vaultEndpoint, childVaultEndpoint, fillsEndpoint],
  incomplete:
    'Only positions taken over by the liquidator vaults of HLP are seen. Liquidations closed in the book and auto-deleveraging have no public list, and an answer holds a limited number of fills.',
  requests: () => [vaultRequest(vaultEndpoint.id)],
  next: (received, { round, now }) => {
    if (round === 1) {
      return childAddresses(received).map((address) => vaultRequest(childVaultEndpoint.id, address, address))
    }
    return round === 2 ? planFills(received, now) : []
  },
  vendorError: infoError,
  normalise: normaliseFills,
}

export const depthSource: Source = {
  id: 'depth',
  kind: 'depth',
  cadenceMs: 3_600_000,
  docsUrl: bookEndpoint.docsUrl,
  endpoints: [bookEndpoint],
  requests: ({ largestMarkets }) => planBooks(largestMarkets),
  vendorError: infoError,
  normalise: normaliseDepth,
}
