import { z } from 'zod'
import { defineEndpoint, type HttpsUrl } from '@/lib/venues/_contract/module'

export const HOST = 'https://fapi.binance.com'
const DOCS: HttpsUrl = 'https://developers.binance.com/docs/derivatives/usds-margined-futures/market-data/rest-api'

/** One object when a symbol is asked for, a list otherwise; the documentation shows both. */
const listOrOneSchema = z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())])

export type ListOrOne = z.infer<typeof listOrOneSchema>

export function toList(body: ListOrOne): readonly unknown[] {
  return Array.isArray(body) ? body : [body]
}

/** The key must be there; what is in it is judged when it is read. */
const figureSchema = z.union([z.string(), z.number(), z.null()])

export const insuranceBalanceEndpoint = defineEndpoint({
  id: 'insurance_balance',
  docsUrl: `${DOCS}/Insurance-Fund-Balance`,
  schema: listOrOneSchema,
})

/** Without it funds and open interest keep their units, and what needs a price has no dollar value. */
export const premiumIndexEndpoint = defineEndpoint({
  id: 'premium_index',
  docsUrl: `${DOCS}/Mark-Price`,
  schema: listOrOneSchema,
  tolerateFailure: true,
})

export const exchangeInfoEndpoint = defineEndpoint({
  id: 'exchange_info',
  docsUrl: `${DOCS}/Exchange-Information`,
  schema: z.object({ symbols: z.array(z.unknown()) }),
})

export const openInterestEndpoint = defineEndpoint({
  id: 'open_interest',
  docsUrl: `${DOCS}/Open-Interest`,
  schema: z.object({ symbol: z.string(), openInterest: figureSchema, time: figureSchema }),
  tolerateFailure: true,
})

export type OpenInterestBody = z.infer<typeof openInterestEndpoint.schema>

export const adlRiskEndpoint = defineEndpoint({
  id: 'symbol_adl_risk',
  docsUrl: `${DOCS}/ADL-Risk`,
  schema: listOrOneSchema,
})

/** Without it the open interest stays, and nothing has a volume. */
export const tickersEndpoint = defineEndpoint({
  id: 'tickers',
  docsUrl: `${DOCS}/24hr-Ticker-Price-Change-Statistics`,
  schema: listOrOneSchema,
  tolerateFailure: true,
})

export const orderBookEndpoint = defineEndpoint({
  id: 'order_book',
  docsUrl: `${DOCS}/Order-Book`,
  schema: z.object({ bids: z.array(z.unknown()), asks: z.array(z.unknown()), E: figureSchema }),
  tolerateFailure: true,
})

export const openInterestHistoryEndpoint = defineEndpoint({
  id: 'open_interest_history',
  docsUrl: `${DOCS}/Open-Interest-Statistics`,
  schema: z.array(z.unknown()),
})
