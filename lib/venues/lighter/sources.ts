import { readRow } from '@/lib/venues/_contract/fields'
import type { History, PlannedRequest, Source, VendorError } from '@/lib/venues/_contract/module'
import { readEpoch } from '@/lib/venues/_contract/numeric'
import { marketsOf } from '@/lib/venues/lighter/markets'
import { FUND_CADENCE_MS, normaliseFund, normaliseFundHistory, poolIndexOf } from '@/lib/venues/lighter/normalise-fund'
import { FORCED_TYPES, normaliseLiquidations } from '@/lib/venues/lighter/normalise-liquidations'
import { BOOK_ORDERS, normaliseDepth, normaliseOpenInterest } from '@/lib/venues/lighter/normalise-markets'
import {
  accountEndpoint,
  bookEndpoint,
  detailsEndpoint,
  pnlEndpoint,
  systemConfigEndpoint,
  tradesEndpoint,
} from '@/lib/venues/lighter/schemas'

const API = 'https://mainnet.zklighter.elliot.ai/api/v1'
const TRADES = 100
/** The documented account of LLP. The history reads its share prices, and only while the venue still names it. */
const DOCUMENTED_LLP = 281_474_976_710_654
/** LLP was created on 17 January 2025, by `created_at` of the documented answer. */
const GENESIS_S = Date.UTC(2025, 0, 17) / 1000

const get = (endpoint: string, path: string, subject?: string): PlannedRequest => ({
  endpoint,
  method: 'GET',
  url: `${API}${path}`,
  ...(subject === undefined ? {} : { subject }),
})

const systemConfig = get(systemConfigEndpoint.id, '/systemConfig')
const account = (index: number) => get(accountEndpoint.id, `/account?by=index&value=${index}`)
const details = get(detailsEndpoint.id, '/orderBookDetails?filter=perp')
const trades = (type: string, cursor: string | null) =>
  get(
    tradesEndpoint.id,
    `/trades?sort_by=timestamp&limit=${TRADES}&type=${type}${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    type,
  )

/** The body has a code of its own; 200 is success. */
function lighterError(body: unknown, status: number): VendorError | null {
  if (typeof body !== 'object' || body === null || !('code' in body) || body.code === 200) return null
  const message = 'message' in body ? String(body.message) : 'no message'
  const busy = status === 429 || /too many requests/i.test(message)
  const kind = busy ? 'busy' : status === 403 || status === 451 ? 'region' : status >= 500 ? 'server' : 'request'
  return { code: String(body.code), message, kind }
}

export const fundSource: Source = {
  id: 'fund',
  kind: 'fund',
  cadenceMs: FUND_CADENCE_MS,
  docsUrl: accountEndpoint.docsUrl,
  endpoints: [systemConfigEndpoint, accountEndpoint],
  requests: () => [systemConfig],
  next: (received, { round }) => {
    const index = poolIndexOf(received)
    return round > 1 || index === null ? [] : [account(index)]
  },
  vendorError: lighterError,
  normalise: normaliseFund,
}

export const openInterestSource: Source = {
  id: 'open_interest',
  kind: 'open_interest',
  cadenceMs: 60_000,
  docsUrl: detailsEndpoint.docsUrl,
  endpoints: [detailsEndpoint],
  listsMarkets: true,
  requests: () => [details],
  vendorError: lighterError,
  normalise: normaliseOpenInterest,
}

export const depthSource: Source = {
  id: 'depth',
  kind: 'depth',
  cadenceMs: 3_600_000,
  docsUrl: bookEndpoint.docsUrl,
  endpoints: [detailsEndpoint, bookEndpoint],
  requests: () => [details],
  next: (received, { round, largestMarkets }) =>
    round > 1
      ? []
      : [...marketsOf(received).values()]
          .filter(({ market }) => largestMarkets.includes(market.market))
          .map(({ id }) => get(bookEndpoint.id, `/orderBookOrders?market_id=${id}&limit=${BOOK_ORDERS}`, id)),
  vendorError: lighterError,
  normalise: normaliseDepth,
}

export const liquidationsSource: Source = {
  id: 'liquidations',
  kind: 'liquidations',
  cadenceMs: 300_000,
  docsUrl: tradesEndpoint.docsUrl,
  endpoints: [detailsEndpoint, tradesEndpoint],
  incomplete:
    'The latest 100 liquidations and the latest 100 deleveraging trades are read every five minutes; in a rush older ones are missed until a backfill.',
  requests: () => [details, ...FORCED_TYPES.map((type) => trades(type, null))],
  vendorError: lighterError,
  normalise: normaliseLiquidations,
}

/** Daily equity of LLP. One page holds all of it: the answer is not capped where others read it. */
export const fundHistory: History = {
  id: 'fund_history',
  kind: 'fund',
  docsUrl: pnlEndpoint.docsUrl,
  endpoints: [systemConfigEndpoint, accountEndpoint, pnlEndpoint],
  reachMs: null,
  discover: () => [systemConfig, account(DOCUMENTED_LLP)],
  lanes: (received) => (poolIndexOf(received) === DOCUMENTED_LLP ? [String(DOCUMENTED_LLP)] : []),
  page: (lane, _cursor, { now, from }) => {
    const start = Math.max(Math.floor(from.getTime() / 1000), GENESIS_S)
    const end = Math.floor(now.getTime() / 1000)
    const range = `start_timestamp=${start}&end_timestamp=${end}&count_back=0`
    return get(pnlEndpoint.id, `/pnl?by=index&value=${lane}&resolution=1d&${range}&ignore_transfers=false`)
  },
  nextCursor: () => null,
  vendorError: lighterError,
  normalise: normaliseFundHistory,
}

/** Forced trades of the past, newest first, a lane per type. */
export const liquidationHistory: History = {
  id: 'liquidation_history',
  kind: 'liquidations',
  docsUrl: tradesEndpoint.docsUrl,
  endpoints: [detailsEndpoint, tradesEndpoint],
  reachMs: null,
  discover: () => [details],
  lanes: () => FORCED_TYPES,
  page: (lane, cursor) => trades(lane, cursor),
  nextCursor: (_lane, { body, checkedAt }, _cursor, { from }) => {
    const page = tradesEndpoint.schema.parse(body)
    const last = readRow(page.trades.at(-1))
    if (!last.ok || !page.next_cursor) return null
    const at = readEpoch('timestamp', last.value.timestamp, 'ms', checkedAt)
    return at.ok && at.value < from ? null : page.next_cursor
  },
  vendorError: lighterError,
  normalise: normaliseLiquidations,
}
