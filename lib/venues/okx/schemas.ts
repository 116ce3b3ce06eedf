import { z } from 'zod'
import { defineEndpoint, type HttpsUrl } from '@/lib/venues/_contract/module'

export const HOST = 'https://www.okx.com'
const DOCS: HttpsUrl = 'https://www.okx.com/docs-v5/en/'
const FUND_DOCS: HttpsUrl = `${DOCS}#public-data-rest-api-get-security-fund`

const rowsSchema = z.object({ code: z.string(), data: z.array(z.unknown()) })

/** The platform total. The family in the request does not narrow it. */
export const totalEndpoint = defineEndpoint({ id: 'security_fund_total', docsUrl: FUND_DOCS, schema: rowsSchema })

/** The same path, read for the pool of one family. */
export const familyEndpoint = defineEndpoint({
  id: 'security_fund_family',
  docsUrl: FUND_DOCS,
  schema: rowsSchema,
  tolerateFailure: true,
  // OKX has withdrawn some types of booking and kept sending others it withdrew.
  vocabulary: ['data[].details[].type'],
})

export const instrumentsEndpoint = defineEndpoint({
  id: 'instruments',
  docsUrl: `${DOCS}#public-data-rest-api-get-instruments`,
  schema: rowsSchema,
})

/** The same list where a line may fail alone: for families, and for contract sizes. */
export const lineInstrumentsEndpoint = { ...instrumentsEndpoint, tolerateFailure: true } as const

export const indexTickersEndpoint = defineEndpoint({
  id: 'index_tickers',
  docsUrl: `${DOCS}#public-data-rest-api-get-index-tickers`,
  schema: rowsSchema,
})

export const openInterestEndpoint = defineEndpoint({
  id: 'open_interest',
  docsUrl: `${DOCS}#public-data-rest-api-get-open-interest`,
  schema: rowsSchema,
})

export const markPriceEndpoint = defineEndpoint({
  id: 'mark_price',
  docsUrl: `${DOCS}#public-data-rest-api-get-mark-price`,
  schema: rowsSchema,
  tolerateFailure: true,
})

export const tickersEndpoint = defineEndpoint({
  id: 'tickers',
  docsUrl: `${DOCS}#order-book-trading-market-data-get-tickers`,
  schema: rowsSchema,
})

export const orderBookEndpoint = defineEndpoint({
  id: 'order_book',
  docsUrl: `${DOCS}#order-book-trading-market-data-get-full-order-book`,
  schema: rowsSchema,
  tolerateFailure: true,
})

/** The same path as the pool of one family, read page by page. */
export const familyHistoryEndpoint = defineEndpoint({
  id: 'security_fund_history',
  docsUrl: FUND_DOCS,
  schema: rowsSchema,
  vocabulary: ['data[].details[].type'],
})

export const openInterestHistoryEndpoint = defineEndpoint({
  id: 'open_interest_history',
  docsUrl: `${DOCS}#trading-statistics-rest-api-get-contract-open-interest-history`,
  schema: rowsSchema,
})
