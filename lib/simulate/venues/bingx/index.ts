import { plain } from '@/lib/core/decimal'
import {
  answer,
  type Reply,
  type Responder,
  readEpochMs,
  respond,
  type SimulatedRequest,
} from '@/lib/simulate/responder'
import { bingxBook } from '@/lib/simulate/venues/bingx/book'
import type { VenueView } from '@/lib/simulate/view'
import type { MarketSpec } from '@/lib/simulate/world/book'
import { DAY_MS } from '@/lib/simulate/world/calendar'

const DATA = [['data']] as const
const LIMITS = ['5', '10', '20', '50', '100', '500', '1000']

const envelope = (data: unknown) => ({ code: 0, msg: '', data })
const fail = (status: number, code: number, msg: string): Reply => respond(status, { code, msg, data: {} })

type Handler = (request: SimulatedRequest, view: VenueView) => Reply

function contractRow(view: VenueView, spec: MarketSpec) {
  if (spec.listed) view.serveMarket(spec)
  return {
    contractId: String(100 + view.markets.indexOf(spec)),
    symbol: spec.market,
    size: '0',
    quantityPrecision: spec.sizeDecimals,
    pricePrecision: 1,
    makerFeeRate: 0.0002,
    takerFeeRate: 0.0005,
    tradeMinQuantity: 0.01,
    tradeMinUSDT: 2,
    maxLongLeverage: spec.maxLeverage,
    maxShortLeverage: spec.maxLeverage,
    currency: spec.settle,
    asset: spec.asset,
    status: spec.listed ? 1 : 25,
    apiStateOpen: String(spec.listed),
    apiStateClose: 'true',
  }
}

const answerContracts: Handler = (_request, view) =>
  answer(envelope(view.markets.map((spec) => contractRow(view, spec))), {
    rows: DATA,
    fields: ['status', 'maxLongLeverage'],
  })

function tickerRow(view: VenueView, spec: MarketSpec) {
  const { mark } = view.market(spec)
  const volume = view.volume(spec)
  const now = view.now.getTime()
  return {
    symbol: spec.market,
    priceChange: '0.0',
    priceChangePercent: '0.00',
    lastPrice: mark,
    lastQty: '1.00',
    highPrice: mark,
    lowPrice: mark,
    volume: plain(volume.baseUnits),
    quoteVolume: plain(volume.usd),
    openPrice: mark,
    openTime: now - DAY_MS,
    closeTime: now,
    bidPrice: Number(mark),
    bidQty: 1,
    askPrice: Number(mark),
    askQty: 1,
  }
}

/** Contracts online alone. */
const answerTickers: Handler = (_request, view) =>
  answer(envelope(view.markets.filter((spec) => spec.listed).map((spec) => tickerRow(view, spec))), {
    rows: DATA,
    fields: ['quoteVolume', 'closeTime'],
  })

const answerBook: Handler = ({ query }, view) => {
  const symbol = query.get('symbol') ?? ''
  const spec = view.findMarket(symbol)
  const contracts = '/openApi/swap/v2/quote/contracts'
  if (!spec) return fail(200, 109425, `${symbol} not exist, please verify it in api: ${contracts}`)
  if (!spec.listed) return fail(200, 109415, `${symbol} is pause currently`)
  const limit = query.get('limit') ?? '20'
  if (!LIMITS.includes(limit)) return fail(200, 109400, 'Invalid parameters, err:limit')
  const { bids, asks } = view.orderBook(spec)
  const levels = (side: typeof bids) => side.slice(0, Number(limit)).map(({ price, amount }) => [price, plain(amount)])
  const [buy, sell] = [levels(bids), levels(asks)]
  return answer(envelope({ T: view.now.getTime(), bids: buy, asks: sell, bidsCoin: buy, asksCoin: sell }), {
    rows: [
      ['data', 'bidsCoin'],
      ['data', 'asksCoin'],
    ],
    fields: ['bidsCoin', 'asksCoin'],
  })
}

const routes: Readonly<Record<string, Handler>> = {
  '/openApi/swap/v2/quote/contracts': answerContracts,
  '/openApi/swap/v2/quote/ticker': answerTickers,
  '/openApi/swap/v2/quote/depth': answerBook,
}

function handle(request: SimulatedRequest, view: VenueView): Reply | null {
  const route = routes[request.path]
  if (!route) return null
  return readEpochMs(request.query, 'timestamp') === null
    ? fail(200, 109400, 'Invalid timestamp')
    : route(request, view)
}

/** BingX perpetual futures. https://bingx-api.github.io/docs */
export default {
  venue: 'bingx',
  hosts: ['open-api.bingx.com'],
  book: bingxBook,
  handle,
  refusals: () => ({
    notFound: fail(200, 100400, 'this api is not exist'),
    rateLimited: fail(429, 100410, 'rate limitation'),
    region: fail(403, 100403, 'forbidden'),
    server: fail(500, 100500, 'internal system error'),
    envelope: fail(200, 100404, 'bad request'),
    retryAfter: 's',
  }),
} satisfies Responder
