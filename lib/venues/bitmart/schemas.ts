import { z } from 'zod'
import { defineEndpoint } from '@/lib/venues/_contract/module'

const DOCS = 'https://developer-pro.bitmart.com/en/futuresv2/'

/** Success is HTTP 200 and code 1000. */
const codeSchema = z.literal(1000)
/** A side without orders is null. */
const sideSchema = z.array(z.unknown()).nullable()

export const detailsEndpoint = defineEndpoint({
  id: 'details',
  docsUrl: `${DOCS}#get-contract-details`,
  schema: z.looseObject({ code: codeSchema, data: z.looseObject({ symbols: z.array(z.unknown()) }) }),
})

export const bookEndpoint = defineEndpoint({
  id: 'book',
  docsUrl: `${DOCS}#get-market-depth`,
  schema: z.looseObject({ code: codeSchema, data: z.looseObject({ bids: sideSchema, asks: sideSchema }) }),
  tolerateFailure: true,
})
