import { plain } from '@/lib/core/decimal'
import { answer, type Reply, type Responder, readCount, readEpochMs, respond } from '@/lib/simulate/responder'
import { cryptocomBook, SPOT_PAIRS } from '@/lib/simulate/venues/cryptocom/book'
import type { VenueView } from '@/lib/simulate/view'
import type { BookLevel } from '@/lib/simulate/world/activity'
import type { MarketSpec } from '@/lib/simulate/world/book'
import { DAY_MS, floorTo, MINUTE_MS } from '@/lib/simulate/world/calendar'

const DATA = [['result', 'data']] as const
/** How often a point is written is not documented. */
const POINT_MS = 60 * MINUTE_MS
const FIRST_POINT_MS = Date.UTC(2024, 0, 1)

const envelope = (method: string, result: unknown) => ({ id: -1, method: `public/${method}`, code: 0, result })
const fail = (status: number, code: number, message: string) => respond(status, { id: -1, method: '', code, message })

type Handler = (query: URLSearchParams, view: VenueView, method: string) => Reply

/** Points of a window, newest first; the one of now is the current balance. */
const answerInsurance: Handler = (query, view, method) => {
  const name = query.get('instrument_name')
  const [fund] = view.pools
  const count = readCount(query, 'count', { fallback: 25, max: 300 })
  const [start, end] = [readEpochMs(query, 'start_ts'), readEpochMs(query, 'end_ts')]
  if (name === null) return fail(400, 40004, 'Missing instrument_name param')
  if (name !== 'USD' || !fund || count === null || start === null || end === null)
    return fail(400, 40003, 'Invalid request')
  const first = Math.max(start ?? view.now.getTime() - DAY_MS, FIRST_POINT_MS)
  const last = Math.min(end ?? view.at.getTime(), view.at.getTime())
  const now = end === undefined || end >= view.now.getTime() ? [view.at] : []
  if (now.length > 0) view.servePool(fund)
  const points: Date[] = last >= first ? [...now] : []
  for (let at = floorTo(new Date(last), POINT_MS).getTime(); at >= first && points.length < count; at -= POINT_MS) {
    if (at < last || now.length === 0) points.push(new Date(at))
  }
  const data = points.map((at) => ({ v: plain(view.pool(fund, at).units), t: at.getTime() }))
  return answer(envelope(method, { data, instrument_name: name }), { rows: DATA, fields: ['v', 't'] })
}

const answerInstruments: Handler = (_query, view, method) => {
  const contracts = view.markets.map((spec) => ({
    symbol: spec.market,
    inst_type: spec.segment,
    display_name: spec.market,
    base_ccy: spec.base,
    quote_ccy: spec.quote,
    quote_decimals: 2,
    quantity_decimals: spec.sizeDecimals,
    price_tick_size: '0.5',
    qty_tick_size: (10 ** -spec.sizeDecimals).toFixed(spec.sizeDecimals),
    max_leverage: String(spec.maxLeverage),
    tradable: spec.listed,
    expiry_timestamp_ms: spec.expiry ? spec.expiry.getTime() : 0,
    contract_size: '1',
    underlying_symbol: `${spec.base}USD-INDEX`,
  }))
  const spot = SPOT_PAIRS.map((symbol) => ({
    symbol,
    inst_type: 'CCY_PAIR',
    display_name: symbol.replace('_', '/'),
    base_ccy: symbol.split('_')[0],
    quote_ccy: 'USD',
    max_leverage: '50',
    tradable: true,
  }))
  return answer(envelope(method, { data: [...spot, ...contracts] }), {
    rows: DATA,
    fields: ['max_leverage', 'tradable'],
  })
}

function tickerRow(view: VenueView, spec: MarketSpec) {
  const { mark, amount } = view.serveMarket(spec)
  const day = view.volume(spec)
  const dayAgo = view.market(spec, new Date(view.at.getTime() - DAY_MS)).mark
  const [low, high] = [mark, dayAgo].sort((a, b) => Number(a) - Number(b))
  return {
    h: high,
    l: low,
    a: mark,
    i: spec.market,
    v: plain(day.amount),
    vv: day.usd.toFixed(2),
    oi: plain(amount),
    c: (Number(mark) / Number(dayAgo) - 1).toFixed(8),
    b: mark,
    k: mark,
    t: view.at.getTime(),
  }
}

const spotRow = (view: VenueView, name: string) => ({
  h: '1',
  l: '1',
  a: '1',
  i: name,
  v: '1',
  vv: '900000000.00',
  oi: '0',
  c: null,
  b: null,
  k: null,
  t: view.at.getTime(),
})

const answerTickers: Handler = (query, view, method) => {
  const name = query.get('instrument_name')
  const traded = view.markets.filter((spec) => spec.listed && (name === null || spec.market === name))
  if (name !== null && traded.length === 0) return fail(400, 40003, 'Invalid request')
  const spot = name === null ? SPOT_PAIRS.map((pair) => spotRow(view, pair)) : []
  const data = [...spot, ...traded.map((spec) => tickerRow(view, spec))]
  return answer(envelope(method, { data }), { rows: DATA, fields: ['vv', 'oi'] })
}

const answerBook: Handler = (query, view, method) => {
  const name = query.get('instrument_name')
  const depth = readCount(query, 'depth', { fallback: 10, max: 50 })
  if (name === null) return fail(400, 40004, 'Missing instrument_name param')
  const spec = view.findMarket(name)
  if (!spec?.listed || depth === null) return fail(400, 40003, 'Invalid request')
  const { bids, asks } = view.orderBook(spec)
  const side = (levels: readonly BookLevel[]) =>
    levels.slice(0, depth).map(({ price, amount }) => [price, plain(amount), '0'])
  const result = { depth, data: [{ asks: side(asks), bids: side(bids) }], instrument_name: name }
  return answer(envelope(method, result), {
    rows: [
      ['result', 'data', '0', 'asks'],
      ['result', 'data', '0', 'bids'],
    ],
    fields: ['asks', 'bids'],
  })
}

const handlers: Readonly<Record<string, Handler>> = {
  'get-insurance': answerInsurance,
  'get-instruments': answerInstruments,
  'get-tickers': answerTickers,
  'get-book': answerBook,
}

/** Crypto.com Exchange v1. https://exchange-docs.crypto.com/exchange/v1/rest-ws/index.html */
export default {
  venue: 'cryptocom',
  hosts: ['api.crypto.com'],
  book: cryptocomBook,
  handle({ path, query }, view) {
    const [, method = ''] = /^\/exchange\/v1\/public\/([a-z-]+)$/.exec(path) ?? []
    return handlers[method]?.(query, view, method) ?? null
  },
  refusals: () => ({
    notFound: fail(404, 40401, 'Not found'),
    rateLimited: fail(429, 42901, 'Too many requests'),
    region: fail(403, 40301, 'Access restricted'),
    server: fail(500, 50001, 'Internal error'),
    envelope: fail(200, 50001, 'Internal error'),
    retryAfter: 's',
  }),
} satisfies Responder
