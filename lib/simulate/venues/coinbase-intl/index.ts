import { plain } from '@/lib/core/decimal'
import { answer, type Reply, type Responder, respond } from '@/lib/simulate/responder'
import { coinbaseIntlBook, SUSPENDED, THOUSANDS } from '@/lib/simulate/venues/coinbase-intl/book'
import type { VenueView } from '@/lib/simulate/view'
import type { MarketSpec } from '@/lib/simulate/world/book'
import { HOUR_MS } from '@/lib/simulate/world/calendar'

const INSTRUMENTS = '/api/v1/instruments'

const fail = (status: number, title: string): Reply => respond(status, { title, status })

function perpetualRow(view: VenueView, spec: MarketSpec, index: number) {
  const state = spec.listed ? view.serveMarket(spec) : view.market(spec)
  const volume = view.volume(spec)
  return {
    instrument_id: String(149_264_167_780_483_072n + BigInt(index)),
    symbol: spec.market,
    type: 'PERP',
    mode: 'STANDARD',
    base_asset_name: spec.asset,
    quote_asset_name: spec.quote,
    qty_24hr: plain(volume.baseUnits),
    notional_24hr: plain(volume.usd),
    avg_daily_notional: plain(volume.usd),
    open_interest: plain(state.amount),
    position_notional_limit: '120000000',
    open_interest_notional_limit: '300000000',
    base_imf: 1 / spec.maxLeverage,
    default_imf: 2 / spec.maxLeverage,
    funding_interval: String(HOUR_MS * 1_000_000),
    trading_state: SUSPENDED.includes(spec.market) ? 'DELISTED' : 'TRADING',
    base_asset_multiplier: spec.market === THOUSANDS ? '1000.0' : '1.0',
    underlying_type: 'SPOT',
    quote: {
      best_bid_price: state.mark,
      best_ask_price: state.mark,
      index_price: state.index,
      mark_price: state.mark,
      settlement_price: state.mark,
      predicted_funding: '0.00001',
      timestamp: view.now.toISOString(),
    },
  }
}

/** Spot pairs are in the same list. */
function spotRow(view: VenueView) {
  return {
    instrument_id: '252572044003115008',
    symbol: 'BTC-USDC',
    type: 'SPOT',
    base_asset_name: 'BTC',
    quote_asset_name: 'USDC',
    open_interest: '0',
    trading_state: 'TRADING',
    base_asset_multiplier: '1.0',
    underlying_type: 'SPOT',
    quote: { index_price: view.index('BTC'), timestamp: view.now.toISOString() },
  }
}

/** Coinbase International Exchange. https://docs.cdp.coinbase.com */
export default {
  venue: 'coinbase-intl',
  hosts: ['api.international.coinbase.com'],
  book: coinbaseIntlBook,
  handle: ({ path }, view) =>
    path === INSTRUMENTS
      ? answer([...view.markets.map((spec, index) => perpetualRow(view, spec, index)), spotRow(view)], {
          fields: ['open_interest', 'notional_24hr', 'base_imf'],
        })
      : null,
  refusals: () => ({
    notFound: fail(404, 'Not found'),
    rateLimited: fail(429, 'Server allows 100 requests per second'),
    region: fail(403, 'Forbidden'),
    server: fail(500, 'Internal server error'),
    envelope: fail(200, 'Invalid attribute'),
    retryAfter: 's',
  }),
} satisfies Responder
