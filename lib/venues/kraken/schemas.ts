import { z } from 'zod'
import { defineEndpoint } from '@/lib/venues/_contract/module'

const DOCS = 'https://docs.kraken.com/api-reference'
const timesSchema = { timestamp: z.array(z.unknown()), more: z.boolean() }

export const poolEndpoint = defineEndpoint({
  id: 'liquidity_pool',
  docsUrl: `${DOCS}/analytics/get-liquidity-pool-statistic`,
  schema: z.looseObject({
    result: z.looseObject({ ...timesSchema, data: z.looseObject({ usdValue: z.array(z.unknown()) }) }),
  }),
})

export const analyticsEndpoint = defineEndpoint({
  id: 'open_interest_analytics',
  docsUrl: `${DOCS}/analytics/get-market-analytics`,
  schema: z.looseObject({ result: z.looseObject({ ...timesSchema, data: z.array(z.unknown()) }) }),
})

export const tickersEndpoint = defineEndpoint({
  id: 'tickers',
  docsUrl: `${DOCS}/market-data/get-tickers`,
  schema: z.looseObject({ tickers: z.array(z.unknown()), serverTime: z.string() }),
})

/** Read for the margin and for what may be traded; without it the markets are listed without their leverage. */
export const instrumentsEndpoint = defineEndpoint({
  id: 'instruments',
  docsUrl: `${DOCS}/instrument-details/get-instruments`,
  schema: z.looseObject({ instruments: z.array(z.unknown()) }),
  tolerateFailure: true,
})

export const bookEndpoint = defineEndpoint({
  id: 'orderbook',
  docsUrl: `${DOCS}/market-data/get-orderbook`,
  schema: z.looseObject({
    orderBook: z.looseObject({ bids: z.array(z.unknown()), asks: z.array(z.unknown()) }),
    serverTime: z.string(),
  }),
  tolerateFailure: true,
})

export const tradesEndpoint = defineEndpoint({
  id: 'history',
  docsUrl: `${DOCS}/market-data/get-trade-history`,
  schema: z.looseObject({ history: z.array(z.unknown()) }),
  tolerateFailure: true,
  vocabulary: ['history[].type'],
})
