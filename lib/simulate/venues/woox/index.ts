import { plain } from '@/lib/core/decimal'
import { answer, type Reply, type Responder, readCount, respond, type SimulatedRequest } from '@/lib/simulate/responder'
import { SUSPENDED, wooxBook } from '@/lib/simulate/venues/woox/book'
import type { VenueView } from '@/lib/simulate/view'
import type { MarketSpec } from '@/lib/simulate/world/book'
import { HOUR_MS } from '@/lib/simulate/world/calendar'

const ROWS = [['data', 'rows']] as const
const DEFAULT_LEVELS = 100

const envelope = (view: VenueView, data: unknown) => ({ success: true, timestamp: view.now.getTime(), data })
const fail = (status: number, message: string, code?: number): Reply =>
  respond(status, code === undefined ? { success: false, message } : { success: false, code, message })

type Handler = (request: SimulatedRequest, view: VenueView) => Reply

const SPOT = {
  symbol: 'SPOT_BTC_USDT',
  status: 'TRADING',
  baseAsset: 'BTC',
  baseAssetMultiplier: 1,
  quoteAsset: 'USDT',
}

const answerInstruments: Handler = (_request, view) => {
  const perpetuals = view.markets.map((spec) => ({
    symbol: spec.market,
    status: spec.market === SUSPENDED ? 'SUSPENDED' : 'TRADING',
    baseAsset: spec.asset,
    baseAssetMultiplier: 1,
    quoteAsset: spec.quote,
    orderMode: 'NORMAL',
    isAllowedRpi: true,
  }))
  return answer(envelope(view, { rows: [SPOT, ...perpetuals] }), {
    rows: ROWS,
    fields: ['status', 'baseAssetMultiplier'],
  })
}

function futuresRow(view: VenueView, spec: MarketSpec) {
  const { mark, index, amount } = view.serveMarket(spec)
  const volume = view.volume(spec)
  return {
    symbol: spec.market,
    indexPrice: index,
    markPrice: mark,
    estFundingRate: '0.00005',
    lastFundingRate: '0.00006',
    nextFundingTime: Math.ceil(view.now.getTime() / (8 * HOUR_MS)) * 8 * HOUR_MS,
    openInterest: plain(amount),
    '24hOpen': mark,
    '24hClose': mark,
    '24hHigh': mark,
    '24hLow': mark,
    '24hVolume': plain(volume.baseUnits),
    '24hAmount': plain(volume.usd),
  }
}

const answerFutures: Handler = ({ query }, view) => {
  const symbol = query.get('symbol')
  const asked = view.markets.filter((spec) => spec.listed && (symbol === null || spec.market === symbol))
  if (symbol !== null && asked.length === 0) return fail(500, `invalid symbol ${symbol}`)
  return answer(envelope(view, { rows: asked.map((spec) => futuresRow(view, spec)) }), {
    rows: ROWS,
    fields: ['openInterest', 'markPrice'],
  })
}

const answerBook: Handler = ({ query }, view) => {
  const symbol = query.get('symbol')
  if (symbol === null) return fail(400, 'invalid request, please check your request', -1005)
  const spec = view.findMarket(symbol)
  if (!spec?.listed) return fail(400, `invalid symbol ${symbol}`)
  const count = readCount(query, 'maxLevel', { fallback: DEFAULT_LEVELS, max: 100_000 })
  if (count === null) return fail(500, 'The server encountered an internal error', -1000)
  const { bids, asks } = view.orderBook(spec)
  const levels = (side: typeof bids) =>
    side.slice(0, count).map(({ price, amount }) => ({ price, quantity: plain(amount) }))
  return answer(envelope(view, { asks: levels(asks), bids: levels(bids) }), {
    rows: [
      ['data', 'asks'],
      ['data', 'bids'],
    ],
    fields: ['asks', 'bids', 'quantity'],
  })
}

const routes: Readonly<Record<string, Handler>> = {
  '/v3/public/instruments': answerInstruments,
  '/v3/public/futures': answerFutures,
  '/v3/public/orderbook': answerBook,
}

/** WOO X, API v3. https://docs.woox.io */
export default {
  venue: 'woox',
  hosts: ['api.woox.io'],
  book: wooxBook,
  handle: (request, view) => routes[request.path]?.(request, view) ?? null,
  refusals: () => ({
    notFound: fail(404, 'not found'),
    rateLimited: fail(429, 'TOO_MANY_REQUEST', -1003),
    region: fail(403, 'forbidden'),
    server: fail(500, 'The server encountered an internal error', -1000),
    envelope: fail(200, 'invalid request, please check your request', -1005),
    retryAfter: 's',
  }),
} satisfies Responder
