import { z } from 'zod'
import { defineEndpoint } from '@/lib/venues/_contract/module'

export const DOCS = 'https://api-docs.pro.apex.exchange'

/** Prediction contracts are another product and are not read. */
export const symbolsEndpoint = defineEndpoint({
  id: 'symbols',
  docsUrl: DOCS,
  schema: z.looseObject({
    data: z.looseObject({
      contractConfig: z.looseObject({
        perpetualContract: z.array(z.unknown()),
        stockContract: z.array(z.unknown()).nullish(),
      }),
    }),
  }),
})

/** One contract; there is no answer for all of them. */
export const tickerEndpoint = defineEndpoint({
  id: 'ticker',
  docsUrl: DOCS,
  schema: z.looseObject({ data: z.array(z.unknown()) }),
  tolerateFailure: true,
})

export const bookEndpoint = defineEndpoint({
  id: 'book',
  docsUrl: DOCS,
  schema: z.looseObject({ data: z.looseObject({ a: z.array(z.unknown()), b: z.array(z.unknown()) }) }),
  tolerateFailure: true,
})
