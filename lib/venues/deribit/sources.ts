import { readRow } from '@/lib/venues/_contract/fields'
import { bodiesOf, type Source } from '@/lib/venues/_contract/module'
import { normaliseBankruptcies } from '@/lib/venues/deribit/bankruptcies'
import { normaliseDepth } from '@/lib/venues/deribit/depth'
import { normaliseOpenInterest } from '@/lib/venues/deribit/normalise'
import { bankruptcies, instruments, MAJOR, orderBook, rpcError, summary } from '@/lib/venues/deribit/requests'
import {
  bankruptciesEndpoint,
  currencyInstrumentsEndpoint,
  instrumentsEndpoint,
  minorSummaryEndpoint,
  orderBookEndpoint,
  summaryEndpoint,
} from '@/lib/venues/deribit/schemas'

/** Asked for only while some future settles in them: a refusal would count against every pass. */
const MINOR = ['USDT', 'EURR']

export const openInterestSource: Source = {
  id: 'open_interest',
  kind: 'open_interest',
  cadenceMs: 300_000,
  docsUrl: summaryEndpoint.docsUrl,
  endpoints: [instrumentsEndpoint, currencyInstrumentsEndpoint, summaryEndpoint, minorSummaryEndpoint],
  listsMarkets: true,
  requests: () => [
    instruments(instrumentsEndpoint.id, 'any'),
    ...MAJOR.map((currency) => summary(summaryEndpoint.id, currency)),
  ],
  next: (received, { round }) => {
    if (round > 1) return []
    const lists = bodiesOf(received, instrumentsEndpoint)
    if (lists.length === 0 && received.length > 0) {
      return MAJOR.map((currency) => instruments(currencyInstrumentsEndpoint.id, currency))
    }
    const settled = new Set(
      lists.flatMap(({ body }) =>
        body.result.map((raw) => {
          const row = readRow(raw)
          return row.ok ? row.value.settlement_currency : null
        }),
      ),
    )
    return MINOR.filter((currency) => settled.has(currency)).map((currency) =>
      summary(minorSummaryEndpoint.id, currency),
    )
  },
  vendorError: rpcError,
  normalise: normaliseOpenInterest,
}

export const liquidationsSource: Source = {
  id: 'liquidations',
  kind: 'liquidations',
  cadenceMs: 3_600_000,
  docsUrl: bankruptciesEndpoint.docsUrl,
  endpoints: [bankruptciesEndpoint],
  incomplete:
    'Only bankruptcies are listed, as amounts of a settlement session; liquidations that ended above bankruptcy are not.',
  requests: () => MAJOR.map((currency) => bankruptcies(bankruptciesEndpoint.id, currency)),
  vendorError: rpcError,
  normalise: normaliseBankruptcies,
}

export const depthSource: Source = {
  id: 'depth',
  kind: 'depth',
  cadenceMs: 3_600_000,
  docsUrl: orderBookEndpoint.docsUrl,
  endpoints: [instrumentsEndpoint, orderBookEndpoint],
  requests: ({ largestMarkets }) =>
    largestMarkets.length === 0
      ? []
      : [
          instruments(instrumentsEndpoint.id, 'any'),
          ...largestMarkets.map((market) => orderBook(orderBookEndpoint.id, market)),
        ],
  vendorError: rpcError,
  normalise: normaliseDepth,
}
