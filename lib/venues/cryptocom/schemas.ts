import { z } from 'zod'
import { defineEndpoint, type HttpsUrl } from '@/lib/venues/_contract/module'

export const HOST = 'https://api.crypto.com/exchange/v1/public'
export const DOCS: HttpsUrl = 'https://exchange-docs.crypto.com/exchange/v1/rest-ws/index.html'
export const FUND_DOCS: HttpsUrl = `${DOCS}#public-get-insurance`
export const INSTRUMENT_DOCS: HttpsUrl = `${DOCS}#public-get-instruments`

const rowsSchema = z.object({ result: z.object({ data: z.array(z.unknown()) }) })
const fundSchema = z.object({
  result: z.object({ instrument_name: z.string().nullish(), data: z.array(z.unknown()) }),
})

export const fundEndpoint = defineEndpoint({ id: 'get_insurance', docsUrl: FUND_DOCS, schema: fundSchema })

/** The same call for past days, of which some have no row. */
export const fundHistoryEndpoint = defineEndpoint({ id: 'get_insurance_past', docsUrl: FUND_DOCS, schema: fundSchema })

export const tickersEndpoint = defineEndpoint({
  id: 'get_tickers',
  docsUrl: `${DOCS}#public-get-tickers`,
  schema: rowsSchema,
})

export const instrumentsEndpoint = defineEndpoint({
  id: 'get_instruments',
  docsUrl: INSTRUMENT_DOCS,
  schema: rowsSchema,
})

export const bookEndpoint = defineEndpoint({
  id: 'get_book',
  docsUrl: `${DOCS}#public-get-book`,
  schema: z.object({
    result: z.object({ data: z.tuple([z.object({ bids: z.array(z.unknown()), asks: z.array(z.unknown()) })]) }),
  }),
  tolerateFailure: true,
})
