import type { Source, VendorError } from '@/lib/venues/_contract/module'
import { normaliseInstruments } from '@/lib/venues/coinbase-intl/normalise'
import { instrumentsEndpoint } from '@/lib/venues/coinbase-intl/schemas'

/** Answers are lists: an object with a title or a message is an error. */
function intxError(body: unknown, status: number): VendorError | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null
  const message = 'title' in body ? body.title : 'message' in body ? body.message : null
  if (message === null) return null
  const kind = status === 429 ? 'busy' : status >= 500 ? 'server' : 'request'
  return { code: String(status), message: String(message), kind }
}

export const openInterestSource: Source = {
  id: 'open_interest',
  kind: 'open_interest',
  cadenceMs: 60_000,
  docsUrl: instrumentsEndpoint.docsUrl,
  endpoints: [instrumentsEndpoint],
  listsMarkets: true,
  requests: () => [
    {
      endpoint: instrumentsEndpoint.id,
      method: 'GET',
      url: 'https://api.international.coinbase.com/api/v1/instruments',
    },
  ],
  vendorError: intxError,
  normalise: normaliseInstruments,
}
