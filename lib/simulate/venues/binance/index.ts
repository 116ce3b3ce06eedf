import { groupBy } from '@/lib/core/collections'
import { plain } from '@/lib/core/decimal'
import {
  answer,
  type Reply,
  type Responder,
  readCount,
  readEpochMs,
  respond,
  type SimulatedRequest,
} from '@/lib/simulate/responder'
import { binanceBook, binanceStatus } from '@/lib/simulate/venues/binance/book'
import type { VenueView } from '@/lib/simulate/view'
import type { MarketSpec, PoolSpec } from '@/lib/simulate/world/book'
import { DAY_MS, floorTo, HOUR_MS, MINUTE_MS } from '@/lib/simulate/world/calendar'

const PERPETUAL_DELIVERY = 4_133_404_800_000
const ONBOARDED = Date.UTC(2024, 0, 15)
const ADL_EVERY_MS = 30 * MINUTE_MS
const HISTORY_MS = 30 * DAY_MS

const fail = (status: number, code: number, msg: string) => respond(status, { code, msg })
const invalidSymbol = () => fail(400, -1121, 'Invalid symbol.')
const mandatory = (name: string) =>
  fail(400, -1102, `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`)
const invalid = (name: string) => fail(400, -1130, `Data sent for parameter '${name}' is not valid.`)

function fundRow(view: VenueView, wallets: readonly PoolSpec[]) {
  return {
    symbols: [...(wallets[0]?.markets ?? [])].sort(),
    assets: wallets.map((spec) => {
      const { units, sampledAt } = view.servePool(spec)
      return { asset: spec.asset, marginBalance: plain(units), updateTime: sampledAt.getTime() }
    }),
  }
}

function answerInsurance({ query }: SimulatedRequest, view: VenueView): Reply {
  const funds = [...groupBy(view.pools, (spec) => spec.pool.split(':')[0]).values()]
  const shape = { fields: ['marginBalance', 'assets'] } as const
  const symbol = query.get('symbol')
  if (symbol === null)
    return answer(
      funds.map((wallets) => fundRow(view, wallets)),
      shape,
    )
  const fund = funds.find((wallets) => wallets[0]?.markets.includes(symbol))
  return fund ? answer(fundRow(view, fund), { ...shape, rows: [['assets']] }) : invalidSymbol()
}

/** With `symbol` one object, without it a list. */
function answerPerMarket(
  request: SimulatedRequest,
  view: VenueView,
  fields: readonly [string, ...string[]],
  row: (spec: MarketSpec) => unknown,
): Reply {
  const symbol = request.query.get('symbol')
  if (symbol === null) return answer(view.markets.map(row), { fields })
  const spec = view.findMarket(symbol)
  return spec ? answer(row(spec), { rows: [], fields }) : invalidSymbol()
}

function answerPremiumIndex(request: SimulatedRequest, view: VenueView): Reply {
  return answerPerMarket(request, view, ['markPrice', 'indexPrice'], (spec) => {
    const { mark, index } = view.market(spec)
    return {
      symbol: spec.market,
      markPrice: mark,
      indexPrice: index,
      estimatedSettlePrice: index,
      lastFundingRate: spec.expiry ? '' : '0.00010000',
      interestRate: spec.expiry ? '' : '0.00010000',
      nextFundingTime: spec.expiry ? 0 : floorTo(view.now, 8 * HOUR_MS).getTime() + 8 * HOUR_MS,
      time: view.now.getTime(),
    }
  })
}

function riskWord(view: VenueView, spec: MarketSpec, at: Date): 'low' | 'medium' | 'high' {
  const { phase, event } = view.stress(at)
  if (phase === 'calm' || event === null) return 'low'
  const hit = view.roll(`adl ${spec.market}`, event.startMinute)
  if (phase === 'after') return hit < 0.4 ? 'medium' : 'low'
  return hit < 0.35 ? 'high' : hit < 0.8 ? 'medium' : 'low'
}

function answerAdlRisk(request: SimulatedRequest, view: VenueView): Reply {
  const at = floorTo(view.at, ADL_EVERY_MS)
  return answerPerMarket(request, view, ['adlRisk'], (spec) => ({
    symbol: spec.market,
    adlRisk: riskWord(view, spec, at),
    updateTime: at.getTime(),
  }))
}

function answerOpenInterest({ query }: SimulatedRequest, view: VenueView): Reply {
  const symbol = query.get('symbol')
  if (!symbol) return mandatory('symbol')
  const spec = view.findMarket(symbol)
  if (!spec) return invalidSymbol()
  if (!spec.listed) {
    return fail(400, -4108, 'Symbol is on delivering or delivered or settling or closed or pre-trading.')
  }
  const { amount } = view.serveMarket(spec)
  const body = { openInterest: amount.toFixed(spec.sizeDecimals), symbol: spec.market, time: view.now.getTime() }
  return answer(body, { rows: [], fields: ['openInterest'] })
}

function answerTickers(request: SimulatedRequest, view: VenueView): Reply {
  return answerPerMarket(request, view, ['quoteVolume', 'volume'], (spec) => {
    const { mark } = view.market(spec)
    const day = view.volume(spec)
    const dayAgo = view.market(spec, new Date(view.at.getTime() - DAY_MS)).mark
    const [low, high] = [mark, dayAgo].sort((a, b) => Number(a) - Number(b))
    const quoted = spec.quote === 'BTC' ? day.baseUnits.times(mark) : day.usd
    return {
      symbol: spec.market,
      priceChange: (Number(mark) - Number(dayAgo)).toFixed(8),
      priceChangePercent: (100 * (Number(mark) / Number(dayAgo) - 1)).toFixed(3),
      weightedAvgPrice: mark,
      lastPrice: mark,
      lastQty: '1',
      openPrice: dayAgo,
      highPrice: high,
      lowPrice: low,
      volume: plain(day.baseUnits),
      quoteVolume: plain(quoted),
      openTime: view.at.getTime() - DAY_MS,
      closeTime: view.at.getTime(),
      firstId: 1,
      lastId: 1_000,
      count: 1_000,
    }
  })
}

const DEPTHS = new Set(['5', '10', '20', '50', '100', '500', '1000'])

function answerDepth({ query }: SimulatedRequest, view: VenueView): Reply {
  const symbol = query.get('symbol')
  if (!symbol) return mandatory('symbol')
  const spec = view.findMarket(symbol)
  if (!spec) return invalidSymbol()
  const limit = query.get('limit') ?? '500'
  if (!DEPTHS.has(limit)) return fail(400, -4021, `${limit} is not valid depth limit.`)
  const { bids, asks } = view.orderBook(spec)
  const levels = (side: typeof bids) => side.slice(0, Number(limit)).map(({ price, amount }) => [price, plain(amount)])
  const time = view.now.getTime()
  const body = { lastUpdateId: time, E: time, T: time - 13, bids: levels(bids), asks: levels(asks) }
  return answer(body, { rows: [['bids'], ['asks']], fields: ['bids', 'asks'] })
}

const PERIODS: Readonly<Record<string, number>> = {
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '30m': 30 * MINUTE_MS,
  '1h': HOUR_MS,
  '2h': 2 * HOUR_MS,
  '4h': 4 * HOUR_MS,
  '6h': 6 * HOUR_MS,
  '12h': 12 * HOUR_MS,
  '1d': DAY_MS,
}

/** Oldest first, the last 30 days at most. */
function answerHistory({ query }: SimulatedRequest, view: VenueView): Reply {
  const symbol = query.get('symbol')
  if (!symbol) return mandatory('symbol')
  const spec = view.findMarket(symbol)
  if (!spec) return invalidSymbol()
  const stepMs = PERIODS[query.get('period') ?? '']
  if (stepMs === undefined) return invalid('period')
  const limit = readCount(query, 'limit', { fallback: 30, max: 500 })
  if (limit === null) return invalid('limit')
  const [start, end] = [readEpochMs(query, 'startTime'), readEpochMs(query, 'endTime')]
  const oldest = view.at.getTime() - HISTORY_MS
  if (start === null || (start !== undefined && start < oldest)) return invalid('startTime')
  if (end === null || (start !== undefined && end !== undefined && end < start)) return invalid('endTime')
  const last = Math.floor(Math.min(end ?? view.at.getTime(), view.at.getTime()) / stepMs) * stepMs
  const first = Math.max(start ?? oldest, last - (limit - 1) * stepMs)
  const rows: unknown[] = []
  for (let time = Math.ceil(first / stepMs) * stepMs; time <= last; time += stepMs) {
    const { amount, baseUnits, usd } = view.market(spec, new Date(time))
    rows.push({
      symbol: spec.market,
      sumOpenInterest: amount.toFixed(8),
      sumOpenInterestValue: usd.toFixed(8),
      CMCCirculatingSupply: baseUnits.times(40).toFixed(8),
      timestamp: time,
    })
  }
  return answer(rows, { fields: ['sumOpenInterest', 'sumOpenInterestValue'] })
}

const INDEXED = ['BTC', 'ETH', 'BNB', 'USDT', 'USDC', 'SOL', 'XRP'] as const

function assetIndexRow(view: VenueView, asset: string) {
  const index = asset.startsWith('USD') ? '0.99980000' : view.index(asset)
  const buffered = (share: number) => (Number(index) * share).toFixed(8)
  return {
    symbol: `${asset}USD`,
    time: view.now.getTime(),
    index,
    bidBuffer: '0.05000000',
    askBuffer: '0.05000000',
    bidRate: buffered(0.95),
    askRate: buffered(1.05),
    autoExchangeBidBuffer: '0.02500000',
    autoExchangeAskBuffer: '0.02500000',
    autoExchangeBidRate: buffered(0.975),
    autoExchangeAskRate: buffered(1.025),
  }
}

function answerAssetIndex({ query }: SimulatedRequest, view: VenueView): Reply {
  const symbol = query.get('symbol')
  const rows = INDEXED.map((asset) => assetIndexRow(view, asset))
  if (symbol === null) return answer(rows, { fields: ['index'] })
  const row = rows.find((entry) => entry.symbol === symbol)
  return row ? answer(row, { rows: [], fields: ['index'] }) : invalidSymbol()
}

function symbolRow(spec: MarketSpec) {
  return {
    symbol: spec.market,
    pair: spec.market.split('_')[0],
    contractType: spec.expiry ? 'CURRENT_QUARTER' : 'PERPETUAL',
    deliveryDate: spec.expiry?.getTime() ?? PERPETUAL_DELIVERY,
    onboardDate: ONBOARDED,
    status: binanceStatus(spec.market),
    maintMarginPercent: '2.5000',
    requiredMarginPercent: '5.0000',
    baseAsset: spec.base,
    quoteAsset: spec.quote,
    marginAsset: spec.settle,
    pricePrecision: 2,
    quantityPrecision: spec.sizeDecimals,
    baseAssetPrecision: 8,
    quotePrecision: 8,
    underlyingType: 'COIN',
    underlyingSubType: [],
    triggerProtect: '0.0500',
    liquidationFee: '0.012500',
    marketTakeBound: '0.05',
    filters: [],
    orderTypes: ['LIMIT', 'MARKET', 'STOP', 'STOP_MARKET', 'TAKE_PROFIT', 'TAKE_PROFIT_MARKET'],
    timeInForce: ['GTC', 'IOC', 'FOK', 'GTX', 'GTD'],
  }
}

function answerExchangeInfo(_request: SimulatedRequest, view: VenueView): Reply {
  const body = {
    timezone: 'UTC',
    serverTime: view.now.getTime(),
    futuresType: 'U_MARGINED',
    rateLimits: [{ rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 2400 }],
    exchangeFilters: [],
    assets: ['USDT', 'USDC', 'BTC'].map((asset) => ({ asset, marginAvailable: true, autoAssetExchange: '0' })),
    symbols: view.markets.map(symbolRow),
  }
  return answer(body, { rows: [['symbols']], fields: ['contractType', 'status'] })
}

const routes: Readonly<Record<string, (request: SimulatedRequest, view: VenueView) => Reply>> = {
  '/fapi/v1/insuranceBalance': answerInsurance,
  '/fapi/v1/openInterest': answerOpenInterest,
  '/fapi/v1/premiumIndex': answerPremiumIndex,
  '/fapi/v1/ticker/24hr': answerTickers,
  '/fapi/v1/depth': answerDepth,
  '/fapi/v1/exchangeInfo': answerExchangeInfo,
  '/fapi/v1/symbolAdlRisk': answerAdlRisk,
  '/fapi/v1/assetIndex': answerAssetIndex,
  '/futures/data/openInterestHist': answerHistory,
}

const RESTRICTED = "Service unavailable from a restricted location according to 'b. Eligibility' in the terms of use."

/** Binance USDⓈ-M. https://developers.binance.com/docs/derivatives/usds-margined-futures/market-data/rest-api */
export default {
  venue: 'binance',
  hosts: ['fapi.binance.com'],
  book: binanceBook,
  handle: (request, view) => routes[request.path]?.(request, view) ?? null,
  refusals: () => ({
    notFound: fail(404, -5000, 'Path is invalid.'),
    rateLimited: fail(429, -1003, 'Too many requests; current limit is 2400 requests per minute.'),
    region: fail(451, 0, RESTRICTED),
    server: fail(500, -1000, 'An unknown error occurred while processing the request.'),
    envelope: fail(200, -1000, 'An unknown error occurred while processing the request.'),
    retryAfter: 's',
  }),
} satisfies Responder
