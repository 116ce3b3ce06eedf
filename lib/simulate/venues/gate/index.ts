import { plain } from '@/lib/core/decimal'
import { answer, type Reply, type Responder, readCount, respond, type SimulatedRequest } from '@/lib/simulate/responder'
import { gateBook } from '@/lib/simulate/venues/gate/book'
import { listLiquidations, listTrades } from '@/lib/simulate/venues/gate/events'
import type { VenueView } from '@/lib/simulate/view'
import type { MarketSpec } from '@/lib/simulate/world/book'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/simulate/world/calendar'

const FIRST_POINT_MS = Date.UTC(2024, 0, 1)
const CREATED_S = Date.UTC(2024, 0, 15) / 1000
const FUNDING_S = 28_800

const fail = (status: number, label: string, message: string) => respond(status, { label, message })
const invalid = (name: string) => fail(400, 'INVALID_PARAM_VALUE', `Invalid request parameter \`${name}\` value`)
const unknownContract = (name: string) => fail(400, 'CONTRACT_NOT_FOUND', `contract ${name} not found`)

type Handler = (query: URLSearchParams, view: VenueView, settle: string, name: string) => Reply

/** The last `limit` points of a day each, oldest first. */
const answerInsurance: Handler = (query, view, settle) => {
  const limit = readCount(query, 'limit', { fallback: 100, max: 1000 })
  const spec = view.pools.find((pool) => pool.pool === settle)
  if (limit === null || !spec) return invalid(spec ? 'limit' : 'settle')
  const newest = view.servePool(spec).sampledAt.getTime()
  const days = Array.from({ length: limit }, (_, back) => newest - (limit - 1 - back) * DAY_MS)
  const points = days
    .filter((ms) => ms >= FIRST_POINT_MS)
    .map((ms) => ({ t: ms / 1000, b: plain(view.pool(spec, new Date(ms)).units) }))
  return answer(points, { fields: ['b'] })
}

function contractRow(view: VenueView, spec: MarketSpec) {
  const { mark, index, amount } = view.serveMarket(spec)
  const decimal = spec.sizeDecimals > 0
  return {
    name: spec.market,
    type: spec.countedIn === 'usd' ? 'inverse' : 'direct',
    quanto_multiplier: spec.countedIn === 'usd' ? '0' : spec.contractSize,
    leverage_min: '1',
    leverage_max: String(spec.maxLeverage),
    maintenance_rate: (0.5 / spec.maxLeverage).toFixed(4),
    mark_type: 'index',
    mark_price: mark,
    index_price: index,
    last_price: mark,
    maker_fee_rate: '-0.00005',
    taker_fee_rate: '0.00075',
    order_price_round: '0.0001',
    mark_price_round: '0.0001',
    funding_rate: '0.0001',
    funding_interval: FUNDING_S,
    funding_next_apply: (Math.floor(view.now.getTime() / (FUNDING_S * 1000)) + 1) * FUNDING_S,
    risk_limit_base: '1000000',
    risk_limit_step: '1000000',
    risk_limit_max: '8000000',
    order_size_min: decimal ? '0.1' : 1,
    order_size_max: decimal ? '1000000' : 1_000_000,
    order_price_deviate: '0.5',
    ref_discount_rate: '0',
    ref_rebate_rate: '0.2',
    orderbook_id: 1,
    trade_id: 1,
    trade_size: 1,
    position_size: decimal ? plain(amount) : amount.toNumber(),
    config_change_time: CREATED_S,
    in_delisting: !spec.listed,
    orders_limit: 50,
    enable_bonus: true,
    enable_credit: true,
    ...(decimal ? { enable_decimal: true } : {}),
    create_time: CREATED_S,
    launch_time: CREATED_S,
    funding_cap_ratio: '0.75',
    status: spec.listed ? 'trading' : 'delisting',
    contract_type: '',
  }
}

const ofSettle = (view: VenueView, settle: string) => view.markets.filter((spec) => spec.segment === settle)

const answerContractPage: Handler = (query, view, settle) => {
  const limit = readCount(query, 'limit', { fallback: 100, max: 1000 })
  const offset = readCount(query, 'offset', { fallback: 0, max: 1_000_000, min: 0 })
  if (limit === null || offset === null) return invalid(limit === null ? 'limit' : 'offset')
  const page = ofSettle(view, settle).slice(offset, offset + limit)
  return answer(
    page.map((spec) => contractRow(view, spec)),
    { fields: ['position_size', 'quanto_multiplier'] },
  )
}

/** One contract, or all of them a page at a time. */
const answerContracts: Handler = (query, view, settle, name) => {
  if (name === '') return answerContractPage(query, view, settle, name)
  const spec = ofSettle(view, settle).find((entry) => entry.market === name)
  return spec
    ? answer(contractRow(view, spec), { rows: [], fields: ['quanto_multiplier', 'position_size'] })
    : unknownContract(name)
}

const answerOrderBook: Handler = (query, view, settle) => {
  const contract = query.get('contract') ?? ''
  const spec = ofSettle(view, settle).find((entry) => entry.market === contract)
  const limit = readCount(query, 'limit', { fallback: 10, max: 100 })
  if (limit === null) return invalid('limit')
  if (!spec) return unknownContract(contract)
  const { bids, asks } = view.orderBook(spec)
  const levels = (side: typeof bids) =>
    side.slice(0, limit).map(({ price, amount }) => ({
      p: price,
      s: spec.sizeDecimals > 0 ? plain(amount) : amount.toNumber(),
    }))
  const current = view.now.getTime() / 1000
  const body = { current, update: current, asks: levels(asks), bids: levels(bids) }
  return answer(body, { rows: [['asks'], ['bids']], fields: ['asks', 'bids'] })
}

function tickerRow(view: VenueView, spec: MarketSpec) {
  const { mark, index, amount } = view.serveMarket(spec)
  const day = view.volume(spec)
  const dayAgo = view.market(spec, new Date(view.at.getTime() - DAY_MS)).mark
  const [low, high] = [mark, dayAgo].sort((a, b) => Number(a) - Number(b))
  return {
    contract: spec.market,
    last: mark,
    change_percentage: (100 * (Number(mark) / Number(dayAgo) - 1)).toFixed(2),
    total_size: plain(amount),
    low_24h: low,
    high_24h: high,
    volume_24h: plain(day.amount),
    volume_24h_base: plain(day.baseUnits),
    volume_24h_quote: plain(day.usd),
    volume_24h_settle: plain(spec.countedIn === 'usd' ? day.baseUnits : day.usd),
    mark_price: mark,
    funding_rate: '0.0001',
    funding_rate_indicative: '0.0001',
    index_price: index,
    quanto_base_rate: '',
    lowest_ask: mark,
    highest_bid: mark,
  }
}

const answerTickers: Handler = (query, view, settle) => {
  const contract = query.get('contract')
  const asked = ofSettle(view, settle).filter((spec) => contract === null || spec.market === contract)
  if (asked.length === 0) return unknownContract(contract ?? '')
  return answer(
    asked.map((spec) => tickerRow(view, spec)),
    { fields: ['total_size', 'mark_price'] },
  )
}

const INTERVALS: Readonly<Record<string, number>> = {
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '30m': 30 * MINUTE_MS,
  '1h': HOUR_MS,
  '4h': 4 * HOUR_MS,
  '1d': DAY_MS,
}

/** From `from` on, or the last `limit` intervals; oldest first. */
const answerStats: Handler = (query, view, settle) => {
  const contract = query.get('contract') ?? ''
  const spec = ofSettle(view, settle).find((entry) => entry.market === contract)
  if (!spec) return unknownContract(contract)
  const stepMs = INTERVALS[query.get('interval') ?? '5m']
  const limit = readCount(query, 'limit', { fallback: 30, max: 100 })
  const from = query.get('from')
  if (stepMs === undefined) return invalid('interval')
  if (limit === null || (from !== null && !/^\d{9,10}$/.test(from))) return invalid(limit === null ? 'limit' : 'from')
  const newest = Math.floor(view.at.getTime() / stepMs) * stepMs
  const asked = from === null ? newest - (limit - 1) * stepMs : Math.ceil((Number(from) * 1000) / stepMs) * stepMs
  const rows: unknown[] = []
  for (let time = Math.max(asked, FIRST_POINT_MS); time <= newest && rows.length < limit; time += stepMs) {
    const { amount, usd, mark } = view.market(spec, new Date(time))
    rows.push({
      time: time / 1000,
      lsr_taker: 1.02,
      lsr_account: 1.4,
      long_liq_size: 0,
      long_liq_amount: 0,
      long_liq_usd: 0,
      short_liq_size: 0,
      short_liq_amount: 0,
      short_liq_usd: 0,
      open_interest: amount.toNumber(),
      open_interest_usd: usd.toNumber(),
      top_lsr_account: 1.1,
      top_lsr_size: 1.05,
      mark_price: Number(mark),
    })
  }
  return answer(rows, { fields: ['open_interest', 'open_interest_usd'] })
}

const answerLiquidations: Handler = (query, view, settle) => {
  const limit = readCount(query, 'limit', { fallback: 100, max: 1000 })
  if (limit === null) return invalid('limit')
  const contract = query.get('contract')
  const asked = ofSettle(view, settle).filter((spec) => contract === null || spec.market === contract)
  if (asked.length === 0) return unknownContract(contract ?? '')
  const rows = asked.flatMap((spec) => listLiquidations(view, spec)).sort((a, b) => b.time - a.time)
  return answer(rows.slice(0, limit), { fields: ['size', 'fill_price'] })
}

const answerTrades: Handler = (query, view, settle) => {
  const limit = readCount(query, 'limit', { fallback: 100, max: 1000 })
  const contract = query.get('contract') ?? ''
  const spec = ofSettle(view, settle).find((entry) => entry.market === contract)
  if (limit === null) return invalid('limit')
  return spec
    ? answer(listTrades(view, spec).slice(0, limit), { fields: ['size', 'price'] })
    : unknownContract(contract)
}

const handlers: Readonly<Record<string, Handler>> = {
  insurance: answerInsurance,
  contracts: answerContracts,
  tickers: answerTickers,
  order_book: answerOrderBook,
  contract_stats: answerStats,
  liq_orders: answerLiquidations,
  trades: answerTrades,
}

interface Route {
  readonly handler: Handler
  readonly settle: string
  readonly item: string
}

/** `/futures/SETTLE/NAME[/ITEM]`; `/delivery/usdt/insurance` shows the same money as the futures of that currency. */
function route(path: string): Route | null {
  const groups = /^\/api\/v4\/(futures|delivery)\/([a-z]+)\/([a-z_]+)(?:\/([A-Z0-9_]+))?$/.exec(path) ?? []
  const [, product, settle = '', name = '', item = ''] = groups
  const handler = handlers[name]
  if (!handler || (product === 'delivery' && name !== 'insurance') || (item !== '' && name !== 'contracts')) return null
  return settle === 'usdt' || (settle === 'btc' && product === 'futures') ? { handler, settle, item } : null
}

/** Gate futures, API v4. https://www.gate.com/docs/developers/apiv4/en/#futures */
export default {
  venue: 'gate',
  hosts: ['api.gateio.ws', 'fx-api.gateio.ws'],
  book: gateBook,
  handle(request: SimulatedRequest, view) {
    const found = route(request.path)
    return found ? found.handler(request.query, view, found.settle, found.item) : null
  },
  refusals: () => ({
    notFound: fail(404, 'NOT_FOUND', 'Request path not found'),
    rateLimited: fail(429, 'TOO_MANY_REQUESTS', 'Request Rate Limit Exceeded'),
    region: fail(403, 'FORBIDDEN', 'Not available in your region'),
    server: fail(500, 'INTERNAL', 'Internal server error'),
    envelope: fail(200, 'SERVER_ERROR', 'Internal server error'),
    retryAfter: 's',
  }),
} satisfies Responder
