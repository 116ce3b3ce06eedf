import { z } from 'zod'
import { defineEndpoint } from '@/lib/venues/_contract/module'

export const DOCS = 'https://developers.synthetix.io/developer-resources/api/rest-api/info'

const listSchema = z.looseObject({ status: z.literal('ok'), response: z.array(z.unknown()) })

/** The listing, and with it what a market is. */
export const marketsEndpoint = defineEndpoint({ id: 'markets', docsUrl: `${DOCS}/getMarkets`, schema: listSchema })

export const openInterestEndpoint = defineEndpoint({
  id: 'open_interest',
  docsUrl: `${DOCS}/getOpenInterest`,
  schema: listSchema,
})

/** Prices and volumes of 24 hours, by symbol. */
export const pricesEndpoint = defineEndpoint({
  id: 'prices',
  docsUrl: `${DOCS}/getMarketPrices`,
  schema: z.looseObject({ status: z.literal('ok'), response: z.record(z.string(), z.unknown()) }),
})

export const bookEndpoint = defineEndpoint({
  id: 'book',
  docsUrl: `${DOCS}/getOrderbook`,
  schema: z.looseObject({
    status: z.literal('ok'),
    response: z.looseObject({ bids: z.array(z.unknown()), asks: z.array(z.unknown()) }),
  }),
  tolerateFailure: true,
})
