import { plain } from '@/lib/core/decimal'
import { answer, type Reply, type Responder, readCount, respond, type SimulatedRequest } from '@/lib/simulate/responder'
import { asterBook } from '@/lib/simulate/venues/aster/book'
import type { VenueView } from '@/lib/simulate/view'
import type { BookLevel } from '@/lib/simulate/world/activity'
import type { MarketSpec } from '@/lib/simulate/world/book'
import { DAY_MS } from '@/lib/simulate/world/calendar'

const PERPETUAL_DELIVERY = 4_133_404_800_000
const ONBOARDED = Date.UTC(2025, 2, 17)
const BOOK_LIMITS = [5, 10, 20, 50, 100, 500, 1000]

const fail = (status: number, code: number, msg: string) => respond(status, { code, msg })
const invalidSymbol = () => fail(400, -1121, 'Invalid symbol.')

function symbolRow(spec: MarketSpec) {
  return {
    symbol: spec.market,
    pair: spec.market,
    contractType: 'PERPETUAL',
    deliveryDate: PERPETUAL_DELIVERY,
    onboardDate: ONBOARDED,
    status: spec.listed ? 'TRADING' : 'SETTLING',
    maintMarginPercent: '2.5000',
    requiredMarginPercent: '5.0000',
    baseAsset: spec.base,
    quoteAsset: spec.quote,
    marginAsset: spec.settle,
    underlyingType: 'COIN',
    liquidationFee: '0.010000',
    marketTakeBound: '0.30',
  }
}

function answerInfo(_request: SimulatedRequest, view: VenueView): Reply {
  const body = {
    timezone: 'UTC',
    serverTime: view.now.getTime(),
    rateLimits: [{ rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 2400 }],
    symbols: view.markets.map(symbolRow),
  }
  return answer(body, { rows: [['symbols']], fields: ['contractType', 'status'] })
}

/** With `symbol` one object, without it a list. */
function answerPerMarket(
  { query }: SimulatedRequest,
  view: VenueView,
  fields: readonly [string, ...string[]],
  row: (spec: MarketSpec) => unknown,
): Reply {
  const symbol = query.get('symbol')
  if (symbol === null) return answer(view.markets.map(row), { fields })
  const spec = view.findMarket(symbol)
  return spec ? answer(row(spec), { rows: [], fields }) : invalidSymbol()
}

const answerPremiumIndex = (request: SimulatedRequest, view: VenueView) =>
  answerPerMarket(request, view, ['markPrice'], (spec) => {
    const { mark, index } = view.market(spec)
    return { symbol: spec.market, markPrice: mark, indexPrice: index, time: view.now.getTime() }
  })

const answerTickers = (request: SimulatedRequest, view: VenueView) =>
  answerPerMarket(request, view, ['quoteVolume', 'volume'], (spec) => {
    const { baseUnits, usd } = view.volume(spec)
    const { mark } = view.market(spec)
    return {
      symbol: spec.market,
      lastPrice: mark,
      volume: plain(baseUnits),
      quoteVolume: usd.toFixed(8),
      openTime: view.now.getTime() - DAY_MS,
      closeTime: view.now.getTime(),
      count: 76,
    }
  })

function answerOpenInterest({ query }: SimulatedRequest, view: VenueView): Reply {
  const symbol = query.get('symbol')
  if (!symbol) return fail(400, -1102, "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.")
  const spec = view.findMarket(symbol)
  if (!spec?.listed) return invalidSymbol()
  const { amount } = view.serveMarket(spec)
  const body = { symbol, openInterest: amount.toFixed(spec.sizeDecimals), time: view.now.getTime() }
  return answer(body, { rows: [], fields: ['openInterest'] })
}

function answerBook({ query }: SimulatedRequest, view: VenueView): Reply {
  const spec = view.findMarket(query.get('symbol') ?? '')
  if (!spec) return invalidSymbol()
  const limit = readCount(query, 'limit', { fallback: 500, max: 1000 })
  if (limit === null || !BOOK_LIMITS.includes(limit)) {
    return fail(400, -1130, "Data sent for parameter 'limit' is not valid.")
  }
  const { bids, asks } = view.orderBook(spec)
  const levels = (side: readonly BookLevel[]) => side.slice(0, limit).map(({ price, amount }) => [price, plain(amount)])
  const at = view.now.getTime()
  const body = { lastUpdateId: at, E: at, T: at, bids: levels(bids), asks: levels(asks) }
  return answer(body, { rows: [['bids'], ['asks']], fields: ['bids'] })
}

const routes: Readonly<Record<string, (request: SimulatedRequest, view: VenueView) => Reply>> = {
  '/fapi/v3/exchangeInfo': answerInfo,
  '/fapi/v3/premiumIndex': answerPremiumIndex,
  '/fapi/v3/ticker/24hr': answerTickers,
  '/fapi/v1/openInterest': answerOpenInterest,
  '/fapi/v3/depth': answerBook,
}

/** Aster. https://github.com/asterdex/api-docs */
export default {
  venue: 'aster',
  hosts: ['fapi.asterdex.com'],
  book: asterBook,
  handle: (request, view) => routes[request.path]?.(request, view) ?? null,
  refusals: () => ({
    notFound: fail(404, -5000, 'Path is invalid.'),
    rateLimited: fail(429, -1003, 'Too many requests; current limit is 2400 requests per minute.'),
    region: fail(403, -2015, 'Forbidden.'),
    server: fail(500, -1000, 'An unknown error occurred while processing the request.'),
    envelope: fail(200, -1000, 'An unknown error occurred while processing the request.'),
    retryAfter: 's',
  }),
} satisfies Responder
