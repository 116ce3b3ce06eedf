import { readRow, readText } from '@/lib/venues/_contract/fields'
import { largestBy } from '@/lib/venues/_contract/market-rows'
import { bodiesOf, type PlannedRequest, type Source, type VendorError } from '@/lib/venues/_contract/module'
import { readPositive } from '@/lib/venues/_contract/numeric'
import { normaliseDepth, normaliseProducts, normaliseTickers } from '@/lib/venues/phemex/normalise'
import {
  bookEndpoint,
  inverseTickersEndpoint,
  linearTickersEndpoint,
  productsEndpoint,
} from '@/lib/venues/phemex/schemas'

const HOST = 'https://api.phemex.com'
const BOOKS = 3
/** An unknown symbol, answered with HTTP 500. */
const INVALID_ARGUMENT = '6001'

const linearTickers: PlannedRequest = {
  endpoint: linearTickersEndpoint.id,
  method: 'GET',
  url: `${HOST}/md/v3/ticker/24hr/all`,
}

/** Market data carries `error`, other paths a `code` that is 0 when all is well. */
function phemexError(body: unknown, status: number): VendorError | null {
  if (typeof body !== 'object' || body === null) return null
  const holder = 'error' in body && body.error !== null ? body.error : 'code' in body && body.code !== 0 ? body : null
  if (holder === null) return null
  const fields = typeof holder === 'object' ? holder : {}
  const code = 'code' in fields ? String(fields.code) : 'unknown'
  const message = 'message' in fields ? String(fields.message) : 'msg' in fields ? String(fields.msg) : 'no message'
  const kind = status === 429 ? 'busy' : status >= 500 && code !== INVALID_ARGUMENT ? 'server' : 'request'
  return { code, message, kind }
}

export const leverageSource: Source = {
  id: 'leverage',
  kind: 'leverage',
  // 2.5 MB that change when a contract is listed.
  cadenceMs: 86_400_000,
  docsUrl: productsEndpoint.docsUrl,
  endpoints: [productsEndpoint],
  listsMarkets: true,
  requests: () => [{ endpoint: productsEndpoint.id, method: 'GET', url: `${HOST}/public/products` }],
  vendorError: phemexError,
  normalise: normaliseProducts,
}

export const openInterestSource: Source = {
  id: 'open_interest',
  kind: 'open_interest',
  cadenceMs: 60_000,
  docsUrl: linearTickersEndpoint.docsUrl,
  endpoints: [linearTickersEndpoint, inverseTickersEndpoint],
  requests: () => [
    linearTickers,
    { endpoint: inverseTickersEndpoint.id, method: 'GET', url: `${HOST}/md/ticker/24hr/all` },
  ],
  vendorError: phemexError,
  normalise: normaliseTickers,
}

/** Books of the contracts traded most: their open interest has no documented unit to rank them by. */
export const depthSource: Source = {
  id: 'depth',
  kind: 'depth',
  choosesMarkets: true,
  cadenceMs: 3_600_000,
  docsUrl: bookEndpoint.docsUrl,
  endpoints: [linearTickersEndpoint, bookEndpoint],
  requests: () => [linearTickers],
  next: (received, { round }) => {
    if (round > 1) return []
    const tickers = bodiesOf(received, linearTickersEndpoint).flatMap(({ body }) =>
      body.result.flatMap((raw) => {
        const row = readRow(raw)
        const symbol = row.ok ? readText('symbol', row.value.symbol) : row
        const turnover = row.ok ? readPositive('turnoverRv', row.value.turnoverRv) : row
        return symbol.ok && turnover.ok ? [{ symbol: symbol.value, turnover: turnover.value }] : []
      }),
    )
    return largestBy(tickers, BOOKS, ({ turnover }) => turnover).map(({ symbol }) => ({
      endpoint: bookEndpoint.id,
      method: 'GET',
      url: `${HOST}/md/v2/orderbook?symbol=${encodeURIComponent(symbol)}`,
      subject: symbol,
    }))
  },
  vendorError: phemexError,
  normalise: normaliseDepth,
}
