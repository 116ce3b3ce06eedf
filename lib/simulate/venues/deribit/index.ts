import { answer, type Responder, type SimulatedRequest } from '@/lib/simulate/responder'
import { deribitBook } from '@/lib/simulate/venues/deribit/book'
import { CURRENCIES, envelope, fail, type Handler, invalid, isInverse } from '@/lib/simulate/venues/deribit/envelope'
import { answerSettlements } from '@/lib/simulate/venues/deribit/settlements'
import type { VenueView } from '@/lib/simulate/view'
import type { MarketSpec } from '@/lib/simulate/world/book'
import { DAY_MS } from '@/lib/simulate/world/calendar'

const CREATED_MS = Date.UTC(2024, 0, 15)
const NEVER_MS = 32_503_708_800_000
const RESULT = [['result']] as const

/** Futures of a currency; other kinds are not simulated and have no rows. */
function select(query: URLSearchParams, view: VenueView, currency: string): readonly MarketSpec[] {
  const kind = query.get('kind')
  if (kind !== null && kind !== 'future') return []
  return view.markets.filter((spec) => currency === 'any' || spec.segment === currency)
}

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
  const day = view.volume(spec)
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
    volume: Number(day.baseUnits.toFixed(4)),
    volume_usd: Number(day.usd.toFixed(2)),
    volume_notional: Number(day.usd.toFixed(2)),
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

const DEPTHS = new Set([1, 5, 10, 20, 50, 100, 1000, 10_000])

/** Amounts are dollars for inverse contracts, base units for linear ones. */
const answerOrderBook: Handler = (query, view) => {
  const spec = view.findMarket(query.get('instrument_name') ?? '')
  if (!spec) return invalid(view, 'instrument_name')
  const depth = Number(query.get('depth') ?? 5)
  if (!DEPTHS.has(depth)) return invalid(view, 'depth')
  const { bids, asks } = view.orderBook(spec)
  const levels = (side: typeof bids) =>
    side.slice(0, depth).map(({ price, amount }) => [Number(price), amount.toNumber()] as const)
  const [state, [bestBid], [bestAsk]] = [view.market(spec), levels(bids), levels(asks)]
  const result = {
    timestamp: view.now.getTime(),
    state: 'open',
    instrument_name: spec.market,
    index_price: Number(state.index),
    mark_price: Number(state.mark),
    last_price: Number(state.mark),
    change_id: view.now.getTime(),
    bids: levels(bids),
    asks: levels(asks),
    best_bid_price: bestBid?.[0] ?? 0,
    best_bid_amount: bestBid?.[1] ?? 0,
    best_ask_price: bestAsk?.[0] ?? 0,
    best_ask_amount: bestAsk?.[1] ?? 0,
  }
  return answer(envelope(view, result), {
    rows: [
      ['result', 'bids'],
      ['result', 'asks'],
    ],
    fields: ['bids', 'asks'],
  })
}

const routes: Readonly<Record<string, Handler>> = {
  '/api/v2/public/get_instruments': answerInstruments,
  '/api/v2/public/get_book_summary_by_currency': answerSummaries,
  '/api/v2/public/get_last_settlements_by_currency': answerSettlements,
  '/api/v2/public/get_index_price': answerIndex,
  '/api/v2/public/get_order_book': answerOrderBook,
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
