import { z } from 'zod'
import { defineEndpoint } from '@/lib/venues/_contract/module'

const INFO_DOCS = 'https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/info-endpoint'

/** `[meta, contexts]`: two lists that belong together by position. */
const contextsSchema = z.tuple([
  z.looseObject({ universe: z.array(z.unknown()), collateralToken: z.number().int().nullish() }),
  z.array(z.unknown()),
])
export type ContextsBody = z.infer<typeof contextsSchema>

/** The list of perpetual dexes; null stands for the main one, which is read without it. */
export const dexsEndpoint = defineEndpoint({
  id: 'perp_dexs',
  docsUrl: `${INFO_DOCS}/perpetuals`,
  schema: z.array(z.unknown()),
  tolerateFailure: true,
})

export const mainContextsEndpoint = defineEndpoint({
  id: 'main_contexts',
  docsUrl: `${INFO_DOCS}/perpetuals`,
  schema: contextsSchema,
})

/** One dex run by a third party (HIP-3); its failure leaves the others alone. */
export const dexContextsEndpoint = defineEndpoint({
  id: 'dex_contexts',
  docsUrl: `${INFO_DOCS}/perpetuals`,
  schema: contextsSchema,
  tolerateFailure: true,
})

export const vaultEndpoint = defineEndpoint({
  id: 'vault',
  docsUrl: INFO_DOCS,
  schema: z.looseObject({
    name: z.string(),
    portfolio: z.array(z.tuple([z.string(), z.looseObject({ accountValueHistory: z.array(z.unknown()) })])),
    // Read on its own: the documented sample has none, and the equity of the vault does not depend on it.
    relationship: z.unknown().optional(),
  }),
})

/** Read for its name only: the name says which children are liquidators. */
export const childVaultEndpoint = defineEndpoint({
  id: 'child_vault',
  docsUrl: INFO_DOCS,
  schema: z.looseObject({ name: z.string() }),
  tolerateFailure: true,
})

export const childStateEndpoint = defineEndpoint({
  id: 'child_state',
  docsUrl: `${INFO_DOCS}/perpetuals`,
  schema: z.looseObject({ marginSummary: z.looseObject({ accountValue: z.string() }), time: z.number() }),
  tolerateFailure: true,
})

/** An aggregated book of 20 levels a side; how much is added up is asked for. */
export const bookEndpoint = defineEndpoint({
  id: 'l2_book',
  docsUrl: INFO_DOCS,
  schema: z.looseObject({
    coin: z.string(),
    time: z.unknown(),
    levels: z.tuple([z.array(z.unknown()), z.array(z.unknown())]),
  }),
  tolerateFailure: true,
})

/** Fills of one liquidator vault. */
export const fillsEndpoint = defineEndpoint({
  id: 'liquidator_fills',
  docsUrl: INFO_DOCS,
  schema: z.array(z.unknown()),
  tolerateFailure: true,
  vocabulary: ['[].dir', '[].liquidation.method'],
})

/** The parent vault again, for all the periods of its portfolio. */
export const vaultHistoryEndpoint = { ...vaultEndpoint, id: 'vault_history' } as const
