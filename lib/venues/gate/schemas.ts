import { z } from 'zod'
import { defineEndpoint } from '@/lib/venues/_contract/module'

export const HOST = 'https://api.gateio.ws/api/v4'
export const FUTURES_DOCS = 'https://www.gate.com/docs/developers/apiv4/en/#futures'

/** Gate answers with bare lists; every row is read on its own. */
const rowsSchema = z.array(z.unknown())

/** The settlement currencies of the documented path. */
export const SETTLES = ['usdt', 'btc'] as const
export type Settle = (typeof SETTLES)[number]

/** Each currency fails alone; without any of them the source has read nothing, which is its failure. */
const perSettle = (name: string) => {
  const shared = { docsUrl: FUTURES_DOCS, schema: rowsSchema, tolerateFailure: true } as const
  return {
    usdt: defineEndpoint({ id: name, ...shared }),
    btc: defineEndpoint({ id: `${name}_btc`, ...shared }),
  }
}

export const insuranceEndpoints = perSettle('insurance')
export const contractsEndpoints = perSettle('contracts')
export const tickersEndpoints = perSettle('tickers')

/** The BTC index, for the dollar value of the BTC fund; without it the fund is shown in BTC. */
export const indexEndpoint = defineEndpoint({
  id: 'btc_index',
  docsUrl: FUTURES_DOCS,
  schema: rowsSchema,
  tolerateFailure: true,
})

/** Liquidation orders of the whole settlement currency. */
export const liquidationsEndpoints = perSettle('liq_orders')

/** One contract, for the size of its orders. */
export const contractEndpoint = defineEndpoint({
  id: 'contract',
  docsUrl: FUTURES_DOCS,
  schema: z.object({ name: z.string(), type: z.string() }).catchall(z.unknown()),
  tolerateFailure: true,
})

export const orderBookEndpoint = defineEndpoint({
  id: 'order_book',
  docsUrl: FUTURES_DOCS,
  schema: z.object({ asks: z.array(z.unknown()), bids: z.array(z.unknown()), current: z.unknown() }),
  tolerateFailure: true,
})

export const insuranceHistoryEndpoint = defineEndpoint({
  id: 'insurance_history',
  docsUrl: FUTURES_DOCS,
  schema: rowsSchema,
})

export const contractsListEndpoint = defineEndpoint({
  id: 'contracts_list',
  docsUrl: FUTURES_DOCS,
  schema: rowsSchema,
})

export const contractStatsEndpoint = defineEndpoint({
  id: 'contract_stats',
  docsUrl: FUTURES_DOCS,
  schema: rowsSchema,
})
