import { plain, ZERO } from '@/lib/core/decimal'
import { answer, type Reply, type Responder, readCount, respond, type SimulatedRequest } from '@/lib/simulate/responder'
import { bybitAdlRow } from '@/lib/simulate/venues/bybit/adl'
import { bybitBook } from '@/lib/simulate/venues/bybit/book'
import { envelope, paramsError, readCategory } from '@/lib/simulate/venues/bybit/envelope'
import { answerHistory } from '@/lib/simulate/venues/bybit/history'
import type { VenueView } from '@/lib/simulate/view'
import type { MarketSpec } from '@/lib/simulate/world/book'
import { DAY_MS, HOUR_MS } from '@/lib/simulate/world/calendar'

const LIST = [['result', 'list']] as const
const RISK_SYMBOLS_PER_PAGE = 15
const LAUNCHED = String(Date.UTC(2024, 0, 15))
/** A few tickers lack the one-sided fields, as before June 2026. */
const WITHOUT_SINGLE_SIDE = 17

function answerInsurance({ query }: SimulatedRequest, view: VenueView): Reply {
  const coin = query.get('coin')
  const list = view.pools
    .filter((spec) => coin === null || spec.asset === coin)
    .map((spec) => {
      const { units, usd } = view.servePool(spec)
      return {
        coin: spec.asset,
        symbols: spec.markets.join(','),
        balance: plain(units),
        value: usd === null ? '' : plain(usd),
      }
    })
  const result = { updatedTime: String(view.at.getTime()), list }
  return answer(envelope(view, result), { rows: LIST, fields: ['balance', 'value'] })
}

function tickerRow(view: VenueView, spec: MarketSpec, position: number) {
  const { index, mark, amount, baseUnits, usd } = view.serveMarket(spec)
  const dayAgo = view.market(spec, new Date(view.at.getTime() - DAY_MS)).mark
  const hourAgo = view.market(spec, new Date(view.at.getTime() - HOUR_MS)).mark
  const value = spec.countedIn === 'usd' ? baseUnits : usd
  const day = view.volume(spec)
  const { bids, asks } = view.orderBook(spec)
  const single =
    position % WITHOUT_SINGLE_SIDE === WITHOUT_SINGLE_SIDE - 1
      ? {}
      : { singleOpenInterest: plain(amount), singleOpenInterestValue: plain(value) }
  const [low, high] = [dayAgo, mark].sort((a, b) => Number(a) - Number(b))
  return {
    symbol: spec.market,
    lastPrice: mark,
    indexPrice: index,
    markPrice: mark,
    prevPrice24h: dayAgo,
    price24hPcnt: (Number(mark) / Number(dayAgo) - 1).toFixed(6),
    highPrice24h: high,
    lowPrice24h: low,
    prevPrice1h: hourAgo,
    openInterest: plain(amount.times(2)),
    openInterestValue: plain(value.times(2)),
    ...single,
    turnover24h: plain((spec.countedIn === 'usd' ? day.baseUnits : day.usd).toDecimalPlaces(8)),
    volume24h: plain(day.amount),
    fundingRate: spec.expiry ? '' : '0.0001',
    nextFundingTime: spec.expiry ? '0' : String(Math.ceil((view.now.getTime() + 1) / (8 * HOUR_MS)) * 8 * HOUR_MS),
    predictedDeliveryPrice: '',
    basisRate: '',
    deliveryFeeRate: '',
    deliveryTime: String(spec.expiry?.getTime() ?? 0),
    ask1Size: plain(asks[0]?.amount ?? ZERO),
    bid1Price: bids[0]?.price ?? '',
    ask1Price: asks[0]?.price ?? '',
    bid1Size: plain(bids[0]?.amount ?? ZERO),
  }
}

function answerTickers({ query }: SimulatedRequest, view: VenueView): Reply {
  const category = readCategory(query)
  if (category === null) return paramsError(view, 'Category is illegal')
  const markets = view.markets.filter((spec) => spec.segment === category)
  const symbol = query.get('symbol')
  const asked = symbol === null ? markets : markets.filter((spec) => spec.market === symbol)
  if (asked.length === 0) return paramsError(view, 'symbol invalid')
  const list = asked.map((spec) => tickerRow(view, spec, markets.indexOf(spec)))
  return answer(envelope(view, { category, list }), {
    rows: LIST,
    fields: ['openInterest', 'openInterestValue', 'singleOpenInterest', 'singleOpenInterestValue'],
  })
}

function answerAdl({ query }: SimulatedRequest, view: VenueView): Reply {
  const symbol = query.get('symbol')
  const asked = view.markets.filter((spec) => symbol === null || spec.market === symbol)
  if (asked.length === 0) return paramsError(view, 'symbol invalid')
  const list = asked.flatMap((spec) => bybitAdlRow(view, spec) ?? [])
  const result = { updatedTime: String(view.at.getTime()), list }
  return answer(envelope(view, result), { rows: LIST, fields: ['pnlRatio', 'balance', 'insurancePnlRatio'] })
}

function answerOrderBook({ query }: SimulatedRequest, view: VenueView): Reply {
  const category = readCategory(query)
  if (category === null) return paramsError(view, 'Category is illegal')
  const spec = view.findMarket(query.get('symbol') ?? '')
  if (spec === null || spec.segment !== category) return paramsError(view, 'symbol invalid')
  const limit = readCount(query, 'limit', { fallback: 25, max: 500 })
  if (limit === null) return paramsError(view, 'limit is illegal')
  const { bids, asks } = view.orderBook(spec)
  const levels = (side: typeof bids) => side.slice(0, limit).map(({ price, amount }) => [price, plain(amount)])
  const ts = view.at.getTime()
  const result = { s: spec.market, b: levels(bids), a: levels(asks), ts, u: ts / 1000, seq: ts, cts: ts }
  return answer(envelope(view, result), {
    rows: [
      ['result', 'b'],
      ['result', 'a'],
    ],
    fields: ['b', 'a'],
  })
}

const contractType = (spec: MarketSpec) =>
  spec.segment === 'linear'
    ? spec.expiry
      ? 'LinearFutures'
      : 'LinearPerpetual'
    : spec.expiry
      ? 'InverseFutures'
      : 'InversePerpetual'

function instrumentRow(spec: MarketSpec, id: number) {
  return {
    symbol: spec.market,
    symbolId: id,
    contractType: contractType(spec),
    status: 'Trading',
    baseCoin: spec.base,
    quoteCoin: spec.quote,
    symbolType: '',
    launchTime: LAUNCHED,
    deliveryTime: String(spec.expiry?.getTime() ?? 0),
    deliveryFeeRate: '',
    priceScale: '2',
    leverageFilter: { minLeverage: '1', maxLeverage: spec.maxLeverage.toFixed(2), leverageStep: '0.01' },
    priceFilter: { minPrice: '0.01', maxPrice: '1999999.80', tickSize: '0.01' },
    lotSizeFilter: {
      maxOrderQty: '1190.000',
      minOrderQty: '0.001',
      qtyStep: '0.001',
      postOnlyMaxOrderQty: '1190.000',
      maxMktOrderQty: '500.000',
      minNotionalValue: '5',
    },
    unifiedMarginTrade: true,
    fundingInterval: spec.expiry ? 0 : 480,
    settleCoin: spec.settle,
    copyTrading: 'none',
    upperFundingRate: '0.005',
    lowerFundingRate: '-0.005',
    isPreListing: false,
    preListingInfo: null,
    riskParameters: { priceLimitRatioX: '0.05', priceLimitRatioY: '0.1' },
    displayName: '',
  }
}

/** A cursor is the symbol the next page begins with. */
function cutPage<T>(items: readonly T[], name: (item: T) => string, cursor: string | null, limit: number) {
  const from = cursor ? items.findIndex((item) => name(item) === cursor) : 0
  if (from < 0) return null
  const next = items[from + limit]
  return { page: items.slice(from, from + limit), nextPageCursor: next === undefined ? '' : name(next) }
}

function answerInstruments({ query }: SimulatedRequest, view: VenueView): Reply {
  const category = readCategory(query)
  if (category === null) return paramsError(view, 'Category is illegal')
  const limit = readCount(query, 'limit', { fallback: 500, max: 1000 })
  if (limit === null) return paramsError(view, 'limit is illegal')
  const [symbol, baseCoin, status] = [query.get('symbol'), query.get('baseCoin'), query.get('status')]
  const asked = view.markets.filter(
    (spec) =>
      spec.segment === category &&
      (symbol === null || spec.market === symbol) &&
      (baseCoin === null || spec.base === baseCoin) &&
      (status === null || status === 'Trading'),
  )
  if (symbol !== null && asked.length === 0) return paramsError(view, 'symbol invalid')
  const cut = cutPage(asked, (spec) => spec.market, query.get('cursor'), limit)
  if (cut === null) return paramsError(view, 'cursor is illegal')
  const list = cut.page.map((spec) => instrumentRow(spec, view.markets.indexOf(spec) + 1))
  const result = { category, list, nextPageCursor: cut.nextPageCursor }
  return answer(envelope(view, result), { rows: LIST, fields: ['leverageFilter', 'settleCoin'] })
}

function riskRows(spec: MarketSpec, firstId: number) {
  return [1, 2, 3].map((tier) => ({
    id: firstId + tier,
    symbol: spec.market,
    riskLimitValue: String(2_000_000 * tier),
    maintenanceMargin: ((50 / spec.maxLeverage) * tier).toFixed(2),
    initialMargin: ((100 / spec.maxLeverage) * tier).toFixed(2),
    isLowestRisk: tier === 1 ? 1 : 0,
    maxLeverage: (spec.maxLeverage / tier).toFixed(2),
    mmDeduction: tier === 1 ? '' : String(10_000 * tier),
  }))
}

function answerRiskLimit({ query }: SimulatedRequest, view: VenueView): Reply {
  const category = readCategory(query)
  if (category === null) return paramsError(view, 'Category is illegal')
  const symbol = query.get('symbol')
  const asked = view.markets.filter((spec) => spec.segment === category && (symbol === null || spec.market === symbol))
  if (asked.length === 0) return paramsError(view, 'symbol invalid')
  const perPage = category === 'linear' ? RISK_SYMBOLS_PER_PAGE : asked.length
  const cut = cutPage(asked, (spec) => spec.market, query.get('cursor'), perPage)
  if (cut === null) return paramsError(view, 'cursor is illegal')
  const list = cut.page.flatMap((spec) => riskRows(spec, 10 * view.markets.indexOf(spec)))
  const result = { category, list, nextPageCursor: cut.nextPageCursor }
  return answer(envelope(view, result), { rows: LIST, fields: ['maxLeverage', 'riskLimitValue'] })
}

const routes: Readonly<Record<string, (request: SimulatedRequest, view: VenueView) => Reply>> = {
  '/v5/market/insurance': answerInsurance,
  '/v5/market/tickers': answerTickers,
  '/v5/market/adlAlert': answerAdl,
  '/v5/market/orderbook': answerOrderBook,
  '/v5/market/instruments-info': answerInstruments,
  '/v5/market/risk-limit': answerRiskLimit,
  '/v5/market/open-interest': answerHistory,
}

/** Bybit v5, public market data. https://bybit-exchange.github.io/docs/v5/market/insurance */
export default {
  venue: 'bybit',
  hosts: ['api.bybit.com', 'api.bytick.com'],
  book: bybitBook,
  handle: (request, view) => routes[request.path]?.(request, view) ?? null,
  refusals: (_request, view) => ({
    notFound: respond(404, envelope(view, {}, 10017, 'Route not found.')),
    rateLimited: respond(429, envelope(view, {}, 10006, 'Too many visits. Exceeded the API Rate Limit.')),
    region: respond(403, envelope(view, {}, 10009, 'The IP is in a restricted region.')),
    server: respond(500, envelope(view, {}, 10016, 'Server error.')),
    envelope: respond(200, envelope(view, {}, 10016, 'Server error.')),
    retryAfter: 's',
  }),
} satisfies Responder
