import { z } from 'zod'
import { defineEndpoint, type HttpsUrl } from '@/lib/venues/_contract/module'

/** MEXC moved here from contract.mexc.com in January 2026. */
export const HOST = 'https://api.mexc.com/api/v1/contract'
export const DOCS: HttpsUrl = 'https://www.mexc.com/api-docs/futures/market-endpoints'
export const FUND_DOCS: HttpsUrl = `${DOCS}/get-insurance-fund-balance`

const rowsSchema = z.object({ data: z.array(z.unknown()) })
const bookSchema = z.object({
  asks: z.array(z.unknown()),
  bids: z.array(z.unknown()),
  timestamp: z.unknown().optional(),
})

/** One balance per contract, in its settle coin. The path is written so by the venue. */
export const fundEndpoint = defineEndpoint({ id: 'risk_reverse', docsUrl: FUND_DOCS, schema: rowsSchema })

/** Dollars of a coin that a balance is held in; without it that balance has no dollar value. */
export const indexEndpoint = defineEndpoint({
  id: 'index_price',
  docsUrl: DOCS,
  schema: z.object({ data: z.object({ indexPrice: z.unknown() }) }),
  tolerateFailure: true,
})

export const fundHistoryEndpoint = defineEndpoint({
  id: 'risk_reverse_history',
  docsUrl: `${DOCS}/get-insurance-fund-balance-history`,
  schema: z.object({
    data: z.object({ totalPage: z.int(), currentPage: z.int(), resultList: z.array(z.unknown()) }),
  }),
})

export const contractsEndpoint = defineEndpoint({ id: 'detail', docsUrl: DOCS, schema: rowsSchema })
export const tickersEndpoint = defineEndpoint({ id: 'ticker', docsUrl: DOCS, schema: rowsSchema })

/** The page shows the book bare, while readers of the live answer take it out of `data`: both are read. */
export const bookEndpoint = defineEndpoint({
  id: 'depth',
  docsUrl: DOCS,
  schema: z.union([bookSchema, z.object({ data: bookSchema }).transform((body) => body.data)]),
  tolerateFailure: true,
})
