import type { Source } from '@/lib/venues/_contract/module'
import { CADENCE_MS, normalisePool } from '@/lib/venues/jupiter-perps/normalise'
import { poolEndpoint } from '@/lib/venues/jupiter-perps/schemas'

/** The form of an error is not documented: the HTTP status decides. */
export const fundSource: Source = {
  id: 'fund',
  kind: 'fund',
  cadenceMs: CADENCE_MS,
  docsUrl: poolEndpoint.docsUrl,
  endpoints: [poolEndpoint],
  requests: () => [{ endpoint: poolEndpoint.id, method: 'GET', url: 'https://perps-api.jup.ag/v1/jlp-info' }],
  normalise: normalisePool,
}
