import { plain } from '@/lib/core/decimal'
import { answer, type Reply, type Responder, respond, type SimulatedRequest } from '@/lib/simulate/responder'
import { answerOpenInterest, answerPool, refuse } from '@/lib/simulate/venues/kraken/analytics'
import { krakenBook, nameOf } from '@/lib/simulate/venues/kraken/book'
import type { VenueView } from '@/lib/simulate/view'
import type { MarketSpec } from '@/lib/simulate/world/book'
import { HOUR_MS, MINUTE_MS } from '@/lib/simulate/world/calendar'

const API = '/derivatives/api/v3'
const ANALYTICS = '/api/charts/v1/analytics'
const MOST_TRADES = 100

const envelope = (view: VenueView, content: Readonly<Record<string, unknown>>) => ({
  result: 'success',
  ...content,
  serverTime: view.now.toISOString(),
})
const fail = (status: number, error: string, view: VenueView) =>
  respond(status, { result: 'error', error, serverTime: view.now.toISOString() })

type Handler = (query: URLSearchParams, view: VenueView) => Reply

function tickerRow(view: VenueView, spec: MarketSpec) {
  const { mark, index, amount } = view.serveMarket(spec)
  const volume = view.volume(spec)
  return {
    tag: spec.expiry ? 'quarter' : 'perpetual',
    pair: `${nameOf(spec.asset)}:USD`,
    symbol: spec.market,
    markPrice: Number(mark),
    bid: Number(mark),
    bidSize: 100,
    ask: Number(mark),
    askSize: 100,
    vol24h: volume.amount.toNumber(),
    volumeQuote: volume.usd.toNumber(),
    openInterest: amount.toNumber(),
    indexPrice: Number(index),
    last: Number(mark),
    lastTime: view.at.toISOString(),
    suspended: !spec.listed,
    fundingRate: 1.18588737106e-7,
    fundingRatePrediction: 1.1852486794e-7,
    postOnly: false,
  }
}

const answerTickers: Handler = (_query, view) => {
  const index = { symbol: 'in_xbtusd', last: Number(view.index('BTC')), lastTime: view.at.toISOString() }
  const tickers = [...view.markets.map((spec) => tickerRow(view, spec)), index]
  return answer(envelope(view, { tickers }), { rows: [['tickers']], fields: ['openInterest', 'markPrice'] })
}

const answerInstruments: Handler = (_query, view) => {
  const instruments = view.markets.map((spec) => ({
    symbol: spec.market,
    type: spec.segment === 'inverse' ? 'futures_inverse' : 'flexible_futures',
    contractSize: 1,
    tickSize: 0.5,
    tradeable: spec.listed,
    maxPositionSize: 1_000_000,
    marginLevels: [
      {
        [spec.segment === 'inverse' ? 'contracts' : 'numNonContractUnits']: 0,
        initialMargin: 1 / spec.maxLeverage,
        maintenanceMargin: 0.5 / spec.maxLeverage,
      },
    ],
  }))
  return answer(envelope(view, { instruments }), { rows: [['instruments']], fields: ['initialMargin', 'symbol'] })
}

const answerBook: Handler = (query, view) => {
  const spec = view.findMarket(query.get('symbol') ?? '')
  if (!spec) return fail(200, 'invalidArgument', view)
  const book = view.orderBook(spec)
  const side = (levels: typeof book.bids) => levels.map(({ price, amount }) => [Number(price), amount.toNumber()])
  const orderBook = { bids: side(book.bids), asks: side(book.asks) }
  return answer(envelope(view, { orderBook }), {
    rows: [
      ['orderBook', 'bids'],
      ['orderBook', 'asks'],
    ],
    fields: ['bids', 'asks'],
  })
}

const TYPES = { market: 'liquidation', fund: 'assignment', adl: 'termination' } as const

/** The last 100 trades, newest first. */
const answerHistory: Handler = (query, view) => {
  const spec = view.findMarket(query.get('symbol') ?? '')
  if (!spec) return fail(200, 'invalidArgument', view)
  const { mark } = view.market(spec)
  const minute = view.at.getTime() / MINUTE_MS
  const fills = Array.from({ length: 60 }, (_, back) => ({
    time: new Date(view.at.getTime() - back * MINUTE_MS).toISOString(),
    trade_id: (minute - back) * 100 + 99,
    price: Number(mark),
    size: 1,
    side: back % 2 === 0 ? 'buy' : 'sell',
    type: back % 20 === 19 ? 'block' : 'fill',
    uid: `fill-${minute - back}`,
  }))
  const forced = view.liquidations(spec, { from: new Date(view.at.getTime() - 6 * HOUR_MS) }).map((item) => ({
    time: item.at.toISOString(),
    trade_id: item.id,
    price: Number(item.fillPrice),
    size: Number(plain(item.amount)),
    side: item.side === 'long' ? 'sell' : 'buy',
    type: TYPES[item.closedBy],
    uid: `forced-${item.id}`,
  }))
  const history = [...fills, ...forced].sort((a, b) => b.time.localeCompare(a.time)).slice(0, MOST_TRADES)
  return answer(envelope(view, { history }), { rows: [['history']], fields: ['size', 'price'] })
}

const handlers: Readonly<Record<string, Handler>> = {
  tickers: answerTickers,
  instruments: answerInstruments,
  orderbook: answerBook,
  history: answerHistory,
}

function answerAnalytics(path: string, query: URLSearchParams, view: VenueView): Reply | null {
  if (path === `${ANALYTICS}/liquidity-pool`) return answerPool(query, view)
  const [, symbol] = /\/analytics\/([A-Z0-9_]+)\/open-interest$/.exec(path) ?? []
  return symbol === undefined ? null : answerOpenInterest(symbol, query, view)
}

const isAnalytics = ({ path }: SimulatedRequest) => path.startsWith(`${ANALYTICS}/`)

/** Kraken Futures. https://docs.kraken.com/api-reference */
export default {
  venue: 'kraken',
  hosts: ['futures.kraken.com'],
  book: krakenBook,
  handle(request, view) {
    const { method, path, query } = request
    if (method !== 'GET') return null
    if (isAnalytics(request)) return answerAnalytics(path, query, view)
    return path.startsWith(`${API}/`) ? (handlers[path.slice(API.length + 1)]?.(query, view) ?? null) : null
  },
  refusals(request, view) {
    const analytics = isAnalytics(request)
    const either = (status: number, word: string) => (analytics ? refuse(status, word, word) : fail(status, word, view))
    return {
      notFound: either(404, 'notFound'),
      rateLimited: either(429, 'apiLimitExceeded'),
      region: either(403, 'Unavailable'),
      server: either(500, 'Server Error'),
      envelope: either(200, 'Unavailable'),
      retryAfter: 's',
    }
  },
} satisfies Responder
