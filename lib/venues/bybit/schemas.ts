import { z } from 'zod'
import { defineEndpoint, type HttpsUrl } from '@/lib/venues/_contract/module'

export const HOST = 'https://api.bybit.com'
const DOCS: HttpsUrl = 'https://bybit-exchange.github.io/docs/v5/market'

const stampSchema = z.union([z.string(), z.number()])

/** The English text of the documentation names the field `updatedTime`, some tables `updateTime`. */
const stampedSchema = z
  .object({ updatedTime: stampSchema.optional(), updateTime: stampSchema.optional(), list: z.array(z.unknown()) })
  .refine((result) => result.updatedTime !== undefined || result.updateTime !== undefined, {
    error: 'updatedTime is missing',
    path: ['updatedTime'],
  })

export type StampedResult = z.infer<typeof stampedSchema>

const categorySchema = z.enum(['linear', 'inverse'])
export type Category = z.infer<typeof categorySchema>
export const CATEGORIES: readonly Category[] = categorySchema.options

export const insuranceEndpoint = defineEndpoint({
  id: 'insurance',
  docsUrl: `${DOCS}/insurance`,
  schema: z.object({ retCode: z.number(), result: stampedSchema }),
})

export const tickersEndpoint = defineEndpoint({
  id: 'tickers',
  docsUrl: `${DOCS}/tickers`,
  schema: z.object({
    retCode: z.number(),
    result: z.object({ category: categorySchema, list: z.array(z.unknown()) }),
    time: stampSchema,
  }),
})

export const adlAlertEndpoint = defineEndpoint({
  id: 'adl_alert',
  docsUrl: `${DOCS}/adl-alert`,
  schema: z.object({ retCode: z.number(), result: stampedSchema }),
})

export const instrumentsEndpoint = defineEndpoint({
  id: 'instruments',
  docsUrl: `${DOCS}/instrument`,
  schema: z.object({
    retCode: z.number(),
    result: z.object({
      category: categorySchema,
      list: z.array(z.unknown()),
      nextPageCursor: z.string().nullish(),
    }),
  }),
})

export const orderBookEndpoint = defineEndpoint({
  id: 'order_book',
  docsUrl: `${DOCS}/orderbook`,
  schema: z.object({
    retCode: z.number(),
    result: z.object({
      s: z.string(),
      b: z.array(z.unknown()),
      a: z.array(z.unknown()),
      ts: stampSchema.nullish(),
    }),
  }),
  tolerateFailure: true,
})

export const openInterestHistoryEndpoint = defineEndpoint({
  id: 'open_interest_history',
  docsUrl: `${DOCS}/open-interest`,
  schema: z.object({
    retCode: z.number(),
    result: z.object({ list: z.array(z.unknown()), nextPageCursor: z.string().nullish() }),
  }),
})
