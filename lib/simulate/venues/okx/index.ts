import { plain, ZERO } from '@/lib/core/decimal'
import {
  answer,
  type Reply,
  type Responder,
  readCount,
  readEpochMs,
  respond,
  type SimulatedRequest,
} from '@/lib/simulate/responder'
import { okxBook, okxFamily } from '@/lib/simulate/venues/okx/book'
import { envelope, missingParameter, parameterError, unknownInstrument } from '@/lib/simulate/venues/okx/envelope'
import { answerFund } from '@/lib/simulate/venues/okx/fund'
import type { VenueView } from '@/lib/simulate/view'
import type { MarketSpec } from '@/lib/simulate/world/book'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/simulate/world/calendar'

const DATA = [['data']] as const
const LISTED_MS = Date.UTC(2024, 0, 1)
const INST_TYPES = ['SPOT', 'MARGIN', 'SWAP', 'FUTURES', 'OPTION', 'EVENTS']

/** The markets a request asks for by type, family and id, or the refusal. */
function select(query: URLSearchParams, view: VenueView): readonly MarketSpec[] | Reply {
  const instType = query.get('instType')
  if (!instType) return missingParameter('instType')
  if (!INST_TYPES.includes(instType)) return parameterError('instType')
  const family = query.get('instFamily') ?? query.get('uly')
  if (instType === 'OPTION' && !family) return missingParameter('instFamily')
  const instId = query.get('instId')
  const asked = view.markets.filter(
    (spec) =>
      spec.segment === instType &&
      (family === null || okxFamily(spec) === family) &&
      (instId === null || spec.market === instId),
  )
  const named = instId !== null || (family !== null && instType !== 'OPTION')
  return named && asked.length === 0 ? unknownInstrument() : asked
}

type Row = (view: VenueView, spec: MarketSpec) => unknown

function answerRows(fields: readonly [string, ...string[]], row: Row) {
  return ({ query }: SimulatedRequest, view: VenueView): Reply => {
    const asked = select(query, view)
    if ('status' in asked) return asked
    return answer(envelope(asked.map((spec) => row(view, spec))), { rows: DATA, fields })
  }
}

const openInterestRow: Row = (view, spec) => {
  const { amount, baseUnits, usd } = view.serveMarket(spec)
  return {
    instType: spec.segment,
    instId: spec.market,
    oi: plain(amount),
    oiCcy: plain(baseUnits),
    oiUsd: plain(usd),
    ts: String(view.at.getTime()),
  }
}

const instrumentRow: Row = (_view, spec) => {
  const inverse = spec.countedIn === 'usd'
  return {
    alias: spec.expiry ? 'quarter' : '',
    baseCcy: '',
    category: '1',
    ctMult: '1',
    ctType: inverse ? 'inverse' : 'linear',
    ctVal: spec.contractSize,
    ctValCcy: inverse ? 'USD' : spec.base,
    expTime: spec.expiry ? String(spec.expiry.getTime()) : '',
    instCategory: '1',
    instFamily: okxFamily(spec),
    instId: spec.market,
    instType: spec.segment,
    lever: String(spec.maxLeverage),
    listTime: String(LISTED_MS),
    lotSz: inverse ? '1' : '0.01',
    maxLmtSz: '100000000',
    maxMktSz: '85000',
    minSz: inverse ? '1' : '0.01',
    optType: '',
    quoteCcy: '',
    ruleType: 'normal',
    settleCcy: spec.settle,
    state: 'live',
    stk: '',
    tickSz: '0.1',
    uly: okxFamily(spec),
  }
}

const markPriceRow: Row = (view, spec) => ({
  instType: spec.segment,
  instId: spec.market,
  markPx: view.market(spec).mark,
  ts: String(view.at.getTime()),
})

function indexRow(view: VenueView, spec: MarketSpec) {
  const { index } = view.market(spec)
  const dayAgo = view.market(spec, new Date(view.at.getTime() - DAY_MS)).index
  const [low, high] = [index, dayAgo].sort((a, b) => Number(a) - Number(b))
  return {
    instId: okxFamily(spec),
    idxPx: index,
    high24h: high,
    low24h: low,
    open24h: dayAgo,
    sodUtc0: dayAgo,
    sodUtc8: dayAgo,
    ts: String(view.at.getTime()),
  }
}

function answerIndexTickers({ query }: SimulatedRequest, view: VenueView): Reply {
  const [quote, instId] = [query.get('quoteCcy'), query.get('instId')]
  if (!quote && !instId) return missingParameter('quoteCcy or instId')
  const asked = view.markets.filter(
    (spec) =>
      spec.segment === 'SWAP' && (quote === null || spec.quote === quote) && (!instId || okxFamily(spec) === instId),
  )
  if (asked.length === 0) return instId ? unknownInstrument() : parameterError('quoteCcy')
  return answer(envelope(asked.map((spec) => indexRow(view, spec))), { rows: DATA, fields: ['idxPx'] })
}

const tickerRow: Row = (view, spec) => {
  const { mark } = view.market(spec)
  const day = view.volume(spec)
  const dayAgo = view.market(spec, new Date(view.at.getTime() - DAY_MS)).mark
  const [low, high] = [mark, dayAgo].sort((a, b) => Number(a) - Number(b))
  const { bids, asks } = view.orderBook(spec)
  return {
    instType: spec.segment,
    instId: spec.market,
    last: mark,
    lastSz: '1',
    askPx: asks[0]?.price ?? '',
    askSz: plain(asks[0]?.amount ?? ZERO),
    bidPx: bids[0]?.price ?? '',
    bidSz: plain(bids[0]?.amount ?? ZERO),
    open24h: dayAgo,
    high24h: high,
    low24h: low,
    volCcy24h: plain(day.baseUnits),
    vol24h: plain(day.amount),
    sodUtc0: dayAgo,
    sodUtc8: dayAgo,
    ts: String(view.at.getTime()),
  }
}

/** Levels of price, contracts and number of orders. */
function answerFullBook({ query }: SimulatedRequest, view: VenueView): Reply {
  const instId = query.get('instId')
  if (!instId) return missingParameter('instId')
  const spec = view.findMarket(instId)
  if (!spec) return unknownInstrument()
  const limit = readCount(query, 'sz', { fallback: 1, max: 5000 })
  if (limit === null) return parameterError('sz')
  const { bids, asks } = view.orderBook(spec)
  const levels = (side: typeof bids) => side.slice(0, limit).map(({ price, amount }) => [price, plain(amount), '1'])
  const book = { asks: levels(asks), bids: levels(bids), ts: String(view.at.getTime()) }
  return answer(envelope([book]), { rows: DATA, fields: ['bids', 'asks'] })
}

const PERIODS: Readonly<Record<string, number>> = {
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '30m': 30 * MINUTE_MS,
  '1H': HOUR_MS,
  '2H': 2 * HOUR_MS,
  '4H': 4 * HOUR_MS,
  '6H': 6 * HOUR_MS,
  '12H': 12 * HOUR_MS,
  '1D': DAY_MS,
}

/** Lists of [ts, oi, oiCcy, oiUsd], newest first. */
function answerHistory({ query }: SimulatedRequest, view: VenueView): Reply {
  const instId = query.get('instId')
  if (!instId) return missingParameter('instId')
  const spec = view.findMarket(instId)
  if (!spec) return unknownInstrument()
  const stepMs = PERIODS[query.get('period') ?? '5m']
  const limit = readCount(query, 'limit', { fallback: 100, max: 100 })
  const [begin, end] = [readEpochMs(query, 'begin'), readEpochMs(query, 'end')]
  if (stepMs === undefined || limit === null || begin === null || end === null) return parameterError('period')
  const first = Math.max(begin ?? LISTED_MS, LISTED_MS)
  // `end` gives what is earlier than it.
  const last =
    Math.floor(Math.min(end === undefined ? view.at.getTime() : end - 1, view.at.getTime()) / stepMs) * stepMs
  const rows: (readonly string[])[] = []
  for (let time = last; time >= first && rows.length < limit; time -= stepMs) {
    const { amount, baseUnits, usd } = view.market(spec, new Date(time))
    rows.push([String(time), plain(amount), plain(baseUnits), plain(usd)])
  }
  return answer(envelope(rows), { rows: DATA, fields: ['data'] })
}

const routes: Readonly<Record<string, (request: SimulatedRequest, view: VenueView) => Reply>> = {
  '/api/v5/public/insurance-fund': answerFund,
  '/api/v5/public/open-interest': answerRows(['oiUsd', 'oi', 'oiCcy'], openInterestRow),
  '/api/v5/public/instruments': answerRows(['lever', 'ctVal'], instrumentRow),
  '/api/v5/public/mark-price': answerRows(['markPx'], markPriceRow),
  '/api/v5/market/index-tickers': answerIndexTickers,
  '/api/v5/market/tickers': answerRows(['volCcy24h', 'last'], tickerRow),
  '/api/v5/market/books-full': answerFullBook,
  '/api/v5/rubik/stat/contracts/open-interest-history': answerHistory,
}

/** OKX v5, public data. https://www.okx.com/docs-v5/en/#public-data-rest-api-get-security-fund */
export default {
  venue: 'okx',
  hosts: ['www.okx.com'],
  book: okxBook,
  handle: (request, view) => routes[request.path]?.(request, view) ?? null,
  refusals: () => ({
    notFound: respond(404, { code: '404', msg: 'Not Found', data: [] }),
    rateLimited: respond(429, envelope([], '50011', 'Rate limit reached. Please refer to API documentation.')),
    region: respond(403, envelope([], '50124', 'This service is not available in your region.')),
    server: respond(500, envelope([], '50026', 'System error. Try again later')),
    envelope: respond(200, envelope([], '50011', 'Rate limit reached. Please refer to API documentation.')),
    retryAfter: 's',
  }),
} satisfies Responder
