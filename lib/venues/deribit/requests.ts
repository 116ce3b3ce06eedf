import type { PlannedRequest, VendorError } from '@/lib/venues/_contract/module'

const HOST = 'https://www.deribit.com/api/v2/public'
const TOO_MANY_REQUESTS = '10028'
/** Currencies in which the futures settle. */
export const MAJOR = ['BTC', 'ETH', 'USDC']
export const summary = (endpoint: string, currency: string): PlannedRequest => ({
  endpoint,
  method: 'GET',
  url: `${HOST}/get_book_summary_by_currency?currency=${currency}&kind=future`,
  subject: currency,
})

export const instruments = (endpoint: string, currency: string): PlannedRequest => ({
  endpoint,
  method: 'GET',
  url: `${HOST}/get_instruments?currency=${currency}&kind=future`,
  subject: currency,
})

/** The `error` key decides, whatever the HTTP status. */
export function rpcError(body: unknown, status: number): VendorError | null {
  if (typeof body !== 'object' || body === null || !('error' in body)) return null
  const { error } = body
  const fields = typeof error === 'object' && error !== null ? error : {}
  const code = 'code' in fields ? String(fields.code) : 'unknown'
  const message = 'message' in fields ? String(fields.message) : 'no message'
  return { code, message, kind: code === TOO_MANY_REQUESTS ? 'busy' : status >= 500 ? 'server' : 'request' }
}

/** The most rows of one page. */
const BANKRUPTCIES = 1000

export const bankruptcies = (
  endpoint: string,
  currency: string,
  continuation: string | null = null,
): PlannedRequest => ({
  endpoint,
  method: 'GET',
  url: `${HOST}/get_last_settlements_by_currency?currency=${currency}&type=bankruptcy&count=${BANKRUPTCIES}${
    continuation === null ? '' : `&continuation=${encodeURIComponent(continuation)}`
  }`,
  subject: currency,
})

/** The most levels of a side. */
export const LEVELS = 10_000

export const orderBook = (endpoint: string, market: string): PlannedRequest => ({
  endpoint,
  method: 'GET',
  url: `${HOST}/get_order_book?instrument_name=${encodeURIComponent(market)}&depth=${LEVELS}`,
  subject: market,
})
