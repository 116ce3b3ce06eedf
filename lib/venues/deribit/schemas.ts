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
