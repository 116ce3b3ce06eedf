import { z } from 'zod'
import { defineEndpoint, type HttpsUrl } from '@/lib/venues/_contract/module'

export const HOST = 'https://api.bitget.com/api/v3/market'
const DOCS: HttpsUrl = 'https://www.bitget.com/api-doc/uta/public/'

/** Product lines, each asked for on its own. */
export const CATEGORIES = ['USDT-FUTURES', 'USDC-FUTURES', 'COIN-FUTURES'] as const
export type Category = (typeof CATEGORIES)[number]

export function isCategory(value: unknown): value is Category {
  return CATEGORIES.some((category) => category === value)
}

const rowsSchema = z.object({ data: z.array(z.unknown()) })
const listSchema = z.object({ data: z.object({ list: z.array(z.unknown()) }) })
const recordsSchema = z.object({
  data: z.object({ coin: z.string().min(1), riskReserveRecords: z.array(z.unknown()) }),
})
const bookSchema = z.object({
  data: z.object({ a: z.array(z.unknown()), b: z.array(z.unknown()), ts: z.unknown().optional() }),
})

/** All pools of a category; a category may fail alone. */
export const poolsEndpoint = defineEndpoint({
  id: 'risk_reserve_all',
  docsUrl: `${DOCS}Get-Risk-Reserve`,
  schema: listSchema,
  tolerateFailure: true,
})

/** The same list, without which a history has no pools. */
export const historyPoolsEndpoint = { ...poolsEndpoint, tolerateFailure: false } as const

/** Index prices of the coins the pools of coin-margined contracts hold; without them those pools have no dollar value. */
export const coinIndexEndpoint = defineEndpoint({
  id: 'coin_index',
  docsUrl: `${DOCS}Tickers`,
  schema: rowsSchema,
  tolerateFailure: true,
})

export const tickersEndpoint = defineEndpoint({ id: 'tickers', docsUrl: `${DOCS}Tickers`, schema: rowsSchema })

export const instrumentsEndpoint = defineEndpoint({
  id: 'instruments',
  docsUrl: `${DOCS}Instruments`,
  schema: rowsSchema,
})

export const bookEndpoint = defineEndpoint({
  id: 'orderbook',
  docsUrl: `${DOCS}OrderBook`,
  schema: bookSchema,
  tolerateFailure: true,
})

export const dailyReserveEndpoint = defineEndpoint({
  id: 'risk_reserve',
  docsUrl: `${DOCS}Get-Risk-Reserve`,
  schema: recordsSchema,
})

export const hourlyReserveEndpoint = defineEndpoint({
  id: 'risk_reserve_hour',
  docsUrl: `${DOCS}Get-Risk-Reserve`,
  schema: recordsSchema,
})
