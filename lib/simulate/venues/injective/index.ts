import { plain } from '@/lib/core/decimal'
import { answer, type Reply, type Responder, readCount, respond, respondInText } from '@/lib/simulate/responder'
import { injectiveBook, marketId } from '@/lib/simulate/venues/injective/book'
import type { VenueView } from '@/lib/simulate/view'
import type { MarketSpec } from '@/lib/simulate/world/book'

const DENOMS: Readonly<Record<string, string>> = {
  USDT: 'peggy0xdAC17F958D2ee523a2206206994597C13D831ec7',
  USDC: 'peggy0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48',
}
const DEFAULT_LEVELS = 20
const MOST_LEVELS = 1_000

const fail = (status: number, code: number, message: string) => respond(status, { code, message, details: [] })
const notFound = () => fail(404, 5, 'market not found')

type Handler = (query: URLSearchParams, view: VenueView) => Reply

const answerFunds: Handler = (_query, view) => {
  const funds = view.pools.map((spec) => {
    const [ticker = ''] = spec.markets
    const active = view.findMarket(ticker)?.listed === true
    // The fund of an ended market is on the chain and stands behind nothing.
    const { units } = active ? view.servePool(spec) : view.pool(spec)
    return {
      deposit_denom: DENOMS[spec.asset],
      insurance_pool_token_denom: 'share1',
      redemption_notice_period_duration: '1209600s',
      balance: plain(units.times(1e6)),
      total_share: '1000000000000000000',
      market_id: spec.pool,
      market_ticker: ticker,
      oracle_base: ticker.split('/')[0],
      oracle_quote: 'USD',
      oracle_type: 'Pyth',
      expiry: '0',
    }
  })
  return answer({ funds }, { rows: [['funds']], fields: ['balance', 'market_id'] })
}

function marketRow(view: VenueView, spec: MarketSpec) {
  return {
    market: {
      ticker: spec.market,
      oracle_base: spec.asset,
      oracle_quote: 'USD',
      oracle_type: 'Pyth',
      oracle_scale_factor: 0,
      quote_denom: DENOMS[spec.quote],
      quote_decimals: 6,
      market_id: marketId(spec.market),
      initial_margin_ratio: String(1 / spec.maxLeverage),
      maintenance_margin_ratio: String(0.5 / spec.maxLeverage),
      reduce_margin_ratio: String(1.5 / spec.maxLeverage),
      maker_fee_rate: '-0.0001',
      taker_fee_rate: '0.0005',
      isPerpetual: spec.kind === 'perpetual',
      status: 'Active',
    },
    perpetual_info: { market_info: { market_id: marketId(spec.market) } },
    mark_price: view.market(spec).mark,
  }
}

const answerMarkets: Handler = (query, view) => {
  if (query.get('status') !== 'Active') return fail(400, 3, 'only active markets are simulated')
  const markets = view.markets.filter((spec) => spec.listed).map((spec) => marketRow(view, spec))
  return answer({ markets }, { rows: [['markets']], fields: ['market_id', 'mark_price'] })
}

const findById = (view: VenueView, id: string | null | undefined) =>
  view.markets.find((spec) => marketId(spec.market) === id) ?? null

/** The chain adds long and short positions. */
const answerOpenInterest: Handler = (query, view) => {
  const spec = findById(view, query.get('market_id'))
  if (!spec) return notFound()
  const balance = plain(view.serveMarket(spec).amount.times(2))
  const body = { amount: { market_id: marketId(spec.market), balance } }
  return answer(body, { rows: [['amount']], fields: ['balance'] })
}

function answerBook(id: string, query: URLSearchParams, view: VenueView): Reply {
  const spec = findById(view, id)
  const limit = readCount(query, 'limit', { fallback: DEFAULT_LEVELS, max: MOST_LEVELS })
  if (!spec) return notFound()
  if (limit === null) return fail(400, 3, 'invalid limit')
  const book = view.orderBook(spec)
  const side = (levels: typeof book.bids) =>
    levels.slice(0, limit).map(({ price, amount }) => ({ p: price, q: plain(amount) }))
  const body = { buys_price_level: side(book.bids), sells_price_level: side(book.asks), seq: '1' }
  return answer(body, { rows: [['buys_price_level'], ['sells_price_level']], fields: ['buys_price_level'] })
}

const handlers: Readonly<Record<string, Handler>> = {
  '/injective/insurance/v1beta1/insurance_funds': answerFunds,
  '/injective/exchange/v2/derivative/markets': answerMarkets,
  '/injective/exchange/v2/open_interest': answerOpenInterest,
}

/** A node of the Injective chain. https://github.com/InjectiveLabs/sdk-python */
export default {
  venue: 'injective',
  hosts: ['sentry.lcd.injective.network'],
  book: injectiveBook,
  handle({ method, path, query }, view) {
    if (method !== 'GET') return null
    const [, id] = /^\/injective\/exchange\/v2\/derivative\/orderbook\/(0x[0-9a-f]{64})$/.exec(path) ?? []
    return id === undefined ? (handlers[path]?.(query, view) ?? null) : answerBook(id, query, view)
  },
  refusals: () => ({
    notFound: fail(501, 12, 'Not Implemented'),
    rateLimited: fail(429, 8, 'rate limit exceeded'),
    region: respondInText(403, 'Forbidden'),
    server: fail(500, 13, 'internal'),
    envelope: fail(200, 13, 'internal'),
    retryAfter: 's',
  }),
} satisfies Responder
