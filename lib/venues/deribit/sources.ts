import { readRow } from '@/lib/venues/_contract/fields'
import { bodiesOf, type PlannedRequest, type Source, type VendorError } from '@/lib/venues/_contract/module'
import { normaliseOpenInterest } from '@/lib/venues/deribit/normalise'
import {
  currencyInstrumentsEndpoint,
  instrumentsEndpoint,
  minorSummaryEndpoint,
  summaryEndpoint,
} from '@/lib/venues/deribit/schemas'

const HOST = 'https://www.deribit.com/api/v2/public'
const TOO_MANY_REQUESTS = '10028'
const MAJOR = ['BTC', 'ETH', 'USDC']
/** Asked for only while some future settles in them: a refusal would count against every pass. */
const MINOR = ['USDT', 'EURR']

const summary = (endpoint: string, currency: string): PlannedRequest => ({
  endpoint,
  method: 'GET',
  url: `${HOST}/get_book_summary_by_currency?currency=${currency}&kind=future`,
  subject: currency,
})

const instruments = (endpoint: string, currency: string): PlannedRequest => ({
  endpoint,
  method: 'GET',
  url: `${HOST}/get_instruments?currency=${currency}&kind=future`,
  subject: currency,
})

/** The `error` key decides, whatever the HTTP status. */
function rpcError(body: unknown, status: number): VendorError | null {
  if (typeof body !== 'object' || body === null || !('error' in body)) return null
  const { error } = body
  const fields = typeof error === 'object' && error !== null ? error : {}
  const code = 'code' in fields ? String(fields.code) : 'unknown'
  const message = 'message' in fields ? String(fields.message) : 'no message'
  return { code, message, kind: code === TOO_MANY_REQUESTS ? 'busy' : status >= 500 ? 'server' : 'request' }
}

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
