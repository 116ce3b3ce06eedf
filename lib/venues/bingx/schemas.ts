import { z } from 'zod'
import { defineEndpoint } from '@/lib/venues/_contract/module'

const docsUrl = 'https://bingx-api.github.io/docs/#/en-us/swapV2/market-api.html'

/** Errors come with HTTP 200 and another code. */
const codeSchema = z.literal(0)
const rowsSchema = z.looseObject({ code: codeSchema, data: z.array(z.unknown()) })

export const contractsEndpoint = defineEndpoint({ id: 'contracts', docsUrl, schema: rowsSchema })

export const tickersEndpoint = defineEndpoint({ id: 'tickers', docsUrl, schema: rowsSchema })

export const bookEndpoint = defineEndpoint({
  id: 'book',
  docsUrl,
  schema: z.looseObject({
    code: codeSchema,
    data: z.looseObject({ bidsCoin: z.array(z.unknown()), asksCoin: z.array(z.unknown()) }),
  }),
  tolerateFailure: true,
})
