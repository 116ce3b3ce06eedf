import { plain } from '@/lib/core/decimal'
import { answer, type Reply, type Responder, readCount, respond, type SimulatedRequest } from '@/lib/simulate/responder'
import { deltaBook } from '@/lib/simulate/venues/delta/book'
import type { VenueView } from '@/lib/simulate/view'
import type { MarketSpec } from '@/lib/simulate/world/book'

const RESULT = [['result']] as const
const DEFAULT_DEPTH = 20

const fail = (status: number, code: string): Reply => respond(status, { success: false, error: { code, context: {} } })
const success = (result: unknown, rest: object = {}) => ({ success: true, ...rest, result })

type Handler = (request: SimulatedRequest, view: VenueView) => Reply

const microseconds = (view: VenueView): number => view.now.getTime() * 1000

function select(query: URLSearchParams, view: VenueView): readonly MarketSpec[] {
  const types = query.get('contract_types')?.split(',')
  return view.markets.filter((spec) => types === undefined || types.includes(spec.segment))
}

function productRow(view: VenueView, spec: MarketSpec) {
  return {
    id: 27 + view.markets.indexOf(spec),
    symbol: spec.market,
    contract_type: spec.segment,
    contract_value: spec.contractSize,
    contract_unit_currency: spec.asset,
    notional_type: 'vanilla',
    initial_margin: String(100 / spec.maxLeverage),
    maintenance_margin: String(50 / spec.maxLeverage),
    max_leverage_notional: '100000',
    default_leverage: String(spec.maxLeverage),
    initial_margin_scaling_factor: '0.0000025',
    maintenance_margin_scaling_factor: '0.00000125',
    liquidation_penalty_factor: '0.5',
    state: 'live',
  }
}

/** Pages by a cursor: the position the next page begins with. */
const answerProducts: Handler = ({ query }, view) => {
  const size = readCount(query, 'page_size', { fallback: 100, max: 100 })
  const from = readCount(query, 'after', { fallback: 0, max: 1_000_000, min: 0 })
  if (size === null || from === null) return fail(400, 'bad_schema')
  const all = select(query, view)
  const after = from + size < all.length ? String(from + size) : null
  const rows = all.slice(from, from + size).map((spec) => productRow(view, spec))
  return answer(success(rows, { meta: { after, before: from === 0 ? null : String(from) } }), {
    rows: RESULT,
    fields: ['initial_margin', 'notional_type'],
  })
}

function tickerRow(view: VenueView, spec: MarketSpec) {
  const { mark, index, amount, usd } = view.serveMarket(spec)
  const volume = view.volume(spec)
  const price = Number(mark)
  return {
    symbol: spec.market,
    contract_type: spec.segment,
    product_id: 27 + view.markets.indexOf(spec),
    mark_price: mark,
    spot_price: index,
    oi: plain(amount),
    oi_value: plain(usd),
    oi_value_symbol: 'USD',
    oi_value_usd: plain(usd),
    open: price,
    high: price,
    low: price,
    close: price,
    size: volume.amount.toNumber(),
    volume: volume.baseUnits.toNumber(),
    turnover: volume.usd.toNumber(),
    turnover_symbol: 'USD',
    turnover_usd: volume.usd.toNumber(),
    greeks: null,
    price_band: { lower_limit: (price * 0.9).toFixed(2), upper_limit: (price * 1.1).toFixed(2) },
    timestamp: microseconds(view),
  }
}

const answerTickers: Handler = ({ query }, view) =>
  answer(success(select(query, view).map((spec) => tickerRow(view, spec))), {
    rows: RESULT,
    fields: ['oi_value_usd', 'mark_price', 'turnover_usd'],
  })

const answerProduct = (view: VenueView, symbol: string): Reply => {
  const spec = view.findMarket(symbol)
  if (!spec) return fail(404, 'not_found')
  return answer(success(productRow(view, spec)), { rows: [], fields: ['contract_value', 'notional_type'] })
}

const answerBook = ({ query }: SimulatedRequest, view: VenueView, symbol: string): Reply => {
  const spec = view.findMarket(symbol)
  if (!spec) return fail(404, 'not_found')
  const depth = readCount(query, 'depth', { fallback: DEFAULT_DEPTH, max: 1000 })
  if (depth === null) return fail(400, 'bad_schema')
  const { bids, asks } = view.orderBook(spec)
  const levels = (side: typeof bids) => {
    let total = 0
    return side.slice(0, depth).map(({ price, amount }) => {
      total += amount.toNumber()
      return { depth: String(total), price, size: amount.toNumber() }
    })
  }
  const result = { buy: levels(bids), last_updated_at: microseconds(view), sell: levels(asks), symbol: spec.market }
  return answer(success(result), {
    rows: [
      ['result', 'buy'],
      ['result', 'sell'],
    ],
    fields: ['buy', 'sell', 'size'],
  })
}

function handle(request: SimulatedRequest, view: VenueView): Reply | null {
  const [version, resource, symbol, ...rest] = request.path.split('/').slice(1)
  if (version !== 'v2' || rest.length > 0) return null
  if (resource === 'products') return symbol ? answerProduct(view, symbol) : answerProducts(request, view)
  if (resource === 'tickers' && !symbol) return answerTickers(request, view)
  return resource === 'l2orderbook' && symbol ? answerBook(request, view, symbol) : null
}

/** Delta Exchange India, API v2. https://docs.delta.exchange */
export default {
  venue: 'delta',
  hosts: ['api.india.delta.exchange'],
  book: deltaBook,
  handle,
  refusals: () => ({
    notFound: fail(404, 'not_found'),
    rateLimited: fail(429, 'too_many_requests'),
    region: fail(403, 'forbidden'),
    server: fail(500, 'internal_server_error'),
    envelope: fail(200, 'bad_schema'),
    retryAfter: 's',
  }),
} satisfies Responder
