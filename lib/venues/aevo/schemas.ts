import { z } from 'zod'
import { defineEndpoint } from '@/lib/venues/_contract/module'

export const DOCS = 'https://docs.aevo.xyz'

export const marketsEndpoint = defineEndpoint({
  id: 'markets',
  docsUrl: DOCS,
  schema: z.array(z.unknown()),
})

export const summaryEndpoint = defineEndpoint({
  id: 'summary',
  docsUrl: DOCS,
  schema: z.looseObject({ summaries: z.array(z.unknown()) }),
})

/** One asset. */
export const statisticsEndpoint = defineEndpoint({
  id: 'statistics',
  docsUrl: `${DOCS}/api-reference/urls/public-api/getstatistics.md`,
  schema: z.looseObject({ daily_volume: z.unknown().nonoptional() }),
  tolerateFailure: true,
})
