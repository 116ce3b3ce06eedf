import { answer, type Reply, type Responder, readCount, readEpochMs, respond } from '@/lib/simulate/responder'
import { bitfinexBook } from '@/lib/simulate/venues/bitfinex/book'
import type { VenueView } from '@/lib/simulate/view'
import type { Liquidation } from '@/lib/simulate/world/activity'
import type { MarketSpec } from '@/lib/simulate/world/book'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/simulate/world/calendar'

const BEGIN_MS = Date.UTC(2019, 8, 1)
const FUNDING_MS = 8 * HOUR_MS
/** A paper pair: in every list, no market. */
const PAPER_KEY = 'tTESTBTCF0:TESTUSDTF0'
const PLACES = 24

const failWith = (code: number, text: string) => respond(500, ['error', code, text])
const invalidSymbol = () => failWith(10020, 'symbol: invalid')

type Handler = (query: URLSearchParams, view: VenueView, rest: string) => Reply

const specOf = (view: VenueView, key: string) => (key.startsWith('t') ? view.findMarket(key.slice(1)) : null)

/** A list with values at their places and null between. */
function row(length: number, values: Readonly<Record<number, unknown>>): readonly unknown[] {
  return Array.from({ length }, (_, place) => values[place] ?? null)
}

interface Standing {
  readonly mark: string
  readonly index: string
  readonly amount: { toNumber(): number }
  readonly fund: number
}

/** From the time on; the status has the key before it. */
function statusValues(at: Date, { mark, index, amount, fund }: Standing): Readonly<Record<number, unknown>> {
  return {
    0: at.getTime(),
    2: Number(mark),
    3: Number(index),
    5: fund,
    7: (Math.floor(at.getTime() / FUNDING_MS) + 1) * FUNDING_MS,
    8: 0.0001,
    9: 6,
    11: 0.0001,
    14: Number(mark),
    17: amount.toNumber(),
    21: 0.0005,
    22: 0.0025,
  }
}

/** Every pair repeats the fund of its collateral. */
const answerStatus: Handler = (query, view) => {
  const keys = query.get('keys')
  const asked = keys === 'ALL' ? view.markets : (keys ?? '').split(',').flatMap((key) => specOf(view, key) ?? [])
  const funds = new Map(view.pools.map((spec) => [spec.pool, view.servePool(spec).units.toNumber()]))
  const statuses = asked.map((spec) => {
    const state = view.serveMarket(spec)
    const values = statusValues(view.at, { ...state, fund: funds.get(spec.segment) ?? 0 })
    return [`t${spec.market}`, ...row(PLACES - 1, values)]
  })
  const paper = { mark: '98000', index: '98000', amount: { toNumber: () => 1000 }, fund: 5_000_000 }
  const rows = keys === 'ALL' ? [...statuses, [PAPER_KEY, ...row(PLACES - 1, statusValues(view.at, paper))]] : statuses
  return answer(rows, { rows: [[]], fields: ['6'] })
}

/** A row each minute, without a key. */
const answerHistory: Handler = (query, view, key) => {
  const spec = specOf(view, key)
  const pool = spec && view.pools.find((entry) => entry.pool === spec.segment)
  const limit = readCount(query, 'limit', { fallback: 125, max: 5000 })
  const [start, end] = [readEpochMs(query, 'start'), readEpochMs(query, 'end')]
  if (!spec || !pool) return answer([], { rows: [[]], fields: ['5'] })
  if (limit === null || start === null || end === null) return failWith(10020, 'limit: invalid')
  const first = Math.ceil(Math.max(start ?? BEGIN_MS, BEGIN_MS) / MINUTE_MS) * MINUTE_MS
  const last = Math.floor(Math.min(end ?? view.at.getTime(), view.at.getTime()) / MINUTE_MS) * MINUTE_MS
  const forward = query.get('sort') === '1'
  const count = Math.max(0, Math.min(limit, Math.floor((last - first) / MINUTE_MS) + 1))
  const rows = Array.from({ length: count }, (_, index) => {
    const at = new Date(forward ? first + index * MINUTE_MS : last - index * MINUTE_MS)
    return row(PLACES - 1, statusValues(at, { ...view.market(spec, at), fund: view.pool(pool, at).units.toNumber() }))
  })
  return answer(rows, { rows: [[]], fields: ['5'] })
}

const answerPairs: Handler = (_query, view) => {
  const pairs = view.markets.map((spec) => [
    spec.market,
    row(10, { 3: '0.00004', 4: '100', 8: 1 / spec.maxLeverage, 9: 0.005 }),
  ])
  return answer([pairs], { rows: [['0']], fields: ['8'] })
}

const answerTickers: Handler = (query, view) => {
  const asked = (query.get('symbols') ?? '').split(',').flatMap((key) => specOf(view, key) ?? [])
  const rows = asked.map((spec) => {
    const { mark } = view.market(spec)
    const dayAgo = Number(view.market(spec, new Date(view.at.getTime() - DAY_MS)).mark)
    const price = Number(mark)
    const change = price - dayAgo
    const [low, high] = [Math.min(price, dayAgo), Math.max(price, dayAgo)]
    const { baseUnits } = view.volume(spec)
    return [`t${spec.market}`, price, 10, price, 10, change, change / dayAgo, price, baseUnits.toNumber(), high, low]
  })
  return answer(rows, { rows: [[]], fields: ['8'] })
}

/** Price, number of orders, amount: above zero a bid, below an ask. */
const answerBook: Handler = (query, view, rest) => {
  const [key = '', precision = ''] = rest.split('/')
  const spec = specOf(view, key)
  const length = readCount(query, 'len', { fallback: 25, max: 250 })
  if (!spec || !/^P[0-4]$/.test(precision)) return invalidSymbol()
  if (length === null) return failWith(10020, 'len: invalid')
  const { bids, asks } = view.orderBook(spec)
  return answer(
    [
      ...bids.slice(0, length).map(({ price, amount }) => [Number(price), 1, amount.toNumber()]),
      ...asks.slice(0, length).map(({ price, amount }) => [Number(price), 1, -amount.toNumber()]),
    ],
    { rows: [[]], fields: ['0'] },
  )
}

/** A first trigger for every position, then its execution, each in a list of its own. */
function liquidationRows(spec: MarketSpec, item: Liquidation): readonly (readonly unknown[])[] {
  const amount = (item.side === 'long' ? 1 : -1) * item.amount.toNumber()
  const opened = Number(item.bankruptcyPrice)
  const at = item.at.getTime()
  const sold = item.closedBy === 'market' ? 1 : 0
  const trigger = ['pos', item.id, at - 200, null, `t${spec.market}`, amount, opened, null, 0, sold, null, null]
  const done = [
    'pos',
    item.id,
    at,
    null,
    `t${spec.market}`,
    amount,
    opened,
    null,
    1,
    sold,
    null,
    Number(item.fillPrice),
  ]
  return [done, trigger]
}

const answerLiquidations: Handler = (query, view) => {
  const limit = readCount(query, 'limit', { fallback: 125, max: 500 })
  const [start, end] = [readEpochMs(query, 'start'), readEpochMs(query, 'end')]
  if (limit === null || start === null || end === null) return failWith(10020, 'limit: invalid')
  const to = new Date(end ?? view.now.getTime())
  const from = new Date(start ?? to.getTime() - 6 * HOUR_MS)
  const found = view.markets
    .flatMap((spec) => view.liquidations(spec, { from, to }).map((item) => ({ spec, item })))
    .sort((a, b) => (query.get('sort') === '1' ? 1 : -1) * (a.item.at.getTime() - b.item.at.getTime()))
  const spot = ['pos', 1, to.getTime() - 1000, null, 'tBTCUSD', 0.5, 90_000, null, 1, 1, null, 89_900]
  const rows = [spot, ...found.flatMap(({ spec, item }) => liquidationRows(spec, item))].slice(0, limit)
  return answer(
    rows.map((entry) => [entry]),
    { rows: [[]], fields: ['0'] },
  )
}

const routes: readonly (readonly [RegExp, Handler])[] = [
  [/^\/v2\/status\/deriv$/, answerStatus],
  [/^\/v2\/status\/deriv\/([^/]+)\/hist$/, answerHistory],
  [/^\/v2\/conf\/pub:info:pair:futures$/, answerPairs],
  [/^\/v2\/tickers$/, answerTickers],
  [/^\/v2\/book\/(.+)$/, answerBook],
  [/^\/v2\/liquidations\/hist$/, answerLiquidations],
]

/** Bitfinex Derivatives, public API v2. https://docs.bitfinex.com/reference/rest-public-derivatives-status */
export default {
  venue: 'bitfinex',
  hosts: ['api-pub.bitfinex.com'],
  book: bitfinexBook,
  handle({ path, query }, view) {
    for (const [pattern, handler] of routes) {
      const match = pattern.exec(decodeURIComponent(path))
      if (match) return handler(query, view, match[1] ?? '')
    }
    return null
  },
  refusals: () => ({
    notFound: respond(404, ['error', 10001, 'not found']),
    rateLimited: respond(429, { error: 'ERR_RATE_LIMIT' }),
    region: respond(403, ['error', 10001, 'not available in your region']),
    server: respond(503, ['error', 20060, 'temporarily unavailable']),
    envelope: respond(200, { error: 'ERR_RATE_LIMIT' }),
    retryAfter: 's',
  }),
} satisfies Responder
