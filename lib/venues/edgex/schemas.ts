import { z } from 'zod'
import { defineEndpoint } from '@/lib/venues/_contract/module'

export const DOCS = 'https://edgex-1.gitbook.io/edgeX-documentation'
const QUOTE_DOCS = `${DOCS}/api/public-api/quote-api` as const

const metadataSchema = z.looseObject({
  code: z.literal('SUCCESS'),
  data: z.looseObject({ coinList: z.array(z.unknown()), contractList: z.array(z.unknown()) }),
})
const listSchema = z.looseObject({ code: z.literal('SUCCESS'), data: z.array(z.unknown()) })

/** Contracts and coins of version 1, whose open interest is documented. */
export const metadataEndpoint = defineEndpoint({
  id: 'metadata',
  docsUrl: `${DOCS}/api/public-api/metadata-api`,
  schema: metadataSchema,
})

/** Those of version 2, another book: listed, without open interest. */
export const metadata2Endpoint = defineEndpoint({
  id: 'metadata_v2',
  docsUrl: `${DOCS}/api-v2/public-api/metadata-api`,
  schema: metadataSchema,
  tolerateFailure: true,
})

/** One contract. */
export const tickerEndpoint = defineEndpoint({
  id: 'ticker',
  docsUrl: QUOTE_DOCS,
  schema: listSchema,
  tolerateFailure: true,
})

export const bookEndpoint = defineEndpoint({
  id: 'book',
  docsUrl: QUOTE_DOCS,
  schema: listSchema,
  tolerateFailure: true,
})
