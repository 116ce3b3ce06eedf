import { z } from 'zod'
import { defineEndpoint } from '@/lib/venues/_contract/module'

const DOCS = 'https://orderly.network/docs/build-on-omnichain'
const SPEC = 'https://github.com/OrderlyNetwork/documentation-public/blob/main/orderly.openapi.yaml'
const numberSchema = z.union([z.number(), z.string()])
const rowsSchema = z.looseObject({ rows: z.array(z.unknown()) })

export const fundEndpoint = defineEndpoint({
  id: 'insurance_fund',
  docsUrl: `${DOCS}/restful-api/public/get-insurance-fund-info`,
  schema: z.looseObject({
    timestamp: z.number(),
    data: z.looseObject({
      balance: numberSchema,
      margin_ratio: numberSchema,
      min_insurance_fund_margin_ratio: numberSchema,
    }),
  }),
})

export const futuresEndpoint = defineEndpoint({
  id: 'futures',
  docsUrl: SPEC,
  schema: z.looseObject({ timestamp: z.number(), data: rowsSchema }),
})

/** Read for the initial margin only; without it the markets are listed without their leverage. */
export const infoEndpoint = defineEndpoint({
  id: 'info',
  docsUrl: SPEC,
  schema: z.looseObject({ data: rowsSchema }),
  tolerateFailure: true,
})

export const liquidationsEndpoint = defineEndpoint({
  id: 'liquidations',
  docsUrl: `${DOCS}/public-info-api/market/liquidations`,
  schema: z.looseObject({
    data: z.looseObject({ rows: z.array(z.unknown()), next_cursor: z.string().nullable() }),
  }),
})
