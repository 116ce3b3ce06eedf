import type { Source } from '@/lib/venues/_contract/module'
import { normaliseDepth, normaliseMarkets } from '@/lib/venues/kucoin/normalise'
import { bookRequest, contractsRequest, kucoinError } from '@/lib/venues/kucoin/requests'
import { bookEndpoint, contractsEndpoint } from '@/lib/venues/kucoin/schemas'

export const openInterestSource: Source = {
  id: 'open_interest',
  kind: 'open_interest',
  cadenceMs: 60_000,
  docsUrl: contractsEndpoint.docsUrl,
  endpoints: [contractsEndpoint],
  listsMarkets: true,
  requests: () => [contractsRequest],
  vendorError: kucoinError,
  normalise: normaliseMarkets,
}

export const depthSource: Source = {
  id: 'depth',
  kind: 'depth',
  cadenceMs: 3_600_000,
  docsUrl: bookEndpoint.docsUrl,
  endpoints: [contractsEndpoint, bookEndpoint],
  requests: ({ largestMarkets }) =>
    largestMarkets.length === 0 ? [] : [contractsRequest, ...largestMarkets.map(bookRequest)],
  vendorError: kucoinError,
  normalise: normaliseDepth,
}
