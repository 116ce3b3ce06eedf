import { plain } from '@/lib/core/decimal'
import { answer, type Reply, type Responder, readCount, respond, type SimulatedRequest } from '@/lib/simulate/responder'
import { bitgetBook, bitgetStatus } from '@/lib/simulate/venues/bitget/book'
import type { VenueView } from '@/lib/simulate/view'
import type { BookLevel } from '@/lib/simulate/world/activity'
import type { MarketSpec, PoolSpec } from '@/lib/simulate/world/book'
import { DAY_MS, floorTo, HOUR_MS } from '@/lib/simulate/world/calendar'

const CATEGORIES = ['USDT-FUTURES', 'USDC-FUTURES', 'COIN-FUTURES']
/** How many points come back is not documented. */
const DAYS = 90
const HOURS = 168
/** Days begin at 00:00 UTC+8. */
const DAY_OFFSET_MS = 16 * HOUR_MS

const envelope = (view: VenueView, data: unknown, code = '00000', msg = 'success') => ({
  code,
  msg,
  requestTime: view.now.getTime(),
  data,
})
const refuse = (view: VenueView, status: number, code: string, msg: string) =>
  respond(status, envelope(view, null, code, msg))
const unknownParameter = (view: VenueView, name: string) =>
  refuse(view, 400, '40034', `Parameter ${name} does not exist`)

type Handler = (query: URLSearchParams, view: VenueView, category: string) => Reply

const ofCategory = (view: VenueView, category: string) => view.markets.filter((spec) => spec.segment === category)

function poolsOf(view: VenueView, category: string): readonly PoolSpec[] {
  const names = new Set(ofCategory(view, category).map((spec) => spec.market))
  return view.pools.filter((pool) => pool.markets.some((market) => names.has(market)))
}

const answerPools: Handler = (_query, view, category) => {
  const list = poolsOf(view, category).map((spec) => ({
    symbols: spec.markets,
    coin: spec.asset,
    balance: plain(view.servePool(spec).units),
  }))
  return answer(envelope(view, { list }), { rows: [['data', 'list']], fields: ['balance', 'symbols'] })
}

function answerReserves(stepMs: number, offsetMs: number, count: number, extra: object, totals: object): Handler {
  return (query, view, category) => {
    const symbol = query.get('symbol') ?? ''
    const spec = poolsOf(view, category).find((pool) => pool.markets.includes(symbol))
    if (!spec) return unknownParameter(view, 'symbol')
    const newest = floorTo(view.at, stepMs, offsetMs).getTime()
    const riskReserveRecords = Array.from({ length: count }, (_, back) => {
      const at = newest - back * stepMs
      const { units } = view.pool(spec, new Date(at))
      const before = view.pool(spec, new Date(at - stepMs)).units
      return { ...extra, amount: plain(units.minus(before)), balance: plain(units), ts: String(at) }
    })
    const data = { ...totals, coin: spec.asset, riskReserveRecords }
    return answer(envelope(view, data), { rows: [['data', 'riskReserveRecords']], fields: ['balance', 'ts'] })
  }
}

function tickerRow(view: VenueView, spec: MarketSpec) {
  const { mark, index, amount } = view.serveMarket(spec)
  const { baseUnits, usd } = view.volume(spec)
  const dayAgo = view.market(spec, new Date(view.at.getTime() - DAY_MS)).mark
  const [low, high] = [mark, dayAgo].sort((a, b) => Number(a) - Number(b))
  return {
    category: spec.segment,
    symbol: spec.market,
    lastPrice: mark,
    openPrice24h: dayAgo,
    highPrice24h: high,
    lowPrice24h: low,
    ask1Price: mark,
    bid1Price: mark,
    bid1Size: '1',
    ask1Size: '1',
    price24hPcnt: (Number(mark) / Number(dayAgo) - 1).toFixed(5),
    volume24h: plain(baseUnits),
    turnover24h: plain(usd),
    indexPrice: index,
    markPrice: mark,
    fundingRate: '0.0001',
    openInterest: plain(amount),
    deliveryStartTime: '',
    deliveryTime: spec.expiry ? String(spec.expiry.getTime()) : '',
    deliveryStatus: spec.expiry ? 'delivery_normal' : '',
    ts: String(view.at.getTime()),
  }
}

const answerTickers: Handler = (query, view, category) => {
  const symbol = query.get('symbol')
  const asked = ofCategory(view, category).filter((spec) => spec.listed && (symbol === null || spec.market === symbol))
  if (symbol !== null && asked.length === 0) return unknownParameter(view, 'symbol')
  const rows = asked.map((spec) => tickerRow(view, spec))
  return answer(envelope(view, rows), { rows: [['data']], fields: ['openInterest', 'markPrice', 'turnover24h'] })
}

function instrumentRow(spec: MarketSpec) {
  return {
    symbol: spec.market,
    category: spec.segment,
    baseCoin: spec.base,
    quoteCoin: spec.quote,
    buyLimitPriceRatio: '0.05',
    sellLimitPriceRatio: '0.05',
    feeRateUpRatio: '0.005',
    makerFeeRate: '0.0002',
    takerFeeRate: '0.0006',
    openCostUpRatio: '0.01',
    minOrderQty: (10 ** -spec.sizeDecimals).toFixed(spec.sizeDecimals),
    maxOrderQty: '',
    pricePrecision: '1',
    quantityPrecision: String(spec.sizeDecimals),
    quotePrecision: '',
    symbolType: spec.expiry ? 'delivery' : 'perpetual',
    minOrderAmount: '5',
    maxPositionNum: '50',
    status: bitgetStatus(spec),
    offTime: '-1',
    limitOpenTime: '-1',
    deliveryTime: spec.expiry ? String(spec.expiry.getTime()) : '',
    fundInterval: '8',
    minLeverage: '1',
    maxLeverage: String(spec.maxLeverage),
    maintainTime: '',
  }
}

const answerInstruments: Handler = (_query, view, category) =>
  answer(envelope(view, ofCategory(view, category).map(instrumentRow)), {
    rows: [['data']],
    fields: ['maxLeverage', 'status'],
  })

const answerBook: Handler = (query, view, category) => {
  const limit = readCount(query, 'limit', { fallback: 5, max: 200 })
  const spec = ofCategory(view, category).find((entry) => entry.listed && entry.market === query.get('symbol'))
  if (limit === null || !spec) return unknownParameter(view, spec ? 'limit' : 'symbol')
  const { bids, asks } = view.orderBook(spec)
  const side = (levels: readonly BookLevel[]) =>
    levels.slice(0, limit).map(({ price, amount }) => [price, plain(amount)])
  return answer(envelope(view, { a: side(asks), b: side(bids), ts: String(view.at.getTime()) }), {
    rows: [
      ['data', 'a'],
      ['data', 'b'],
    ],
    fields: ['a', 'b'],
  })
}

const handlers: Readonly<Record<string, Handler>> = {
  'risk-reserve-all': answerPools,
  'risk-reserve': answerReserves(DAY_MS, DAY_OFFSET_MS, DAYS, { type: '' }, { totalBalance: '' }),
  'risk-reserve-hour': answerReserves(HOUR_MS, 0, HOURS, {}, {}),
  tickers: answerTickers,
  instruments: answerInstruments,
  orderbook: answerBook,
}

/** Bitget futures, unified API v3. https://www.bitget.com/api-doc/uta/public/Get-Risk-Reserve */
export default {
  venue: 'bitget',
  hosts: ['api.bitget.com'],
  book: bitgetBook,
  handle({ path, query }: SimulatedRequest, view) {
    const [, name = ''] = /^\/api\/v3\/market\/([a-z-]+)$/.exec(path) ?? []
    const handler = handlers[name]
    if (!handler) return null
    const category = query.get('category') ?? ''
    return CATEGORIES.includes(category) ? handler(query, view, category) : unknownParameter(view, 'category')
  },
  refusals: (_request, view) => ({
    notFound: refuse(view, 404, '40404', 'Request URL NOT FOUND'),
    rateLimited: refuse(view, 429, '429', 'Too Many Requests'),
    region: refuse(view, 403, '403', 'Access from this region is not allowed'),
    server: refuse(view, 500, '40725', 'service return an error'),
    envelope: refuse(view, 200, '40725', 'service return an error'),
    retryAfter: 's',
  }),
} satisfies Responder
