import { z } from 'zod'
import { defineEndpoint } from '@/lib/venues/_contract/module'

/** Names of the markets of one chain. A chain that fails leaves the others; without any the source has failed. */
export const marketsEndpoint = defineEndpoint({
  id: 'markets',
  docsUrl: 'https://docs.gmx.io',
  schema: z.array(z.unknown()),
  tolerateFailure: true,
})

/** Figures of the markets of one chain, from the public index of its contracts. */
export const indexEndpoint = defineEndpoint({
  id: 'index',
  docsUrl: 'https://github.com/gmx-io/gmx-interface',
  schema: z.looseObject({ data: z.looseObject({ marketInfos: z.array(z.unknown()) }) }),
  tolerateFailure: true,
})
