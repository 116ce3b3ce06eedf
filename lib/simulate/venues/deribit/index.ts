import { answer, type Reply, type Responder, readCount, respond, type SimulatedRequest } from '@/lib/simulate/responder'
import { deribitBook } from '@/lib/simulate/venues/deribit/book'
import type { VenueView } from '@/lib/simulate/view'
import type { MarketSpec } from '@/lib/simulate/world/book'
import { DAY_MS, floorTo, HOUR_MS, MINUTE_MS } from '@/lib/simulate/world/calendar'

const CURRENCIES = ['BTC', 'ETH', 'USDC', 'USDT', 'EURR']
const CREATED_MS = Date.UTC(2024, 0, 15)
const NEVER_MS = 32_503_708_800_000
const SETTLEMENT_TYPES = ['settlement', 'delivery', 'bankruptcy']
/** Settlements shown: daily, this far back. */
const SETTLEMENT_DAYS = 60
const RESULT = [['result']] as const

function stamps(view: VenueView) {
  const us = view.now.getTime() * 1000
  return { usIn: us, usOut: us + 180, usDiff: 180, testnet: false }
}

function envelope(view: VenueView, result: unknown) {
  return { jsonrpc: '2.0', result, ...stamps(view) }
}

function fail(view: VenueView, status: number, code: number, message: string, data?: unknown): Reply {
  const error = data === undefined ? { code, message } : { code, message, data }
  return respond(status, { jsonrpc: '2.0', error, ...stamps(view) })
}

function invalid(view: VenueView, param: string): Reply {
  return fail(view, 400, -32602, 'Invalid params', { reason: 'wrong format', param })
}

type Handler = (query: URLSearchParams, view: VenueView) => Reply

/** Futures of a currency; other kinds are not simulated and have no rows. */
function select(query: URLSearchParams, view: VenueView, currency: string): readonly MarketSpec[] {
  const kind = query.get('kind')
  if (kind !== null && kind !== 'future') return []
  return view.markets.filter((spec) => currency === 'any' || spec.segment === currency)
}

const isInverse = (spec: MarketSpec) => spec.countedIn === 'usd'
const indexName = (spec: MarketSpec) => `${spec.asset}_${spec.quote}`.toLowerCase()

function instrumentRow(view: VenueView, spec: MarketSpec) {
  return {
    tick_size: 0.5,
    tick_size_steps: [],
    taker_commission: 0.0005,
    settlement_period: spec.expiry ? 'month' : 'perpetual',
    settlement_currency: spec.settle,
    quote_currency: spec.quote,
    price_index: indexName(spec),
    min_trade_amount: Number(spec.contractSize),
    max_liquidation_commission: 0.0075,
    max_leverage: spec.maxLeverage,
    maker_commission: 0,
    kind: 'future',
    is_active: true,
    instrument_name: spec.market,
    instrument_id: 100_000 + view.markets.indexOf(spec),
    instrument_type: isInverse(spec) ? 'reversed' : 'linear',
    future_type: isInverse(spec) ? 'reversed' : 'linear',
    expiration_timestamp: spec.expiry?.getTime() ?? NEVER_MS,
    creation_timestamp: CREATED_MS,
    counter_currency: spec.quote,
    contract_size: isInverse(spec) ? Number(spec.contractSize) : 1,
    block_trade_commission: 0.00025,
    block_trade_min_trade_amount: 200_000,
    block_trade_tick_size: 0.01,
    base_currency: spec.asset,
    state: 'open',
  }
}

const answerInstruments: Handler = (query, view) => {
  const currency = query.get('currency') ?? ''
  if (currency !== 'any' && !CURRENCIES.includes(currency)) return invalid(view, 'currency')
  const rows = select(query, view, currency).map((spec) => instrumentRow(view, spec))
  return answer(envelope(view, rows), { rows: RESULT, fields: ['instrument_type', 'max_leverage'] })
}

function summaryRow(view: VenueView, spec: MarketSpec) {
  const { mark, usd, baseUnits, index } = view.serveMarket(spec)
  const price = Number(mark)
  const dayAgo = Number(view.market(spec, new Date(view.at.getTime() - DAY_MS)).mark)
  const open = isInverse(spec) ? usd : baseUnits
  return {
    instrument_name: spec.market,
    base_currency: spec.asset,
    quote_currency: spec.quote,
    creation_timestamp: view.now.getTime(),
    open_interest: open.toNumber(),
    mark_price: price,
    mid_price: price,
    bid_price: price,
    // Sides of a thin book are often empty.
    ask_price: spec.expiry ? null : price,
    last: price,
    high: Math.max(price, dayAgo),
    low: Math.min(price, dayAgo),
    price_change: Number((100 * (price / dayAgo - 1)).toFixed(4)),
    volume: Number(baseUnits.times('0.6').toFixed(4)),
    volume_usd: Number(usd.times('0.6').toFixed(2)),
    volume_notional: Number(usd.times('0.6').toFixed(2)),
    estimated_delivery_price: Number(index),
    ...(spec.expiry ? {} : { funding_8h: 0.00008, current_funding: 0 }),
  }
}

const answerSummaries: Handler = (query, view) => {
  const currency = query.get('currency') ?? ''
  if (!CURRENCIES.includes(currency)) return invalid(view, 'currency')
  const rows = select(query, view, currency).map((spec) => summaryRow(view, spec))
  return answer(envelope(view, rows), { rows: RESULT, fields: ['open_interest', 'mark_price'] })
}

const answerIndex: Handler = (query, view) => {
  const name = query.get('index_name') ?? ''
  const spec = view.markets.find((entry) => indexName(entry) === name)
  if (!spec) return invalid(view, 'index_name')
  const price = Number(view.market(spec).index)
  const result = { index_price: price, estimated_delivery_price: price }
  return answer(envelope(view, result), { rows: [], fields: ['index_price'] })
}

/** Daily settlements at 08:00 UTC, and the bankruptcies of the stress hours between them, newest first. */
function listSettlements(
  view: VenueView,
  spec: MarketSpec,
  until: number,
): readonly { timestamp: number; type: string }[] {
  const newest = floorTo(new Date(until), DAY_MS, 8 * HOUR_MS).getTime()
  return Array.from({ length: SETTLEMENT_DAYS }, (_, back) => newest - back * DAY_MS).flatMap((day) => {
    const priced = view.market(spec, new Date(day))
    const row = {
      timestamp: day + 23,
      instrument_name: spec.market,
      index_price: Number(priced.index),
      mark_price: Number(priced.mark),
      position: Number((isInverse(spec) ? priced.usd : priced.baseUnits).toFixed(4)),
    }
    const settlement = {
      ...row,
      type: 'settlement',
      session_profit_loss: 0.1165,
      profit_loss: -9.99e-10,
      funding: 0.02,
    }
    const { event } = view.stress(new Date(day))
    const hit = event !== null && event.startMinute * MINUTE_MS > day - DAY_MS && spec.expiry === null
    if (!hit) return [settlement]
    const lost = Number((2 * view.roll(`bankruptcy ${spec.market}`, event.startMinute)).toFixed(5))
    const bankruptcy = {
      ...row,
      type: 'bankruptcy',
      timestamp: (event.startMinute + 5) * MINUTE_MS,
      session_bankruptcy: lost,
      session_tax: 0,
      session_tax_rate: 0,
      socialized: 0,
      funded: lost,
    }
    return [settlement, bankruptcy]
  })
}

/** Newest first; the continuation is the position the next page begins with. */
const answerSettlements: Handler = (query, view) => {
  const currency = query.get('currency') ?? ''
  if (!CURRENCIES.includes(currency)) return invalid(view, 'currency')
  const type = query.get('type')
  if (type !== null && !SETTLEMENT_TYPES.includes(type)) return invalid(view, 'type')
  const count = readCount(query, 'count', { fallback: 20, max: 1000 })
  if (count === null) return invalid(view, 'count')
  const from = Number(query.get('continuation') ?? 0)
  if (!Number.isInteger(from) || from < 0) return invalid(view, 'continuation')
  const until = Number(query.get('search_start_timestamp') ?? view.now.getTime())
  if (!Number.isFinite(until)) return invalid(view, 'search_start_timestamp')
  const rows = view.markets
    .filter((spec) => spec.segment === currency)
    .flatMap((spec) => listSettlements(view, spec, Math.min(until, view.now.getTime())))
    .filter((row) => type === null || row.type === type)
    .sort((a, b) => b.timestamp - a.timestamp)
  const more = from + count < rows.length
  const result = { settlements: rows.slice(from, from + count), continuation: more ? String(from + count) : 'none' }
  return answer(envelope(view, result), { rows: [['result', 'settlements']], fields: ['session_bankruptcy', 'type'] })
}

const routes: Readonly<Record<string, Handler>> = {
  '/api/v2/public/get_instruments': answerInstruments,
  '/api/v2/public/get_book_summary_by_currency': answerSummaries,
  '/api/v2/public/get_last_settlements_by_currency': answerSettlements,
  '/api/v2/public/get_index_price': answerIndex,
}

/** Deribit, API v2. https://docs.deribit.com */
export default {
  venue: 'deribit',
  hosts: ['www.deribit.com'],
  book: deribitBook,
  handle: ({ path, query }: SimulatedRequest, view) => routes[path]?.(query, view) ?? null,
  refusals: (_request, view) => ({
    notFound: fail(view, 404, -32601, 'Method not found'),
    rateLimited: fail(view, 429, 10028, 'too_many_requests'),
    region: fail(view, 403, 13021, 'forbidden'),
    server: fail(view, 500, 11094, 'internal_server_error'),
    envelope: fail(view, 200, 11094, 'internal_server_error'),
    retryAfter: 's',
  }),
} satisfies Responder
