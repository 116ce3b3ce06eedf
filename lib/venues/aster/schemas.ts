import { z } from 'zod'
import { defineEndpoint } from '@/lib/venues/_contract/module'

export const DOCS = 'https://github.com/asterdex/api-docs'

const rowsSchema = z.array(z.unknown())

export const exchangeInfoEndpoint = defineEndpoint({
  id: 'exchange_info',
  docsUrl: DOCS,
  schema: z.looseObject({ symbols: rowsSchema }),
})

export const premiumIndexEndpoint = defineEndpoint({ id: 'premium_index', docsUrl: DOCS, schema: rowsSchema })

/** Volumes only: open interest does not need them. */
export const tickersEndpoint = defineEndpoint({
  id: 'tickers',
  docsUrl: DOCS,
  schema: rowsSchema,
  tolerateFailure: true,
})

/** One contract. Not in Aster's documentation; the shape is the one public code reads. */
export const openInterestEndpoint = defineEndpoint({
  id: 'open_interest',
  docsUrl: DOCS,
  schema: z.looseObject({ symbol: z.string(), openInterest: z.unknown().nonoptional() }),
  tolerateFailure: true,
})

export const bookEndpoint = defineEndpoint({
  id: 'book',
  docsUrl: DOCS,
  schema: z.looseObject({ bids: rowsSchema, asks: rowsSchema }),
  tolerateFailure: true,
})
