import { z } from 'zod'
import { defineEndpoint } from '@/lib/venues/_contract/module'

const DOCS = 'https://docs.delta.exchange/'
const successSchema = z.literal(true)

export const productsEndpoint = defineEndpoint({
  id: 'products',
  docsUrl: `${DOCS}#get-list-of-products`,
  schema: z.looseObject({
    success: successSchema,
    result: z.array(z.unknown()),
    // The cursor of the next page; null at the end.
    meta: z.looseObject({ after: z.string().nullish() }).nullish(),
  }),
})

export const tickersEndpoint = defineEndpoint({
  id: 'tickers',
  docsUrl: `${DOCS}#get-tickers-for-products`,
  schema: z.looseObject({ success: successSchema, result: z.array(z.unknown()) }),
})

export const productEndpoint = defineEndpoint({
  id: 'product',
  docsUrl: `${DOCS}#get-product-by-symbol`,
  schema: z.looseObject({ success: successSchema, result: z.looseObject({}) }),
  tolerateFailure: true,
})

export const bookEndpoint = defineEndpoint({
  id: 'book',
  docsUrl: `${DOCS}#get-l2-orderbook`,
  schema: z.looseObject({
    success: successSchema,
    result: z.looseObject({ buy: z.array(z.unknown()), sell: z.array(z.unknown()) }),
  }),
  tolerateFailure: true,
})
