import { readRow, readText } from '@/lib/venues/_contract/fields'
import { largestBy } from '@/lib/venues/_contract/market-rows'
import { bodiesOf, type PlannedRequest, type Source, type VendorError } from '@/lib/venues/_contract/module'
import { readPositive } from '@/lib/venues/_contract/numeric'
import { BOOK_LEVELS, normaliseDepth, normaliseMarkets } from '@/lib/venues/bingx/normalise'
import { bookEndpoint, contractsEndpoint, tickersEndpoint } from '@/lib/venues/bingx/schemas'

const HOST = 'https://open-api.bingx.com/openApi/swap/v2/quote'
const TOO_MANY = '100410'
const BOOKS = 3

/** The time of the request is a documented parameter of every call. */
const contracts = (now: Date): PlannedRequest => ({
  endpoint: contractsEndpoint.id,
  method: 'GET',
  url: `${HOST}/contracts?timestamp=${now.getTime()}`,
})

const tickers = (now: Date): PlannedRequest => ({
  endpoint: tickersEndpoint.id,
  method: 'GET',
  url: `${HOST}/ticker?timestamp=${now.getTime()}`,
})

/** Errors come with HTTP 200: the code decides. 418 follows 429 for an address that goes on. */
function bingxError(body: unknown, status: number): VendorError | null {
  if (typeof body !== 'object' || body === null || !('code' in body) || body.code === 0) return null
  const code = String(body.code)
  const message = 'msg' in body ? String(body.msg) : 'no message'
  const busy = code === TOO_MANY || status === 429 || status === 418
  return { code, message, kind: busy ? 'busy' : status >= 500 ? 'server' : 'request' }
}

export const openInterestSource: Source = {
  id: 'open_interest',
  kind: 'open_interest',
  cadenceMs: 300_000,
  docsUrl: contractsEndpoint.docsUrl,
  endpoints: [contractsEndpoint, tickersEndpoint],
  listsMarkets: true,
  requests: ({ now }) => [contracts(now), tickers(now)],
  vendorError: bingxError,
  normalise: normaliseMarkets,
}

/** Books of the contracts traded most: their open interest has no settled unit to rank them by. */
export const depthSource: Source = {
  id: 'depth',
  kind: 'depth',
  choosesMarkets: true,
  cadenceMs: 3_600_000,
  docsUrl: bookEndpoint.docsUrl,
  endpoints: [tickersEndpoint, bookEndpoint],
  requests: ({ now }) => [tickers(now)],
  next: (received, { round, now }) => {
    if (round > 1) return []
    const traded = bodiesOf(received, tickersEndpoint).flatMap(({ body }) =>
      body.data.flatMap((raw) => {
        const row = readRow(raw)
        const symbol = row.ok ? readText('symbol', row.value.symbol) : row
        const turnover = row.ok ? readPositive('quoteVolume', row.value.quoteVolume) : row
        return symbol.ok && turnover.ok ? [{ symbol: symbol.value, turnover: turnover.value }] : []
      }),
    )
    return largestBy(traded, BOOKS, ({ turnover }) => turnover).map(({ symbol }) => ({
      endpoint: bookEndpoint.id,
      method: 'GET',
      url: `${HOST}/depth?symbol=${encodeURIComponent(symbol)}&limit=${BOOK_LEVELS}&timestamp=${now.getTime()}`,
      subject: symbol,
    }))
  },
  vendorError: bingxError,
  normalise: normaliseDepth,
}
