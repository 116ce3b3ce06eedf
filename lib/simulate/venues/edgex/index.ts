import { plain } from '@/lib/core/decimal'
import { answer, type Reply, type Responder, respond, type SimulatedRequest } from '@/lib/simulate/responder'
import { edgexBook, nameOf, type Version } from '@/lib/simulate/venues/edgex/book'
import type { VenueView } from '@/lib/simulate/view'
import type { BookLevel } from '@/lib/simulate/world/activity'
import type { MarketSpec } from '@/lib/simulate/world/book'

const FIRST_CONTRACT = 10_000_001
const FIRST_COIN = 1001
const LEVELS = ['15', '200']
const TRACE = '574a8b43497ebd0bca55d0b257d034fa'
const HOSTS: Readonly<Record<string, Version>> = {
  'pro.edgex.exchange': 'v1',
  'edgex-prod-v2.edgex.exchange': 'v2',
}

function envelope(view: VenueView, code: string, data: unknown, msg: string | null) {
  const at = String(view.now.getTime())
  return { code, data, msg, errorParam: null, requestTime: at, responseTime: at, traceId: TRACE }
}
const ok = (view: VenueView, data: unknown) => envelope(view, 'SUCCESS', data, null)
const fail = (view: VenueView, status: number, code: string, msg: string) =>
  respond(status, envelope(view, code, null, msg))

const of = (view: VenueView, version: Version) => view.markets.filter((spec) => spec.segment === version)

function contractRow(spec: MarketSpec, position: number) {
  const tier = (number: number, maxLeverage: number) => ({
    tier: number,
    positionValueUpperBound: String(50_000 * 10 ** number),
    maxLeverage: String(maxLeverage),
    maintenanceMarginRate: String(0.5 / maxLeverage),
  })
  return {
    contractId: String(FIRST_CONTRACT + position),
    contractName: nameOf(spec),
    baseCoinId: String(FIRST_COIN + position),
    quoteCoinId: '1000',
    riskTierList: [tier(1, spec.maxLeverage), tier(2, spec.maxLeverage / 2)],
    defaultLeverage: '20',
    enableTrade: spec.listed,
    enableDisplay: true,
    enableOpenPosition: spec.listed,
  }
}

function answerMetadata(view: VenueView, version: Version): Reply {
  const markets = of(view, version)
  // Version 2 prints no open interest; what it lists is what it has.
  if (version === 'v2') for (const spec of markets) view.serveMarket(spec)
  const coinList = [
    { coinId: '1000', coinName: markets[0]?.quote ?? 'USD' },
    ...markets.map((spec, position) => ({ coinId: String(FIRST_COIN + position), coinName: spec.base })),
  ]
  const data = { global: { appName: 'edgeX' }, coinList, contractList: markets.map(contractRow) }
  return answer(ok(view, data), { rows: [['data', 'contractList']], fields: ['contractName', 'contractId'] })
}

function findContract({ query }: SimulatedRequest, view: VenueView): MarketSpec | null {
  return of(view, 'v1')[Number(query.get('contractId')) - FIRST_CONTRACT] ?? null
}

function answerTicker(request: SimulatedRequest, view: VenueView): Reply {
  const spec = findContract(request, view)
  if (!spec) return answer(ok(view, []), { rows: [['data']], fields: ['openInterest'] })
  const { mark, index, amount } = view.serveMarket(spec)
  const { baseUnits, usd } = view.volume(spec)
  const row = {
    contractId: request.query.get('contractId'),
    contractName: nameOf(spec),
    trades: '79372',
    size: plain(baseUnits),
    value: usd.toFixed(4),
    lastPrice: mark,
    indexPrice: index,
    oraclePrice: mark,
    openInterest: plain(amount),
    fundingRate: '0.00005000',
  }
  return answer(ok(view, [row]), { rows: [['data']], fields: ['openInterest', 'oraclePrice'] })
}

function answerBook(request: SimulatedRequest, view: VenueView): Reply {
  const spec = findContract(request, view)
  const level = request.query.get('level') ?? ''
  if (!spec || !LEVELS.includes(level)) return fail(view, 200, 'INVALID_ARGUMENT', 'invalid argument')
  const { bids, asks } = view.orderBook(spec)
  const levels = (side: readonly BookLevel[]) =>
    side.slice(0, Number(level)).map(({ price, amount }) => ({ price, size: plain(amount) }))
  const book = { level: Number(level), contractName: nameOf(spec), asks: levels(asks), bids: levels(bids) }
  return answer(ok(view, [book]), { rows: [['data']], fields: ['bids'] })
}

/** edgeX, versions 1 and 2. https://edgex-1.gitbook.io/edgeX-documentation */
export default {
  venue: 'edgex',
  hosts: Object.keys(HOSTS),
  book: edgexBook,
  handle(request, view) {
    const version = HOSTS[request.host]
    if (!version) return null
    if (request.path === `/api/${version}/public/meta/getMetaData`) return answerMetadata(view, version)
    if (request.path === '/api/v1/public/quote/getTicker') return answerTicker(request, view)
    return request.path === '/api/v1/public/quote/getDepth' ? answerBook(request, view) : null
  },
  refusals: (_request, view) => ({
    notFound: fail(view, 404, 'NOT_FOUND', 'not found'),
    rateLimited: fail(view, 429, 'RATE_LIMITED', 'too many requests'),
    region: fail(view, 403, 'FORBIDDEN', 'forbidden'),
    server: fail(view, 500, 'INTERNAL_ERROR', 'internal error'),
    envelope: fail(view, 200, 'INTERNAL_ERROR', 'internal error'),
    retryAfter: 's',
  }),
} satisfies Responder
