import type { Source } from '@/lib/venues/_contract/module'
import { normaliseDepth, planBooks } from '@/lib/venues/binance/depth'
import { normaliseAdl } from '@/lib/venues/binance/normalise-adl'
import { normaliseFund } from '@/lib/venues/binance/normalise-fund'
import { normaliseOpenInterest, tradingSymbols } from '@/lib/venues/binance/normalise-markets'
import { get, readVendorError } from '@/lib/venues/binance/requests'
import {
  adlRiskEndpoint,
  exchangeInfoEndpoint,
  insuranceBalanceEndpoint,
  openInterestEndpoint,
  orderBookEndpoint,
  premiumIndexEndpoint,
  tickersEndpoint,
} from '@/lib/venues/binance/schemas'

const MINUTE_MS = 60_000

/** All symbols in one call cost 10. */
const premiumIndexRequest = () => get(premiumIndexEndpoint.id, '/fapi/v1/premiumIndex', { weight: 10 })

export const sources: readonly Source[] = [
  {
    id: 'fund',
    kind: 'fund',
    cadenceMs: 5 * MINUTE_MS,
    docsUrl: insuranceBalanceEndpoint.docsUrl,
    endpoints: [insuranceBalanceEndpoint, premiumIndexEndpoint],
    requests: () => [get(insuranceBalanceEndpoint.id, '/fapi/v1/insuranceBalance'), premiumIndexRequest()],
    vendorError: readVendorError,
    normalise: normaliseFund,
  },
  {
    id: 'open_interest',
    kind: 'open_interest',
    cadenceMs: 15 * MINUTE_MS,
    docsUrl: openInterestEndpoint.docsUrl,
    endpoints: [exchangeInfoEndpoint, premiumIndexEndpoint, tickersEndpoint, openInterestEndpoint],
    listsMarkets: true,
    requests: () => [
      get(exchangeInfoEndpoint.id, '/fapi/v1/exchangeInfo'),
      premiumIndexRequest(),
      get(tickersEndpoint.id, '/fapi/v1/ticker/24hr', { weight: 40 }),
    ],
    next: (received, { round }) =>
      round > 1
        ? []
        : tradingSymbols(received).map((symbol) =>
            get(openInterestEndpoint.id, `/fapi/v1/openInterest?symbol=${encodeURIComponent(symbol)}`, {
              subject: symbol,
            }),
          ),
    vendorError: readVendorError,
    normalise: normaliseOpenInterest,
  },
  {
    id: 'adl',
    kind: 'adl',
    cadenceMs: 30 * MINUTE_MS,
    docsUrl: adlRiskEndpoint.docsUrl,
    endpoints: [adlRiskEndpoint],
    requests: () => [get(adlRiskEndpoint.id, '/fapi/v1/symbolAdlRisk')],
    vendorError: readVendorError,
    normalise: normaliseAdl,
  },
  {
    id: 'depth',
    kind: 'depth',
    cadenceMs: 60 * MINUTE_MS,
    docsUrl: orderBookEndpoint.docsUrl,
    endpoints: [exchangeInfoEndpoint, orderBookEndpoint],
    requests: ({ largestMarkets }) => planBooks(largestMarkets),
    vendorError: readVendorError,
    normalise: normaliseDepth,
  },
]
