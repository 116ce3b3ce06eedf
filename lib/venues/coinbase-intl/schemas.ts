import { z } from 'zod'
import { defineEndpoint } from '@/lib/venues/_contract/module'

/** A bare list without an envelope; errors are objects. */
export const instrumentsEndpoint = defineEndpoint({
  id: 'instruments',
  docsUrl:
    'https://docs.cdp.coinbase.com/api-reference/international-exchange-api/rest-api/instruments/list-instruments',
  schema: z.array(z.unknown()),
})
