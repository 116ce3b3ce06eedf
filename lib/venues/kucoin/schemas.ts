import { z } from 'zod'
import { defineEndpoint } from '@/lib/venues/_contract/module'

const DOCS = 'https://www.kucoin.com/docs-new/'

/** `code` is text; anything but "200000" is an error and carries no data. */
const rowsSchema = z.looseObject({ code: z.literal('200000'), data: z.array(z.unknown()) })

export const contractsEndpoint = defineEndpoint({
  id: 'contracts',
  docsUrl: `${DOCS}rest/futures-trading/market-data/get-all-symbols`,
  schema: rowsSchema,
})

export const bookEndpoint = defineEndpoint({
  id: 'book',
  docsUrl: `${DOCS}rest/futures-trading/market-data/get-full-orderbook`,
  schema: z.looseObject({
    code: z.literal('200000'),
    data: z.looseObject({ bids: z.array(z.unknown()), asks: z.array(z.unknown()) }),
  }),
  tolerateFailure: true,
})

export const pastOpenInterestEndpoint = defineEndpoint({
  id: 'past_open_interest',
  docsUrl: `${DOCS}rest/ua/get-futures-open-interset`,
  schema: rowsSchema,
})
