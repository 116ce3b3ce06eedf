import { answer, type Reply, type Responder, readCount, respond, type SimulatedRequest } from '@/lib/simulate/responder'
import { GHOST_TICKER, mexcBook } from '@/lib/simulate/venues/mexc/book'
import type { VenueView } from '@/lib/simulate/view'
import type { BookLevel } from '@/lib/simulate/world/activity'
import type { MarketSpec } from '@/lib/simulate/world/book'
import { DAY_MS, floorTo, HOUR_MS } from '@/lib/simulate/world/calendar'

const DATA = [['data']] as const
const SNAPSHOT_MS = 4 * HOUR_MS
/** Seven days. */
const SNAPSHOTS = 42
const BOOK_LEVELS = 300

const ok = (data: unknown) => ({ success: true, code: 0, data })
const fail = (status: number, code: number, message: string) => respond(status, { success: false, code, message })
const unknownContract = () => fail(200, 1001, 'Contract not exists')

type Handler = (query: URLSearchParams, view: VenueView, symbol: string) => Reply

/** A pool's balance is repeated by every contract that shares it. */
const answerFund: Handler = (_query, view) => {
  const rows = view.pools.flatMap((spec) => {
    const { units } = view.servePool(spec)
    return spec.markets.map((symbol) => ({
      symbol,
      currency: spec.asset,
      available: units.toNumber(),
      timestamp: view.now.getTime(),
    }))
  })
  return answer(ok(rows), { rows: DATA, fields: ['available'] })
}

const answerFundHistory: Handler = (query, view) => {
  const spec = view.pools.find((pool) => pool.markets.includes(query.get('symbol') ?? ''))
  const number = readCount(query, 'page_num', { fallback: 1, max: 1e6 })
  const size = readCount(query, 'page_size', { fallback: 20, max: 100 })
  if (!spec) return unknownContract()
  if (number === null || size === null) return fail(200, 600, 'Parameter error')
  const newest = floorTo(view.at, SNAPSHOT_MS).getTime()
  const resultList = Array.from({ length: SNAPSHOTS }, (_, back) => newest - back * SNAPSHOT_MS)
    .slice((number - 1) * size, number * size)
    .map((snapshotTime) => ({
      symbol: query.get('symbol'),
      currency: spec.asset,
      available: view.pool(spec, new Date(snapshotTime)).units.toNumber(),
      snapshotTime,
    }))
  const data = {
    pageSize: size,
    totalCount: SNAPSHOTS,
    totalPage: Math.ceil(SNAPSHOTS / size),
    currentPage: number,
    resultList,
  }
  return answer(ok(data), { rows: [['data', 'resultList']], fields: ['available', 'snapshotTime'] })
}

const answerIndex: Handler = (_query, view, symbol) => {
  const spec = view.findMarket(symbol)
  if (!spec) return unknownContract()
  const data = { symbol, indexPrice: Number(view.market(spec).index), timestamp: view.at.getTime() }
  return answer(ok(data), { rows: [], fields: ['indexPrice'] })
}

const answerContracts: Handler = (_query, view) => {
  const rows = view.markets.map((spec) => ({
    symbol: spec.market,
    displayName: spec.market,
    displayNameEn: `${spec.market} SWAP`,
    positionOpenType: 3,
    baseCoin: spec.base,
    quoteCoin: spec.quote,
    settleCoin: spec.settle,
    contractSize: Number(spec.contractSize),
    minLeverage: 1,
    maxLeverage: spec.maxLeverage,
    maintenanceMarginRate: 0.004,
    initialMarginRate: 0.008,
    riskLimitType: 'BY_VOLUME',
    state: spec.listed ? 0 : 3,
    isNew: false,
    isHidden: false,
    apiAllowed: true,
    type: 1,
  }))
  return answer(ok(rows), { rows: DATA, fields: ['contractSize', 'state', 'maxLeverage'] })
}

function tickerRow(view: VenueView, spec: MarketSpec) {
  const { mark, index, amount } = view.serveMarket(spec)
  const day = view.volume(spec)
  const dayAgo = view.market(spec, new Date(view.at.getTime() - DAY_MS)).mark
  return {
    symbol: spec.market,
    lastPrice: Number(mark),
    bid1: Number(mark),
    ask1: Number(mark),
    volume24: day.amount.toNumber(),
    amount24: (spec.countedIn === 'usd' ? day.baseUnits : day.usd).toNumber(),
    holdVol: amount.toNumber(),
    lower24Price: Math.min(Number(mark), Number(dayAgo)),
    high24Price: Math.max(Number(mark), Number(dayAgo)),
    riseFallRate: Number((Number(mark) / Number(dayAgo) - 1).toFixed(4)),
    indexPrice: Number(index),
    fairPrice: Number(mark),
    fundingRate: 0.0001,
    timestamp: view.at.getTime(),
  }
}

/** A list of all, or one object when a contract is named. */
const answerTickers: Handler = (query, view) => {
  const symbol = query.get('symbol')
  const spec = symbol === null ? null : view.findMarket(symbol)
  const fields = ['holdVol', 'fairPrice', 'amount24'] as const
  if (symbol !== null) {
    return spec?.listed ? answer(ok(tickerRow(view, spec)), { rows: [], fields: [...fields] }) : unknownContract()
  }
  const ghost = { symbol: GHOST_TICKER, lastPrice: 0, volume24: 0, amount24: 0, holdVol: 0, fairPrice: 0, timestamp: 0 }
  const rows = view.markets.filter((entry) => entry.listed).map((entry) => tickerRow(view, entry))
  return answer(ok([...rows, ghost]), { rows: DATA, fields: [...fields] })
}

const answerBook: Handler = (_query, view, symbol) => {
  const spec = view.findMarket(symbol)
  if (!spec?.listed) return unknownContract()
  const { bids, asks } = view.orderBook(spec)
  const side = (levels: readonly BookLevel[]) =>
    levels.slice(0, BOOK_LEVELS).map(({ price, amount }) => [Number(price), amount.toNumber(), 1])
  const data = { asks: side(asks), bids: side(bids), version: 1, timestamp: view.at.getTime() }
  return answer(ok(data), {
    rows: [
      ['data', 'asks'],
      ['data', 'bids'],
    ],
    fields: ['asks', 'bids'],
  })
}

const handlers: Readonly<Record<string, Handler>> = {
  risk_reverse: answerFund,
  'risk_reverse/history': answerFundHistory,
  detail: answerContracts,
  ticker: answerTickers,
}
const bySymbol: Readonly<Record<string, Handler>> = { index_price: answerIndex, depth: answerBook }

/** MEXC contracts. https://www.mexc.com/api-docs/futures/market-endpoints */
export default {
  venue: 'mexc',
  hosts: ['api.mexc.com', 'contract.mexc.com'],
  book: mexcBook,
  handle({ path, query }: SimulatedRequest, view) {
    const [, name = ''] = /^\/api\/v1\/contract\/(.+)$/.exec(path) ?? []
    const handler = handlers[name]
    if (handler) return handler(query, view, '')
    const cut = name.indexOf('/')
    return bySymbol[name.slice(0, cut)]?.(query, view, decodeURIComponent(name.slice(cut + 1))) ?? null
  },
  refusals: () => ({
    notFound: fail(404, 404, 'Not Found'),
    rateLimited: fail(429, 510, 'Excessive frequency of requests'),
    region: fail(403, 403, 'Access denied'),
    server: fail(500, 500, 'Internal error'),
    envelope: fail(200, 501, 'System busy'),
    retryAfter: 's',
  }),
} satisfies Responder
