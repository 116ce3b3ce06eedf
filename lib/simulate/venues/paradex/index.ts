import { plain } from '@/lib/core/decimal'
import { answer, type Reply, type Responder, readCount, respond } from '@/lib/simulate/responder'
import { paradexBook } from '@/lib/simulate/venues/paradex/book'
import type { VenueView } from '@/lib/simulate/view'
import type { MarketSpec } from '@/lib/simulate/world/book'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/simulate/world/calendar'

const FUND_ACCOUNT = '0x495d2eb5236a12b8b4ad7d3849ce6a203ce21c43f473c248dfd5ce70d9454fa'
const OPEN_AT = Date.UTC(2024, 4, 30)
/** Perpetual options are in both lists; a reader of futures must leave them out. */
const OPTIONS = ['BTC-USD-96000-C', 'ETH-USD-3000-P'] as const
const DEFAULT_LEVELS = 20
const MOST_LEVELS = 100

const fail = (status: number, error: string, message: string) => respond(status, { error, message, data: null })
const unknownMarket = (market: string) => fail(404, 'NOT_FOUND', `market ${market} not found`)

type Handler = (query: URLSearchParams, view: VenueView) => Reply

const answerInsurance: Handler = (_query, view) => {
  const [spec] = view.pools
  if (!spec) return fail(404, 'NOT_FOUND', 'no fund')
  const { units, sampledAt } = view.servePool(spec)
  const body = {
    account: FUND_ACCOUNT,
    account_value: plain(units),
    settlement_asset: spec.asset,
    updated_at: sampledAt.getTime(),
  }
  return answer(body, { rows: [[]], fields: ['account_value', 'settlement_asset'] })
}

function marketRow(spec: MarketSpec) {
  return {
    symbol: spec.market,
    base_currency: spec.asset,
    quote_currency: spec.quote,
    settlement_currency: spec.settle,
    order_size_increment: '0.001',
    price_tick_size: '0.1',
    min_notional: '10',
    open_at: OPEN_AT,
    expiry_at: 0,
    asset_kind: 'PERP',
    market_kind: 'cross',
    position_limit: '2000000',
    max_open_orders: 50,
    delta1_cross_margin_params: {
      imf_base: String(1 / spec.maxLeverage),
      imf_shift: '0',
      imf_factor: '0.00071',
      mmf_factor: '0.5',
    },
    chain_details: { insurance_fund_address: FUND_ACCOUNT },
  }
}

const answerMarkets: Handler = (_query, view) => {
  const options = OPTIONS.map((symbol) => ({ symbol, asset_kind: 'PERP_OPTION', base_currency: symbol.slice(0, 3) }))
  return answer({ results: [...view.markets.map(marketRow), ...options] }, { rows: [['results']], fields: ['symbol'] })
}

function summaryRow(view: VenueView, spec: MarketSpec) {
  const { mark, index, amount } = view.serveMarket(spec)
  const dayAgo = view.market(spec, new Date(view.at.getTime() - DAY_MS)).mark
  return {
    symbol: spec.market,
    mark_price: mark,
    last_traded_price: mark,
    bid: mark,
    ask: mark,
    underlying_price: index,
    open_interest: plain(amount),
    funding_rate: '0.00008',
    volume_24h: plain(view.volume(spec).usd.toDecimalPlaces(6)),
    price_change_rate_24h: (Number(mark) / Number(dayAgo) - 1).toFixed(6),
    created_at: view.at.getTime(),
  }
}

const answerSummary: Handler = (query, view) => {
  const market = query.get('market')
  if (!market) return fail(400, 'INVALID_REQUEST_PARAMETER', 'market is required')
  const found = view.markets.filter((spec) => market === 'ALL' || spec.market === market)
  if (found.length === 0) return unknownMarket(market)
  const options = OPTIONS.map((symbol) => ({ symbol, mark_price: '120.5', open_interest: '12', funding_rate: '' }))
  const results = [...found.map((spec) => summaryRow(view, spec)), ...(market === 'ALL' ? options : [])]
  return answer({ results }, { rows: [['results']], fields: ['open_interest', 'mark_price'] })
}

function answerBook(market: string, query: URLSearchParams, view: VenueView): Reply {
  const spec = view.findMarket(market)
  const depth = readCount(query, 'depth', { fallback: DEFAULT_LEVELS, max: MOST_LEVELS })
  if (!spec) return unknownMarket(market)
  if (depth === null) return fail(400, 'INVALID_REQUEST_PARAMETER', 'depth')
  const book = view.orderBook(spec)
  const side = (levels: typeof book.bids) => levels.slice(0, depth).map(({ price, amount }) => [price, plain(amount)])
  const body = {
    market,
    seq_no: view.at.getTime() / MINUTE_MS,
    last_updated_at: view.at.getTime(),
    asks: side(book.asks),
    bids: side(book.bids),
  }
  return answer(body, { rows: [['asks'], ['bids']], fields: ['bids', 'asks'] })
}

/** Newest first: ordinary trades with the liquidations of the last hours among them. */
const answerTrades: Handler = (query, view) => {
  const market = query.get('market') ?? ''
  const spec = view.findMarket(market)
  const size = readCount(query, 'page_size', { fallback: 100, max: 1_000 })
  if (!spec) return unknownMarket(market)
  if (size === null) return fail(400, 'INVALID_REQUEST_PARAMETER', 'page_size')
  const { mark } = view.market(spec)
  const fills = Array.from({ length: 120 }, (_, back) => ({
    id: `${view.at.getTime() - back * MINUTE_MS}0001`,
    market,
    side: back % 2 === 0 ? 'BUY' : 'SELL',
    size: '0.01',
    price: mark,
    created_at: view.at.getTime() - back * MINUTE_MS,
    trade_type: back % 7 === 0 ? 'RPI' : 'FILL',
  }))
  const liquidations = view.liquidations(spec, { from: new Date(view.at.getTime() - 6 * HOUR_MS) }).map((item) => ({
    id: `${item.at.getTime()}${item.id}`,
    market,
    side: item.side === 'long' ? 'SELL' : 'BUY',
    size: plain(item.baseUnits),
    price: item.fillPrice,
    created_at: item.at.getTime(),
    trade_type: 'LIQUIDATION',
  }))
  const results = [...fills, ...liquidations].sort((a, b) => b.created_at - a.created_at).slice(0, size)
  return answer({ next: '', prev: '', results }, { rows: [['results']], fields: ['size', 'price'] })
}

const handlers: Readonly<Record<string, Handler>> = {
  '/v1/insurance': answerInsurance,
  '/v1/markets': answerMarkets,
  '/v1/markets/summary': answerSummary,
  '/v1/trades': answerTrades,
}

/** Paradex. https://docs.paradex.trade */
export default {
  venue: 'paradex',
  hosts: ['api.prod.paradex.trade'],
  book: paradexBook,
  handle({ method, path, query }, view) {
    if (method !== 'GET') return null
    const [, market] = /^\/v1\/orderbook\/([A-Z0-9-]+)$/.exec(path) ?? []
    return market === undefined ? (handlers[path]?.(query, view) ?? null) : answerBook(market, query, view)
  },
  refusals: () => ({
    notFound: fail(404, 'NOT_FOUND', 'not found'),
    rateLimited: fail(429, 'RATE_LIMIT_EXCEEDED', 'too many requests'),
    region: fail(403, 'GEO_IP_BLOCK', 'not available in your region'),
    server: fail(500, 'INTERNAL_ERROR', 'internal error'),
    envelope: fail(200, 'SERVICE_UNAVAILABLE', 'service unavailable'),
    retryAfter: 's',
  }),
} satisfies Responder
