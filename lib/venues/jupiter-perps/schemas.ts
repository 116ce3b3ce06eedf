import { z } from 'zod'
import { defineEndpoint } from '@/lib/venues/_contract/module'

/** Read for its formatted figures only: the scale of the raw ones is not documented. */
export const poolEndpoint = defineEndpoint({
  id: 'jlp_info',
  docsUrl: 'https://dev.jup.ag/docs/perps/pool-account',
  schema: z.looseObject({ aumUsdFormatted: z.string(), custodies: z.array(z.unknown()).min(1) }),
})
