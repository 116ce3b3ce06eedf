import type { PlannedRequest, Source } from '@/lib/venues/_contract/module'
import { normaliseDepth, planBooks } from '@/lib/venues/gate/depth'
import { normaliseLiquidations } from '@/lib/venues/gate/liquidations'
import { FUND_CADENCE_MS, normaliseFund } from '@/lib/venues/gate/normalise-fund'
import { normaliseOpenInterest } from '@/lib/venues/gate/normalise-markets'
import { contractsPage, gateError, get, insuranceRequest, nextContractPages } from '@/lib/venues/gate/requests'
import {
  contractEndpoint,
  contractsEndpoints,
  FUTURES_DOCS,
  indexEndpoint,
  insuranceEndpoints,
  liquidationsEndpoints,
  orderBookEndpoint,
  SETTLES,
  tickersEndpoints,
} from '@/lib/venues/gate/schemas'

export const fundSource: Source = {
  id: 'fund',
  kind: 'fund',
  cadenceMs: FUND_CADENCE_MS,
  docsUrl: FUTURES_DOCS,
  endpoints: [...SETTLES.map((settle) => insuranceEndpoints[settle]), indexEndpoint],
  requests: () => [
    ...SETTLES.map((settle) => insuranceRequest(insuranceEndpoints[settle].id, settle)),
    get(indexEndpoint.id, '/futures/usdt/tickers?contract=BTC_USDT'),
  ],
  vendorError: gateError,
  normalise: normaliseFund,
}

export const openInterestSource: Source = {
  id: 'open_interest',
  kind: 'open_interest',
  cadenceMs: 60_000,
  docsUrl: FUTURES_DOCS,
  endpoints: SETTLES.flatMap((settle) => [contractsEndpoints[settle], tickersEndpoints[settle]]),
  listsMarkets: true,
  requests: () =>
    SETTLES.flatMap((settle): PlannedRequest[] => [
      contractsPage(settle, 0),
      get(tickersEndpoints[settle].id, `/futures/${settle}/tickers`, settle),
    ]),
  next: (received, { round }) => nextContractPages(received, round),
  vendorError: gateError,
  normalise: normaliseOpenInterest,
}

export const liquidationsSource: Source = {
  id: 'liquidations',
  kind: 'liquidations',
  // Gate is seen to answer with about the last hour, whatever the range asked for.
  cadenceMs: 600_000,
  docsUrl: FUTURES_DOCS,
  endpoints: SETTLES.flatMap((settle) => [contractsEndpoints[settle], liquidationsEndpoints[settle]]),
  incomplete:
    'Gate answers with about the last hour and at most 1,000 orders; what happened while it was not asked is missing, and orders that cannot be told apart count once.',
  requests: () =>
    SETTLES.flatMap((settle): PlannedRequest[] => [
      contractsPage(settle, 0),
      get(liquidationsEndpoints[settle].id, `/futures/${settle}/liq_orders?limit=1000`, settle),
    ]),
  next: (received, { round }) => nextContractPages(received, round),
  vendorError: gateError,
  normalise: normaliseLiquidations,
}

export const depthSource: Source = {
  id: 'depth',
  kind: 'depth',
  cadenceMs: 3_600_000,
  docsUrl: FUTURES_DOCS,
  endpoints: [contractEndpoint, orderBookEndpoint],
  requests: ({ largestMarkets }) => planBooks(largestMarkets),
  vendorError: gateError,
  normalise: normaliseDepth,
}
