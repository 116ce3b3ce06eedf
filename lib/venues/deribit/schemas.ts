import { z } from 'zod'
import { defineEndpoint } from '@/lib/venues/_contract/module'

const DOCS = 'https://docs.deribit.com/'

/** JSON-RPC: an answer without `result` carries an `error` instead. */
const resultSchema = z.looseObject({ result: z.array(z.unknown()) })

export const instrumentsEndpoint = defineEndpoint({
  id: 'instruments',
  docsUrl: `${DOCS}#public-get_instruments`,
  schema: resultSchema,
  tolerateFailure: true,
})

/** The same list currency by currency, asked for when all at once are not to be had. */
export const currencyInstrumentsEndpoint = defineEndpoint({
  id: 'currency_instruments',
  docsUrl: `${DOCS}#public-get_instruments`,
  schema: resultSchema,
  tolerateFailure: true,
})

export const summaryEndpoint = defineEndpoint({
  id: 'book_summary',
  docsUrl: `${DOCS}#public-get_book_summary_by_currency`,
  schema: resultSchema,
})

/** Currencies in which few or no futures settle. */
export const minorSummaryEndpoint = defineEndpoint({
  id: 'minor_book_summary',
  docsUrl: `${DOCS}#public-get_book_summary_by_currency`,
  schema: resultSchema,
  tolerateFailure: true,
})

const settlementsSchema = z.looseObject({
  result: z.looseObject({ settlements: z.array(z.unknown()), continuation: z.string().nullish() }),
})

const settlements = {
  docsUrl: `${DOCS}#public-get_last_settlements_by_currency`,
  schema: settlementsSchema,
  vocabulary: ['result.settlements[].type'],
} as const

/** Bankruptcies of one currency; the others stand without it. */
export const bankruptciesEndpoint = defineEndpoint({ id: 'bankruptcies', ...settlements, tolerateFailure: true })

/** The same list, page by page. */
export const bankruptcyPagesEndpoint = defineEndpoint({ id: 'bankruptcy_pages', ...settlements })

export const orderBookEndpoint = defineEndpoint({
  id: 'order_book',
  docsUrl: `${DOCS}#public-get_order_book`,
  schema: z.looseObject({
    result: z.looseObject({
      instrument_name: z.string(),
      bids: z.array(z.unknown()),
      asks: z.array(z.unknown()),
      timestamp: z.unknown(),
    }),
  }),
  tolerateFailure: true,
})
