import { z } from 'zod'
import { defineEndpoint } from '@/lib/venues/_contract/module'

const DOCS = 'https://phemex-docs.github.io/'

/** Market data: an `error` stands beside the `result`. */
const tickersSchema = z.looseObject({ result: z.array(z.unknown()) })

export const productsEndpoint = defineEndpoint({
  id: 'products',
  docsUrl: `${DOCS}#query-product-information`,
  schema: z.looseObject({
    data: z.looseObject({ perpProductsV2: z.array(z.unknown()), products: z.array(z.unknown()) }),
  }),
})

/** Contracts margined in stablecoins. */
export const linearTickersEndpoint = defineEndpoint({
  id: 'linear_tickers',
  docsUrl: `${DOCS}#query-24-ticker-for-all-symbols`,
  schema: tickersSchema,
})

/** Contracts margined in coins. */
export const inverseTickersEndpoint = defineEndpoint({
  id: 'inverse_tickers',
  docsUrl: `${DOCS}#query-24-hours-ticker-for-all-symbols`,
  schema: tickersSchema,
})

export const bookEndpoint = defineEndpoint({
  id: 'book',
  docsUrl: `${DOCS}#query-order-book`,
  schema: z.looseObject({
    result: z.looseObject({
      orderbook_p: z.looseObject({ bids: z.array(z.unknown()), asks: z.array(z.unknown()) }),
    }),
  }),
  tolerateFailure: true,
})
