import { plain } from '@/lib/core/decimal'
import { answer, type Reply, type Responder, respond, type SimulatedRequest } from '@/lib/simulate/responder'
import { bitmartBook, QUIET } from '@/lib/simulate/venues/bitmart/book'
import type { VenueView } from '@/lib/simulate/view'
import type { MarketSpec } from '@/lib/simulate/world/book'
import { HOUR_MS } from '@/lib/simulate/world/calendar'

const BOOK_LEVELS = 50
const TRACE = '9b92a999-9463-4c96-91a4-93ad1cad0d72'
const OPENED_S = 1_594_080_000

const envelope = (data: unknown) => ({ code: 1000, message: 'Ok', trace: TRACE, data })
const fail = (status: number, code: number, message: string): Reply => respond(status, { code, message, trace: TRACE })

type Handler = (request: SimulatedRequest, view: VenueView) => Reply

function detailsRow(view: VenueView, spec: MarketSpec) {
  const quiet = QUIET.includes(spec.market)
  const { index, amount, usd } = spec.listed ? view.serveMarket(spec) : view.market(spec)
  const volume = view.volume(spec)
  return {
    symbol: spec.market,
    product_type: spec.expiry ? 2 : 1,
    open_timestamp: OPENED_S,
    expire_timestamp: spec.expiry ? spec.expiry.getTime() / 1000 : 0,
    settle_timestamp: 0,
    base_currency: spec.base,
    quote_currency: spec.quote,
    last_price: index,
    volume_24h: quiet ? '0' : plain(volume.amount),
    turnover_24h: quiet ? '0' : plain(volume.usd),
    index_price: index,
    index_name: spec.market,
    contract_size: spec.contractSize,
    min_leverage: '1',
    max_leverage: String(spec.maxLeverage),
    funding_rate: '0.0001',
    expected_funding_rate: '0.00011',
    funding_interval_hours: 8,
    funding_time: Math.ceil(view.now.getTime() / (8 * HOUR_MS)) * 8 * HOUR_MS,
    open_interest: plain(amount),
    open_interest_value: plain(usd),
    delist_time: 0,
    status: spec.listed || quiet ? 'Trading' : 'Delisted',
  }
}

const answerDetails: Handler = ({ query }, view) => {
  const symbol = query.get('symbol')
  const asked = symbol === null ? view.markets : view.markets.filter((spec) => spec.market === symbol)
  if (asked.length === 0) return fail(400, 40012, 'SYMBOL_NOT_EXIST')
  const symbols = asked.map((spec) => detailsRow(view, spec))
  return answer(envelope({ symbols }), {
    rows: [['data', 'symbols']],
    fields: ['open_interest', 'contract_size', 'index_price', 'turnover_24h'],
  })
}

const answerBook: Handler = ({ query }, view) => {
  const spec = view.findMarket(query.get('symbol') ?? '')
  if (!spec) return fail(400, 40034, 'Symbol Not Exist')
  if (QUIET.includes(spec.market)) {
    return respond(200, envelope({ timestamp: view.now.getTime(), symbol: spec.market, asks: null, bids: null }))
  }
  if (!spec.listed) return fail(400, 40034, 'Symbol Not Exist')
  const { bids, asks } = view.orderBook(spec)
  const levels = (side: typeof bids) => {
    let total = 0
    return side.slice(0, BOOK_LEVELS).map(({ price, amount }) => {
      total += amount.toNumber()
      return [price, plain(amount), String(total)]
    })
  }
  const data = { timestamp: view.now.getTime(), symbol: spec.market, asks: levels(asks), bids: levels(bids) }
  return answer(envelope(data), {
    rows: [
      ['data', 'asks'],
      ['data', 'bids'],
    ],
    fields: ['asks', 'bids'],
  })
}

const routes: Readonly<Record<string, Handler>> = {
  '/contract/public/details': answerDetails,
  '/contract/public/depth': answerBook,
}

/** BitMart futures v2. https://developer-pro.bitmart.com/en/futuresv2/ */
export default {
  venue: 'bitmart',
  hosts: ['api-cloud-v2.bitmart.com'],
  book: bitmartBook,
  handle: (request, view) => routes[request.path]?.(request, view) ?? null,
  refusals: () => ({
    notFound: fail(404, 30000, 'Not found'),
    rateLimited: fail(429, 30013, 'Request too many requests'),
    region: fail(403, 30000, 'Forbidden'),
    server: fail(500, 50000, 'Server error'),
    envelope: fail(200, 30030, 'Futures V1 API has been deprecated. Please use the V2 API'),
    retryAfter: 's',
  }),
} satisfies Responder
