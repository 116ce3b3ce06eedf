import { plain } from '@/lib/core/decimal'
import { answer, type Reply, type Responder, respond, respondInText } from '@/lib/simulate/responder'
import { synthetixBook } from '@/lib/simulate/venues/synthetix/book'
import type { VenueView } from '@/lib/simulate/view'
import type { BookLevel } from '@/lib/simulate/world/activity'
import type { MarketSpec } from '@/lib/simulate/world/book'
import { DAY_MS } from '@/lib/simulate/world/calendar'

const REQUEST_ID = '5ccf215d37e3ae6d'
const LIMITS = [5, 10, 20, 50, 100, 500, 1000]

const ok = (response: unknown) => ({ status: 'ok', response, request_id: REQUEST_ID })

function fail(view: VenueView, status: number, code: string, message: string): Reply {
  const body = { status: 'error', error: { message, code }, request_id: REQUEST_ID, timestamp: view.now.toISOString() }
  return respond(status, body)
}

function marketRow(spec: MarketSpec) {
  const tier = (from: string, to: string | null, maxLeverage: number) => ({
    minPositionSize: from,
    maxPositionSize: to,
    maxLeverage,
    initialMarginRequirement: String(1 / maxLeverage),
    maintenanceMarginRequirement: String(0.5 / maxLeverage),
  })
  return {
    symbol: spec.market,
    description: spec.asset,
    baseAsset: spec.base,
    quoteAsset: spec.quote,
    isOpen: spec.listed,
    isCloseOnly: !spec.listed,
    contractSize: 1,
    liquidationClearanceFee: '0.002',
    maintenanceMarginTiers: [tier('0', '500000', spec.maxLeverage), tier('500001', null, spec.maxLeverage / 2)],
  }
}

const answerMarkets = (view: VenueView) =>
  answer(ok(view.markets.map(marketRow)), { rows: [['response']], fields: ['symbol', 'maintenanceMarginTiers'] })

function priceRow(view: VenueView, spec: MarketSpec) {
  const { mark, index, amount } = view.market(spec)
  const { baseUnits, usd } = view.volume(spec)
  return {
    symbol: spec.market,
    markPrice: mark,
    indexPrice: index,
    lastPrice: mark,
    bestBid: mark,
    bestAsk: mark,
    volume24h: plain(baseUnits),
    quoteVolume24h: usd.toFixed(8),
    fundingRate: '0.00001250',
    openInterest: plain(amount),
    prevDayPrice: view.market(spec, new Date(view.at.getTime() - DAY_MS)).mark,
    timestamp: view.now.getTime(),
  }
}

const answerPrices = (view: VenueView) =>
  answer(ok(Object.fromEntries(view.markets.map((spec) => [spec.market, priceRow(view, spec)]))), {
    rows: [['response']],
    fields: ['markPrice', 'quoteVolume24h'],
  })

function openInterestRow(view: VenueView, spec: MarketSpec) {
  const { amount } = view.serveMarket(spec)
  return {
    symbol: spec.market,
    openInterest: plain(amount.times(2)),
    longOpenInterest: plain(amount),
    shortOpenInterest: plain(amount),
    timestamp: view.at.getTime(),
  }
}

const answerOpenInterest = (view: VenueView) =>
  answer(ok(view.markets.map((spec) => openInterestRow(view, spec))), {
    rows: [['response']],
    fields: ['longOpenInterest', 'shortOpenInterest'],
  })

function answerBook(view: VenueView, params: Readonly<Record<string, unknown>>): Reply {
  const spec = view.findMarket(String(params.symbol))
  if (!spec) return fail(view, 400, 'VALIDATION_ERROR', 'Invalid symbol')
  const limit = params.limit ?? 500
  if (typeof limit !== 'number' || !LIMITS.includes(limit)) {
    return fail(view, 400, 'VALIDATION_ERROR', 'Invalid limit parameter')
  }
  const levels = (side: readonly BookLevel[]) => side.slice(0, limit).map(({ price, amount }) => [price, plain(amount)])
  const { bids, asks } = view.orderBook(spec)
  return answer(ok({ bids: levels(bids), asks: levels(asks) }), {
    rows: [
      ['response', 'bids'],
      ['response', 'asks'],
    ],
    fields: ['bids'],
  })
}

function answerInfo(body: unknown, view: VenueView): Reply {
  const params = typeof body === 'object' && body !== null && 'params' in body ? body.params : null
  const fields: Readonly<Record<string, unknown>> = typeof params === 'object' && params !== null ? { ...params } : {}
  switch (fields.action) {
    case 'getMarkets':
      return answerMarkets(view)
    case 'getMarketPrices':
      return answerPrices(view)
    case 'getOpenInterest':
      return answerOpenInterest(view)
    case 'getOrderbook':
      return answerBook(view, fields)
    default:
      return fail(view, 400, 'VALIDATION_ERROR', 'Invalid action')
  }
}

/** Synthetix, order book. https://developers.synthetix.io */
export default {
  venue: 'synthetix',
  hosts: ['papi.synthetix.io'],
  book: synthetixBook,
  handle: ({ method, path, body }, view) => (path === '/v1/info' && method === 'POST' ? answerInfo(body, view) : null),
  refusals: (_request, view) => ({
    notFound: respondInText(404, 'Not Found'),
    rateLimited: fail(view, 429, 'RATE_LIMITED', 'Too many requests'),
    region: respondInText(403, 'Forbidden'),
    server: fail(view, 500, 'INTERNAL_ERROR', 'Internal error'),
    envelope: fail(view, 200, 'INTERNAL_ERROR', 'Failed to retrieve open interest data'),
    retryAfter: 's',
  }),
} satisfies Responder
