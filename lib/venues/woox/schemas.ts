import { z } from 'zod'
import { defineEndpoint } from '@/lib/venues/_contract/module'

const DOCS = 'https://developer.woox.io/api-reference/endpoint/public_data/'

const successSchema = z.literal(true)
const rowsSchema = z.looseObject({ success: successSchema, data: z.looseObject({ rows: z.array(z.unknown()) }) })

/** Spot pairs and perpetuals. */
export const instrumentsEndpoint = defineEndpoint({
  id: 'instruments',
  docsUrl: `${DOCS}instruments`,
  schema: rowsSchema,
})

export const futuresEndpoint = defineEndpoint({
  id: 'futures',
  docsUrl: `${DOCS}futures`,
  schema: rowsSchema,
})

export const bookEndpoint = defineEndpoint({
  id: 'book',
  docsUrl: `${DOCS}orderbook`,
  schema: z.looseObject({
    success: successSchema,
    data: z.looseObject({ bids: z.array(z.unknown()), asks: z.array(z.unknown()) }),
  }),
  tolerateFailure: true,
})
