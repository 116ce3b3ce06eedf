import { plain } from '@/lib/core/decimal'
import { answer, type Reply, type Responder, respond } from '@/lib/simulate/responder'
import { orderlyBook } from '@/lib/simulate/venues/orderly/book'
import type { VenueView } from '@/lib/simulate/view'
import type { MarketSpec } from '@/lib/simulate/world/book'
import { DAY_MS, HOUR_MS } from '@/lib/simulate/world/calendar'

const KEPT_HOURS = 8
const MOST_ROWS = 500
const MINIMUM_RATIO = 0.25
const IDLE_RATIO = 10
const ACCOUNT = '0x9a4bb2f2d1f29a5ab0b6b7c2c8f8f1b2f7e0d3c1'

const fail = (status: number, code: number, message: string) => respond(status, { success: false, code, message })
const failQuery = (status: number, code: string, message: string, view: VenueView) =>
  respond(status, { success: false, code, message, type: 'BAD_REQUEST', ts: view.now.getTime() })
const envelope = (view: VenueView, data: unknown) => ({ success: true, data, timestamp: view.now.getTime() })

/** The ratio is at its cap on a calm day and comes down in a stress hour. */
function marginRatio(view: VenueView): number {
  const { phase, event } = view.stress()
  return phase === 'active' ? 0.3 + 0.7 * view.roll('ratio', event?.startMinute ?? 0) : IDLE_RATIO
}

function answerFund(view: VenueView): Reply {
  const [spec] = view.pools
  if (!spec) return fail(404, -1004, 'not found')
  const balance = view.servePool(spec).units.toNumber()
  const rows = view.markets.slice(0, 3).map((market) => ({
    symbol: market.market,
    timestamp: view.at.getTime(),
    position_qty: 0,
    cost_position: 0,
    last_sum_unitary_funding: 0,
    settle_price: 0,
    average_open_price: 0,
    pnl_24_h: 0,
    fee_24_h: 0,
    mark_price: Number(view.market(market).mark),
  }))
  const data = {
    balance,
    margin_ratio: marginRatio(view),
    min_insurance_fund_margin_ratio: MINIMUM_RATIO,
    min_insurance_fund_initial_margin_ratio: 0.3,
    total_collateral_value: balance,
    free_collateral: balance,
    total_account_value: balance,
    total_pnl_24_h: 0,
    rows,
  }
  return answer(envelope(view, data), { rows: [['data']], fields: ['balance', 'margin_ratio'] })
}

function futuresRow(view: VenueView, spec: MarketSpec) {
  const { mark, index, amount } = view.serveMarket(spec)
  const dayAgo = view.market(spec, new Date(view.at.getTime() - DAY_MS)).mark
  const volume = view.volume(spec)
  const [low, high] = [Number(mark), Number(dayAgo)].sort((a, b) => a - b)
  return {
    symbol: spec.market,
    index_price: Number(index),
    mark_price: Number(mark),
    sum_unitary_funding: 12.5,
    est_funding_rate: 0.0001,
    last_funding_rate: 0.0001,
    next_funding_time: view.at.getTime() + DAY_MS / 3,
    open_interest: amount.toNumber(),
    '24h_open': Number(dayAgo),
    '24h_close': Number(mark),
    '24h_high': high,
    '24h_low': low,
    '24h_amount': volume.usd.toNumber(),
    '24h_volume': volume.baseUnits.toNumber(),
  }
}

function answerFutures(view: VenueView): Reply {
  const rows = view.markets.map((spec) => futuresRow(view, spec))
  return answer(envelope(view, { rows }), { rows: [['data', 'rows']], fields: ['open_interest', 'mark_price'] })
}

function answerInfo(view: VenueView): Reply {
  const rows = view.markets.map((spec) => ({
    symbol: spec.market,
    base_imr: 1 / spec.maxLeverage,
    base_mmr: 0.5 / spec.maxLeverage,
    imr_factor: 0.0000002512,
    liquidation_tier: '1',
    std_liquidation_fee: 0.015,
    liquidator_fee: 0.0075,
    claim_insurance_fund_discount: 0.0075,
    global_max_oi_cap: null,
  }))
  return answer(envelope(view, { rows }), { rows: [['data', 'rows']], fields: ['base_imr'] })
}

/** Newest first; the cursor is a position, written as the venue writes something of its own. */
function answerLiquidations(query: Readonly<Record<string, unknown>>, view: VenueView): Reply {
  const limit = typeof query.limit === 'number' && query.limit >= 1 && query.limit <= MOST_ROWS ? query.limit : null
  const cursor = typeof query.cursor === 'string' ? /^p(\d{1,9})$/.exec(query.cursor) : ['', '0']
  if (limit === null || !cursor) return failQuery(400, 'INVALID_PARAMETER', 'invalid limit or cursor', view)
  const start = Number(cursor[1])
  const from = new Date(view.now.getTime() - KEPT_HOURS * HOUR_MS)
  const all = view.markets
    .filter((spec) => query.symbol === undefined || spec.market === query.symbol)
    .flatMap((spec) => view.liquidations(spec, { from }).map((item) => ({ spec, item })))
    .sort((a, b) => b.item.at.getTime() - a.item.at.getTime())
  const rows = all.slice(start, start + limit).map(({ spec, item }) => ({
    symbol: spec.market,
    side: item.side === 'long' ? 'LONG' : 'SHORT',
    position_qty: plain(item.baseUnits),
    notional: plain(item.usd),
    mark_price: item.fillPrice,
    est_liq_price: item.fillPrice,
    address: ACCOUNT,
    account_id: null,
    broker_id: null,
    timestamp: item.at.getTime(),
  }))
  const next = start + limit < all.length ? `p${start + limit}` : null
  return answer(
    { success: true, data: { rows, next_cursor: next }, ts: view.now.getTime() },
    { rows: [['data', 'rows']], fields: ['position_qty', 'notional'] },
  )
}

function answerQuery(body: unknown, view: VenueView): Reply {
  if (typeof body !== 'object' || body === null) return failQuery(400, 'INVALID_PARAMETER', 'no body', view)
  const query: Readonly<Record<string, unknown>> = { ...body }
  if (query.type !== 'liquidations') return failQuery(400, 'UNKNOWN_TYPE', `type ${String(query.type)}`, view)
  return answerLiquidations(query, view)
}

const handlers: Readonly<Record<string, (view: VenueView) => Reply>> = {
  '/v1/public/insurancefund': answerFund,
  '/v1/public/futures': answerFutures,
  '/v1/public/info': answerInfo,
}

/** Orderly, EVM API. https://orderly.network/docs */
export default {
  venue: 'orderly',
  hosts: ['api.orderly.org'],
  book: orderlyBook,
  handle({ method, path, body }, view) {
    if (path === '/v1/public/query' && method === 'POST') return answerQuery(body, view)
    return method === 'GET' ? (handlers[path]?.(view) ?? null) : null
  },
  refusals: () => ({
    notFound: fail(404, -1004, 'The requested path was not found'),
    rateLimited: fail(429, -1003, 'Rate limit exceeded'),
    region: fail(403, -1002, 'Not available in your region'),
    server: fail(500, -1000, 'An unknown error occurred'),
    envelope: fail(200, -1000, 'An unknown error occurred'),
    retryAfter: 's',
  }),
} satisfies Responder
