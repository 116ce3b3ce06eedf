import { plain } from '@/lib/core/decimal'
import { answer, type Reply, type Responder, readCount } from '@/lib/simulate/responder'
import { answerAccount, answerPnl, fail } from '@/lib/simulate/venues/lighter/account'
import { LLP_INDEX, lighterBook, marketIdOf } from '@/lib/simulate/venues/lighter/book'
import type { VenueView } from '@/lib/simulate/view'
import type { MarketSpec } from '@/lib/simulate/world/book'
import { DAY_MS, HOUR_MS } from '@/lib/simulate/world/calendar'

const MOST_ORDERS = 250
const MOST_TRADES = 100
const KEPT_HOURS = 8

type Handler = (query: URLSearchParams, view: VenueView) => Reply

const answerConfig: Handler = () =>
  answer(
    { code: 200, liquidity_pool_index: LLP_INDEX, liquidity_pool_cooldown_period: 300_000 },
    { rows: [[]], fields: ['liquidity_pool_index'] },
  )

function detailRow(view: VenueView, spec: MarketSpec) {
  const { mark, index, amount } = view.serveMarket(spec)
  const volume = view.volume(spec)
  return {
    symbol: spec.market,
    market_id: marketIdOf(spec),
    market_type: 'perp',
    status: spec.listed ? 'active' : 'inactive',
    liquidation_fee: '0.01',
    size_decimals: spec.sizeDecimals,
    price_decimals: 2,
    default_initial_margin_fraction: 2 * (10_000 / spec.maxLeverage),
    min_initial_margin_fraction: 10_000 / spec.maxLeverage,
    maintenance_margin_fraction: 6_000 / spec.maxLeverage,
    closeout_margin_fraction: 4_000 / spec.maxLeverage,
    last_trade_price: Number(mark),
    daily_trades_count: 1_000,
    daily_base_token_volume: volume.baseUnits.toNumber(),
    daily_quote_token_volume: volume.usd.toNumber(),
    open_interest: amount.toNumber(),
    mark_price: mark,
    index_price: index,
    strategy_index: spec.oiUsd > 30e6 ? 0 : 1,
    market_config: {
      market_margin_mode: 0,
      insurance_fund_account_index: Number(spec.segment),
      liquidation_mode: 0,
      force_reduce_only: false,
    },
  }
}

const answerDetails: Handler = (query, view) => {
  const filter = query.get('filter') ?? 'all'
  if (!['all', 'spot', 'perp'].includes(filter)) return fail(400, 20_001, 'invalid param: filter')
  const order_book_details = filter === 'spot' ? [] : view.markets.map((spec) => detailRow(view, spec))
  return answer(
    { code: 200, order_book_details, spot_order_book_details: [] },
    { rows: [['order_book_details']], fields: ['open_interest', 'mark_price'] },
  )
}

const answerOrders: Handler = (query, view) => {
  const spec = view.markets.find((entry) => String(marketIdOf(entry)) === query.get('market_id'))
  const limit = readCount(query, 'limit', { fallback: 0, max: MOST_ORDERS })
  if (!spec) return fail(400, 20_002, 'market not found')
  if (!limit) return fail(400, 20_001, 'invalid param: limit')
  const book = view.orderBook(spec)
  // Two orders rest at every price, as the list is one of orders.
  const side = (levels: typeof book.bids) =>
    levels
      .flatMap(({ price, amount }, position) => {
        const first = amount.div(3).toDecimalPlaces(spec.sizeDecimals)
        return [first, amount.minus(first)].map((remaining, part) => ({
          order_index: 2 * position + part,
          order_id: String(2 * position + part),
          owner_account_index: 9,
          initial_base_amount: plain(remaining),
          remaining_base_amount: plain(remaining),
          price,
          order_expiry: view.at.getTime() + DAY_MS,
        }))
      })
      .slice(0, limit)
  const [bids, asks] = [side(book.bids), side(book.asks)]
  const body = { code: 200, total_asks: asks.length, asks, total_bids: bids.length, bids }
  return answer(body, { rows: [['bids'], ['asks']], fields: ['remaining_base_amount', 'price'] })
}

/** Newest first; the cursor is a position. */
const answerTrades: Handler = (query, view) => {
  const type = query.get('type') ?? 'all'
  const limit = readCount(query, 'limit', { fallback: 0, max: MOST_TRADES })
  const cursor = /^(?:c(\d{1,9}))?$/.exec(query.get('cursor') ?? '')
  if (!limit || !cursor || query.get('sort_by') !== 'timestamp') return fail(400, 20_001, 'invalid param')
  if (type !== 'liquidation' && type !== 'deleverage') return fail(400, 20_001, 'only forced trades are simulated')
  const start = Number(cursor[1] ?? 0)
  const from = new Date(view.now.getTime() - KEPT_HOURS * HOUR_MS)
  const all = view.markets
    .filter((spec) => spec.listed)
    .flatMap((spec) => view.liquidations(spec, { from }).map((item) => ({ spec, item })))
    .filter(({ item }) => (item.closedBy === 'adl') === (type === 'deleverage'))
    .sort((a, b) => b.item.at.getTime() - a.item.at.getTime())
  const trades = all.slice(start, start + limit).map(({ spec, item }) => ({
    // Numbers of one market do not collide with those of another.
    trade_id: item.id * 100 + marketIdOf(spec),
    tx_hash: `0x${item.id.toString(16)}`,
    type,
    market_id: marketIdOf(spec),
    size: plain(item.baseUnits),
    price: item.fillPrice,
    usd_amount: item.usd.toFixed(6),
    ask_account_id: item.side === 'long' ? 77 : LLP_INDEX,
    bid_account_id: item.side === 'long' ? LLP_INDEX : 77,
    is_maker_ask: false,
    block_height: 958_685,
    timestamp: item.at.getTime(),
  }))
  const more = start + limit < all.length
  const body = { code: 200, ...(more ? { next_cursor: `c${start + limit}` } : {}), trades }
  return answer(body, { rows: [['trades']], fields: ['size', 'usd_amount'] })
}

const handlers: Readonly<Record<string, Handler>> = {
  systemConfig: answerConfig,
  account: answerAccount,
  orderBookDetails: answerDetails,
  orderBookOrders: answerOrders,
  trades: answerTrades,
  pnl: answerPnl,
}

/** Lighter. https://apidocs.lighter.xyz */
export default {
  venue: 'lighter',
  hosts: ['mainnet.zklighter.elliot.ai'],
  book: lighterBook,
  handle({ method, path, query }, view) {
    const [, name = ''] = /^\/api\/v1\/([A-Za-z]+)$/.exec(path) ?? []
    return method === 'GET' ? (handlers[name]?.(query, view) ?? null) : null
  },
  refusals: () => ({
    notFound: fail(404, 404, 'Not Found'),
    rateLimited: fail(429, 23_000, 'Too Many Requests!'),
    region: fail(403, 20_558, 'restricted jurisdiction'),
    server: fail(500, 29_500, 'internal server error'),
    envelope: fail(200, 29_500, 'internal server error'),
    retryAfter: 's',
  }),
} satisfies Responder
