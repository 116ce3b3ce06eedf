import { plain } from '@/lib/core/decimal'
import {
  answer,
  type Reply,
  type Responder,
  respond,
  respondInText,
  type SimulatedRequest,
} from '@/lib/simulate/responder'
import { phemexBook } from '@/lib/simulate/venues/phemex/book'
import type { VenueView } from '@/lib/simulate/view'
import type { MarketSpec } from '@/lib/simulate/world/book'

const RESULT = [['result']] as const
const BOOK_LEVELS = 30
const PRICE_SCALE = 10_000

const market = (result: unknown) => ({ error: null, id: 0, result })
const refuse = (status: number, code: number, message: string): Reply =>
  respond(status, { error: { code, message }, id: null, result: null })

type Handler = (request: SimulatedRequest, view: VenueView) => Reply

const stampOf = (view: VenueView): number => view.now.getTime() * 1_000_000
const isInverse = (spec: MarketSpec): boolean => spec.segment === 'coin'
const stateOf = (view: VenueView, spec: MarketSpec) => (spec.listed ? view.serveMarket(spec) : view.market(spec))

function linearRow(view: VenueView, spec: MarketSpec) {
  const { mark, index, amount } = stateOf(view, spec)
  const volume = view.volume(spec)
  return {
    symbol: spec.market,
    openRp: mark,
    highRp: mark,
    lowRp: mark,
    lastRp: mark,
    bidRp: mark,
    askRp: mark,
    markRp: mark,
    indexRp: index,
    openInterestRv: plain(amount),
    fundingRateRr: '0.0001',
    predFundingRateRr: '0.0001',
    turnoverRv: plain(volume.usd),
    volumeRq: plain(volume.baseUnits),
    timestamp: stampOf(view),
  }
}

const answerLinear: Handler = (_request, view) =>
  answer(market(view.markets.filter((spec) => !isInverse(spec)).map((spec) => linearRow(view, spec))), {
    rows: RESULT,
    fields: ['turnoverRv', 'markRp', 'openInterestRv'],
  })

function inverseRow(view: VenueView, spec: MarketSpec) {
  const { mark, index, amount } = stateOf(view, spec)
  return {
    symbol: spec.market,
    openInterest: amount.toNumber(),
    markPrice: Math.round(Number(mark) * PRICE_SCALE),
    indexPrice: Math.round(Number(index) * PRICE_SCALE),
    fundingRate: 10_000,
    timestamp: stampOf(view),
  }
}

const answerInverse: Handler = (_request, view) =>
  answer(market(view.markets.filter(isInverse).map((spec) => inverseRow(view, spec))), {
    rows: RESULT,
    fields: ['openInterest', 'markPrice'],
  })

const statusOf = (spec: MarketSpec) => (spec.listed ? 'Listed' : 'Delisted')

/** Both families, spot, and the older model settled in dollars, delisted. */
const answerProducts: Handler = (_request, view) => {
  const perpProductsV2 = view.markets
    .filter((spec) => !isInverse(spec))
    .map((spec) => ({
      symbol: spec.market,
      type: 'PerpetualV2',
      status: statusOf(spec),
      maxLeverage: spec.maxLeverage,
      settleCurrency: spec.settle,
      qtyStepSize: '0.001',
      leverageMargin: 1,
    }))
  const products = view.markets.filter(isInverse).map((spec) => ({
    symbol: spec.market,
    type: 'Perpetual',
    status: statusOf(spec),
    maxLeverage: spec.maxLeverage,
    settleCurrency: spec.settle,
    contractSize: '1 USD',
    priceScale: 4,
    riskLimits: [],
  }))
  const others = [
    { symbol: 'ETHUSD', type: 'Perpetual', status: 'Delisted', settleCurrency: 'USD', contractSize: '0.005 ETH' },
    { symbol: 'sBTCUSDT', type: 'Spot', status: 'Listed' },
  ]
  const leverageMargins = [
    {
      index_id: 1,
      items: [
        { notionalValueRv: 50_000, maxLeverage: 20, maintenanceMarginRateRr: '0.01', maintenanceAmountRv: '0' },
        { notionalValueRv: 100_000, maxLeverage: 10, maintenanceMarginRateRr: '0.06', maintenanceAmountRv: '0' },
      ],
    },
  ]
  const data = { perpProductsV2, leverageMargins, products: [...products, ...others] }
  return answer(
    { code: 0, msg: 'OK', data },
    {
      rows: [
        ['data', 'perpProductsV2'],
        ['data', 'products'],
      ],
      fields: ['maxLeverage', 'status'],
    },
  )
}

const answerBook: Handler = ({ query }, view) => {
  const spec = view.findMarket(query.get('symbol') ?? '')
  if (!spec?.listed || isInverse(spec)) return refuse(500, 6001, 'invalid argument')
  const { bids, asks } = view.orderBook(spec)
  const levels = (side: typeof bids) => side.slice(0, BOOK_LEVELS).map(({ price, amount }) => [price, plain(amount)])
  const result = {
    depth: BOOK_LEVELS,
    orderbook_p: { asks: levels(asks), bids: levels(bids) },
    sequence: view.now.getTime(),
    symbol: spec.market,
    timestamp: stampOf(view),
    type: 'snapshot',
  }
  return answer(market(result), {
    rows: [
      ['result', 'orderbook_p', 'bids'],
      ['result', 'orderbook_p', 'asks'],
    ],
    fields: ['bids', 'asks'],
  })
}

const routes: Readonly<Record<string, Handler>> = {
  '/md/v3/ticker/24hr/all': answerLinear,
  '/md/ticker/24hr/all': answerInverse,
  '/md/v2/orderbook': answerBook,
  '/public/products': answerProducts,
}

/** Phemex. https://phemex-docs.github.io */
export default {
  venue: 'phemex',
  hosts: ['api.phemex.com'],
  book: phemexBook,
  handle: (request, view) => routes[request.path]?.(request, view) ?? null,
  refusals: () => ({
    notFound: respondInText(403, ''),
    rateLimited: refuse(429, 429, 'too many requests'),
    region: refuse(403, 403, 'forbidden'),
    server: refuse(500, 500, 'internal error'),
    envelope: refuse(200, 6001, 'invalid argument'),
    retryAfter: 's',
  }),
} satisfies Responder
