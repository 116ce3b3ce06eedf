import { z } from 'zod'
import { defineEndpoint } from '@/lib/venues/_contract/module'

const INDEXER_DOCS =
  'https://github.com/dydxprotocol/v4-chain/blob/main/indexer/services/comlink/public/api-documentation.md'
const PROTO_DOCS = 'https://github.com/dydxprotocol/v4-chain/tree/main/proto/dydxprotocol'

/** Cosmos lists end with a null `next_key`; without that field nobody can tell a page from the whole list. */
const paginationSchema = z.looseObject({ next_key: z.string().nullable() })

const marketsSchema = z.looseObject({ markets: z.record(z.string(), z.unknown()) })

export const marketsEndpoint = defineEndpoint({
  id: 'perpetual_markets',
  docsUrl: INDEXER_DOCS,
  schema: marketsSchema,
  retryAfterUnit: 'ms',
})

/** Only tells which isolated markets have ended; without it every isolated market is asked for. */
export const marketStatusEndpoint = defineEndpoint({
  id: 'market_status',
  docsUrl: INDEXER_DOCS,
  schema: marketsSchema,
  retryAfterUnit: 'ms',
  tolerateFailure: true,
})

/** Names the isolated markets; the shared fund has an address of its own and does not need it. */
export const perpetualsEndpoint = defineEndpoint({
  id: 'perpetuals',
  docsUrl: `${PROTO_DOCS}/perpetuals/query.proto`,
  schema: z.looseObject({ perpetual: z.array(z.unknown()), pagination: paginationSchema }),
  tolerateFailure: true,
})

const balancesSchema = z.looseObject({ balances: z.array(z.unknown()), pagination: paginationSchema })
export type BalancesBody = z.infer<typeof balancesSchema>

export const sharedBalanceEndpoint = defineEndpoint({
  id: 'shared_balance',
  docsUrl: 'https://docs.cosmos.network/api',
  schema: balancesSchema,
})

export const isolatedBalanceEndpoint = defineEndpoint({
  id: 'isolated_balance',
  docsUrl: 'https://docs.cosmos.network/api',
  schema: balancesSchema,
  tolerateFailure: true,
})

const blockedSchema = z.looseObject({ negative_tnc_subaccount_seen_at_block: z.union([z.number(), z.string()]) })

export const crossBlockedEndpoint = defineEndpoint({
  id: 'cross_blocked',
  docsUrl: `${PROTO_DOCS}/subaccounts/query.proto`,
  schema: blockedSchema,
})

export const isolatedBlockedEndpoint = defineEndpoint({
  id: 'isolated_blocked',
  docsUrl: `${PROTO_DOCS}/subaccounts/query.proto`,
  schema: blockedSchema,
  tolerateFailure: true,
})

/** Trades are the fills of takers; a liquidated or deleveraged account is the taker of its trade. */
export const tradesEndpoint = defineEndpoint({
  id: 'trades',
  docsUrl: INDEXER_DOCS,
  schema: z.looseObject({ trades: z.array(z.unknown()) }),
  retryAfterUnit: 'ms',
  tolerateFailure: true,
  vocabulary: ['trades[].type'],
})

export const orderBookEndpoint = defineEndpoint({
  id: 'order_book',
  docsUrl: INDEXER_DOCS,
  schema: z.looseObject({ bids: z.array(z.unknown()), asks: z.array(z.unknown()) }),
  retryAfterUnit: 'ms',
  tolerateFailure: true,
})

export const candlesEndpoint = defineEndpoint({
  id: 'candles',
  docsUrl: INDEXER_DOCS,
  schema: z.looseObject({ candles: z.array(z.unknown()) }),
  retryAfterUnit: 'ms',
})
