import { z } from 'zod'
import { defineEndpoint } from '@/lib/venues/_contract/module'

const DOCS = 'https://docs.paradex.trade/api/prod'
const resultsSchema = z.looseObject({ results: z.array(z.unknown()) })

export const insuranceEndpoint = defineEndpoint({
  id: 'insurance',
  docsUrl: `${DOCS}/insurance/get-insurance-fund`,
  schema: z.looseObject({ account_value: z.string(), settlement_asset: z.string(), updated_at: z.number() }),
})

export const marketsEndpoint = defineEndpoint({
  id: 'markets',
  docsUrl: `${DOCS}/markets/get-markets`,
  schema: resultsSchema,
})

export const summaryEndpoint = defineEndpoint({
  id: 'markets_summary',
  docsUrl: `${DOCS}/markets/get-markets-summary`,
  schema: resultsSchema,
})

export const bookEndpoint = defineEndpoint({
  id: 'orderbook',
  docsUrl: `${DOCS}/markets/get-orderbook`,
  schema: z.looseObject({ bids: z.array(z.unknown()), asks: z.array(z.unknown()) }),
  tolerateFailure: true,
})

export const tradesEndpoint = defineEndpoint({
  id: 'trades',
  docsUrl: `${DOCS}/trades/trades`,
  schema: resultsSchema,
  tolerateFailure: true,
  vocabulary: ['results[].trade_type'],
})
