import { z } from 'zod'
import { defineEndpoint } from '@/lib/venues/_contract/module'

const DOCS = 'https://apidocs.lighter.xyz/reference'

export const systemConfigEndpoint = defineEndpoint({
  id: 'system_config',
  docsUrl: `${DOCS}/systemconfig`,
  schema: z.looseObject({ liquidity_pool_index: z.int().nonnegative() }),
})

const poolInfoSchema = z.looseObject({
  strategies: z.array(z.unknown()).nullish(),
  share_prices: z.array(z.unknown()).nullish(),
})

export const accountEndpoint = defineEndpoint({
  id: 'account',
  docsUrl: `${DOCS}/account-1`,
  schema: z.looseObject({
    accounts: z.array(z.looseObject({ total_asset_value: z.string(), pool_info: poolInfoSchema.nullish() })).min(1),
  }),
})

export const detailsEndpoint = defineEndpoint({
  id: 'order_book_details',
  docsUrl: `${DOCS}/orderbookdetails`,
  schema: z.looseObject({ order_book_details: z.array(z.unknown()) }),
})

export const bookEndpoint = defineEndpoint({
  id: 'order_book_orders',
  docsUrl: `${DOCS}/orderbookorders`,
  schema: z.looseObject({ bids: z.array(z.unknown()), asks: z.array(z.unknown()) }),
  tolerateFailure: true,
})

const tradesSchema = z.looseObject({ trades: z.array(z.unknown()), next_cursor: z.string().nullish() })

/** Whether the tape answers for all accounts without a login has not been seen; it may fail alone. */
export const tradesEndpoint = defineEndpoint({
  id: 'trades',
  docsUrl: `${DOCS}/trades`,
  schema: tradesSchema,
  tolerateFailure: true,
})

export const pnlEndpoint = defineEndpoint({
  id: 'pnl',
  docsUrl: `${DOCS}/pnl`,
  schema: z.looseObject({ pnl: z.array(z.unknown()) }),
})
