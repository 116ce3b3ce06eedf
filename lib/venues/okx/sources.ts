import type { Source } from '@/lib/venues/_contract/module'
import { linesWithoutDollars } from '@/lib/venues/okx/contract-sizes'
import { normaliseDepth, planBooks } from '@/lib/venues/okx/depth'
import { LINES, segmentOf } from '@/lib/venues/okx/instruments'
import { normaliseFamilies } from '@/lib/venues/okx/normalise-families'
import { listedFamilies, normaliseInstruments } from '@/lib/venues/okx/normalise-instruments'
import { normaliseOpenInterest } from '@/lib/venues/okx/normalise-open-interest'
import { normaliseTotal } from '@/lib/venues/okx/normalise-total'
import { normaliseVolume } from '@/lib/venues/okx/normalise-volume'
import { fundPath, get, instrumentsRequest, readVendorError } from '@/lib/venues/okx/requests'
import {
  familyEndpoint,
  indexTickersEndpoint,
  instrumentsEndpoint,
  lineInstrumentsEndpoint,
  markPriceEndpoint,
  openInterestEndpoint,
  orderBookEndpoint,
  tickersEndpoint,
  totalEndpoint,
} from '@/lib/venues/okx/schemas'

const MINUTE_MS = 60_000

export const sources: readonly Source[] = [
  {
    id: 'fund',
    kind: 'fund',
    cadenceMs: 5 * MINUTE_MS,
    docsUrl: totalEndpoint.docsUrl,
    endpoints: [totalEndpoint],
    requests: () => [get(totalEndpoint.id, `${fundPath('SWAP', 'BTC-USDT')}&limit=1`)],
    vendorError: readVendorError,
    normalise: normaliseTotal,
  },
  {
    id: 'families',
    kind: 'fund',
    cadenceMs: 6 * 60 * MINUTE_MS,
    docsUrl: familyEndpoint.docsUrl,
    endpoints: [lineInstrumentsEndpoint, indexTickersEndpoint, familyEndpoint],
    componentsOnly: true,
    requests: () => [
      ...LINES.map(instrumentsRequest),
      get(indexTickersEndpoint.id, '/api/v5/market/index-tickers?quoteCcy=USD'),
    ],
    next: (received, { round }) =>
      round > 1
        ? []
        : listedFamilies(received).map(({ line, family }) =>
            get(familyEndpoint.id, fundPath(line, family), segmentOf(line, family)),
          ),
    vendorError: readVendorError,
    normalise: normaliseFamilies,
  },
  {
    id: 'open_interest',
    kind: 'open_interest',
    cadenceMs: MINUTE_MS,
    docsUrl: openInterestEndpoint.docsUrl,
    endpoints: [openInterestEndpoint, markPriceEndpoint, lineInstrumentsEndpoint],
    requests: () => [
      ...LINES.map((line) => get(openInterestEndpoint.id, `/api/v5/public/open-interest?instType=${line}`, line)),
      ...LINES.map((line) => get(markPriceEndpoint.id, `/api/v5/public/mark-price?instType=${line}`, line)),
    ],
    next: (received, { round }) => (round > 1 ? [] : linesWithoutDollars(received).map(instrumentsRequest)),
    vendorError: readVendorError,
    normalise: normaliseOpenInterest,
  },
  {
    id: 'leverage',
    kind: 'leverage',
    cadenceMs: 60 * MINUTE_MS,
    docsUrl: instrumentsEndpoint.docsUrl,
    endpoints: [instrumentsEndpoint],
    listsMarkets: true,
    requests: () => LINES.map(instrumentsRequest),
    vendorError: readVendorError,
    normalise: normaliseInstruments,
  },
  {
    id: 'volume',
    kind: 'volume',
    cadenceMs: 5 * MINUTE_MS,
    docsUrl: tickersEndpoint.docsUrl,
    endpoints: [tickersEndpoint],
    requests: () => LINES.map((line) => get(tickersEndpoint.id, `/api/v5/market/tickers?instType=${line}`, line)),
    vendorError: readVendorError,
    normalise: normaliseVolume,
  },
  {
    id: 'depth',
    kind: 'depth',
    cadenceMs: 60 * MINUTE_MS,
    docsUrl: orderBookEndpoint.docsUrl,
    endpoints: [lineInstrumentsEndpoint, orderBookEndpoint],
    requests: ({ largestMarkets }) => planBooks(largestMarkets),
    vendorError: readVendorError,
    normalise: normaliseDepth,
  },
]
