import { plain } from '@/lib/core/decimal'
import {
  answer,
  type Reply,
  type Responder,
  readEpochMs,
  respond,
  type SimulatedRequest,
} from '@/lib/simulate/responder'
import { kucoinBook } from '@/lib/simulate/venues/kucoin/book'
import type { VenueView } from '@/lib/simulate/view'
import type { MarketSpec } from '@/lib/simulate/world/book'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/simulate/world/calendar'
import type { MarketState } from '@/lib/simulate/world/market-state'

const DATA = [['data']] as const
const BOOK_LEVELS = 1000
/** Points of one answer when no size is asked for. */
const PAGE = 30
const INTERVALS: Readonly<Record<string, { readonly stepMs: number; readonly reachMs: number }>> = {
  '5min': { stepMs: 5 * MINUTE_MS, reachMs: 7 * DAY_MS },
  '15min': { stepMs: 15 * MINUTE_MS, reachMs: 7 * DAY_MS },
  '30min': { stepMs: 30 * MINUTE_MS, reachMs: 7 * DAY_MS },
  '1hour': { stepMs: HOUR_MS, reachMs: 7 * DAY_MS },
  '4hour': { stepMs: 4 * HOUR_MS, reachMs: 7 * DAY_MS },
  '1day': { stepMs: DAY_MS, reachMs: 70 * DAY_MS },
}

const fail = (status: number, code: string, msg: string): Reply => respond(status, { code, msg })
const unknownSymbol = () => fail(200, '200003', 'Invalid symbol.')

type Handler = (request: SimulatedRequest, view: VenueView) => Reply

function contractRow(view: VenueView, spec: MarketSpec) {
  const state: MarketState = spec.listed ? view.serveMarket(spec) : view.market(spec)
  const inverse = spec.countedIn === 'usd'
  const volume = view.volume(spec)
  const mark = Number(state.mark)
  return {
    symbol: spec.market,
    rootSymbol: spec.quote,
    type: spec.expiry ? 'FFICSX' : 'FFWCSX',
    firstOpenDate: Date.UTC(2024, 0, 15),
    expireDate: spec.expiry?.getTime() ?? null,
    baseCurrency: spec.base,
    quoteCurrency: spec.quote,
    settleCurrency: spec.settle,
    multiplier: inverse ? -1 : Number(spec.contractSize),
    initialMargin: 1 / spec.maxLeverage,
    maintainMargin: 0.5 / spec.maxLeverage,
    maxRiskLimit: 250_000,
    minRiskLimit: 250_000,
    riskStep: 125_000,
    isDeleverage: true,
    isQuanto: !inverse,
    isInverse: inverse,
    status: spec.listed ? 'Open' : 'Paused',
    fundingFeeRate: 0.0001,
    openInterest: plain(state.amount),
    // Inverse turnover is in the coin.
    turnoverOf24h: inverse ? volume.baseUnits.toNumber() : volume.usd.toNumber(),
    volumeOf24h: inverse ? volume.amount.toNumber() : volume.baseUnits.toNumber(),
    markPrice: mark,
    indexPrice: Number(state.index),
    lastTradePrice: mark,
    // A countdown, whatever its name says.
    nextFundingRateTime: 8 * HOUR_MS - (view.now.getTime() % (8 * HOUR_MS)),
    maxLeverage: spec.maxLeverage,
    supportCross: true,
    marketStage: 'NORMAL',
  }
}

const answerContracts: Handler = (_request, view) =>
  answer(
    { code: '200000', data: view.markets.map((spec) => contractRow(view, spec)) },
    { rows: DATA, fields: ['openInterest', 'markPrice', 'multiplier', 'turnoverOf24h'] },
  )

const answerBook: Handler = ({ query }, view) => {
  const spec = view.findMarket(query.get('symbol') ?? '')
  if (!spec?.listed) return unknownSymbol()
  const { bids, asks } = view.orderBook(spec)
  const levels = (side: typeof bids) =>
    side.slice(0, BOOK_LEVELS).map(({ price, amount }) => [Number(price), amount.toNumber()])
  const data = {
    sequence: view.now.getTime(),
    symbol: spec.market,
    bids: levels(bids),
    asks: levels(asks),
    ts: view.now.getTime() * 1_000_000,
  }
  return answer(
    { code: '200000', data },
    {
      rows: [
        ['data', 'bids'],
        ['data', 'asks'],
      ],
      fields: ['bids', 'asks'],
    },
  )
}

/** Newest first; without a page size an answer stops after 30 points. */
const answerPast: Handler = ({ query }, view) => {
  const spec = view.findMarket(query.get('symbol') ?? '')
  if (!spec) return unknownSymbol()
  const interval = INTERVALS[query.get('interval') ?? '']
  if (!interval) return fail(200, '400100', 'interval is illegal')
  const [startAt, endAt] = [readEpochMs(query, 'startAt'), readEpochMs(query, 'endAt')]
  if (startAt === null || endAt === null) return fail(200, '400100', 'startAt or endAt is illegal')
  const { stepMs, reachMs } = interval
  const first = Math.max(startAt ?? 0, view.at.getTime() - reachMs)
  const last = Math.min(endAt ?? view.at.getTime(), view.at.getTime())
  const data: { readonly openInterest: string; readonly ts: number }[] = []
  for (let ts = Math.floor(last / stepMs) * stepMs; ts >= first && data.length < PAGE; ts -= stepMs) {
    data.push({ openInterest: plain(view.market(spec, new Date(ts)).amount), ts })
  }
  return answer({ code: '200000', data }, { rows: DATA, fields: ['openInterest', 'ts'] })
}

const routes: Readonly<Record<string, Handler>> = {
  'api-futures.kucoin.com/api/v1/contracts/active': answerContracts,
  'api-futures.kucoin.com/api/v1/level2/snapshot': answerBook,
  'api.kucoin.com/api/ua/v1/market/open-interest': answerPast,
}

/** KuCoin Futures, classic and unified. https://www.kucoin.com/docs-new/ */
export default {
  venue: 'kucoin',
  hosts: ['api-futures.kucoin.com', 'api.kucoin.com'],
  book: kucoinBook,
  handle: (request, view) => routes[`${request.host}${request.path}`]?.(request, view) ?? null,
  refusals: () => ({
    notFound: fail(404, '404', 'Not Found'),
    rateLimited: fail(429, '429000', 'Too Many Requests'),
    region: fail(403, '403', 'Forbidden'),
    server: fail(500, '500000', 'Internal Server Error'),
    envelope: fail(200, '400100', 'Internal Server Error'),
    retryAfter: 's',
  }),
} satisfies Responder
