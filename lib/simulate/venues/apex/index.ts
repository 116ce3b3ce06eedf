import { plain } from '@/lib/core/decimal'
import { answer, type Reply, type Responder, readCount, respond, type SimulatedRequest } from '@/lib/simulate/responder'
import { apexBook } from '@/lib/simulate/venues/apex/book'
import type { VenueView } from '@/lib/simulate/view'
import type { BookLevel } from '@/lib/simulate/world/activity'
import type { MarketSpec } from '@/lib/simulate/world/book'

const TIME_COST = 1_204_300
const BASE = '/api/v3'

const ok = (data: unknown) => ({ data, timeCost: TIME_COST })
const fail = (status: number, code: number, msg: string) =>
  respond(status, { code, msg, key: 'ERROR', timeCost: TIME_COST })

const tickerName = (spec: MarketSpec) => spec.market.replace('-', '')
/** Only the name without a dash is known here. */
const findByTicker = (query: URLSearchParams, view: VenueView) =>
  view.markets.find((spec) => tickerName(spec) === query.get('symbol')) ?? null

function contractRow(spec: MarketSpec) {
  return {
    symbol: spec.market,
    symbolDisplayName: tickerName(spec),
    crossSymbolName: tickerName(spec),
    baseTokenId: spec.base,
    settleAssetId: spec.settle,
    displayMaxLeverage: String(spec.maxLeverage),
    displayMinLeverage: '1',
    enableDisplay: true,
    enableTrade: spec.listed,
    enableOpenPosition: spec.listed,
    initialMarginRate: String(1 / spec.maxLeverage),
    maintenanceMarginRate: String(0.5 / spec.maxLeverage),
  }
}

function answerSymbols(view: VenueView): Reply {
  const of = (segment: string) => view.markets.filter((spec) => spec.segment === segment).map(contractRow)
  const prediction = { symbol: 'WINNER-USDT', crossSymbolName: 'WINNERUSDT', enableTrade: true, enableDisplay: true }
  const contractConfig = {
    perpetualContract: of('perpetual'),
    stockContract: of('stock'),
    predictionContract: [prediction],
  }
  return answer(ok({ contractConfig }), {
    rows: [['data', 'contractConfig', 'perpetualContract']],
    fields: ['crossSymbolName', 'symbol'],
  })
}

function answerTicker({ query }: SimulatedRequest, view: VenueView): Reply {
  const spec = findByTicker(query, view)
  if (!spec) return answer(ok([]), { rows: [['data']], fields: ['openInterest'] })
  const { mark, index, amount } = view.serveMarket(spec)
  const { baseUnits, usd } = view.volume(spec)
  const row = {
    symbol: tickerName(spec),
    lastPrice: mark,
    markPrice: mark,
    indexPrice: index,
    openInterest: plain(amount),
    turnover24h: usd.toFixed(8),
    volume24h: plain(baseUnits),
    fundingRate: '0.0000125',
  }
  return answer(ok([row]), { rows: [['data']], fields: ['openInterest', 'markPrice'] })
}

function answerBook({ query }: SimulatedRequest, view: VenueView): Reply {
  const spec = findByTicker(query, view)
  const limit = readCount(query, 'limit', { fallback: 100, max: 100 })
  if (!spec || limit === null) return fail(400, 3, 'invalid parameter')
  const { bids, asks } = view.orderBook(spec)
  const levels = (side: readonly BookLevel[]) => side.slice(0, limit).map(({ price, amount }) => [price, plain(amount)])
  const data = { a: levels(asks), b: levels(bids), s: tickerName(spec), u: view.at.getTime() }
  return answer(ok(data), {
    rows: [
      ['data', 'a'],
      ['data', 'b'],
    ],
    fields: ['b'],
  })
}

/** ApeX Omni. https://api-docs.pro.apex.exchange */
export default {
  venue: 'apex',
  hosts: ['omni.apex.exchange'],
  book: apexBook,
  handle(request, view) {
    switch (request.path) {
      case `${BASE}/symbols`:
        return answerSymbols(view)
      case `${BASE}/ticker`:
        return answerTicker(request, view)
      case `${BASE}/depth`:
        return answerBook(request, view)
      default:
        return null
    }
  },
  refusals: () => ({
    notFound: fail(404, 5, 'not found'),
    rateLimited: fail(403, 4, 'too many requests'),
    region: fail(403, 7, 'forbidden'),
    server: fail(500, 1, 'internal error'),
    envelope: fail(200, 3, 'invalid parameter'),
    retryAfter: 's',
  }),
} satisfies Responder
