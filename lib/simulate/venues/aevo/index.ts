import { plain } from '@/lib/core/decimal'
import { answer, type Reply, type Responder, respond } from '@/lib/simulate/responder'
import { aevoBook } from '@/lib/simulate/venues/aevo/book'
import type { VenueView } from '@/lib/simulate/view'
import type { MarketSpec } from '@/lib/simulate/world/book'

const fail = (status: number, code: string) => respond(status, { error: code })

/** An asset with options only: it has no perpetual. */
const OPTIONS_ONLY = { asset: 'EUR', index_price: '1.08', option_info: { open_interest: { total: '12' } } }

function marketRow(view: VenueView, spec: MarketSpec) {
  const { mark, index } = view.market(spec)
  return {
    instrument_id: String(1000 + view.markets.indexOf(spec)),
    instrument_name: spec.market,
    instrument_type: 'PERPETUAL',
    underlying_asset: spec.base,
    quote_asset: spec.quote,
    price_step: '0.1',
    amount_step: '0.001',
    mark_price: mark,
    index_price: index,
    is_active: spec.listed,
    max_leverage: String(spec.maxLeverage),
  }
}

function summaryRow(view: VenueView, spec: MarketSpec) {
  const { amount, index } = view.serveMarket(spec)
  return { asset: spec.base, index_price: index, perpetual_info: { open_interest: { total: plain(amount) } } }
}

function answerSummary(view: VenueView): Reply {
  const summaries = [...view.markets.map((spec) => summaryRow(view, spec)), OPTIONS_ONLY]
  return answer({ summaries }, { rows: [['summaries']], fields: ['total', 'perpetual_info'] })
}

function answerStatistics(query: URLSearchParams, view: VenueView): Reply {
  const spec = view.markets.find((entry) => entry.base === query.get('asset'))
  if (!spec) return fail(400, 'ERR_MALFORMED_REQUEST')
  const usd = view.volume(spec).usd.toFixed(2)
  const { mark, index } = view.market(spec)
  const body = {
    asset: spec.base,
    daily_volume: usd,
    daily_buy_volume: usd,
    daily_sell_volume: usd,
    index_price: index,
    mark_price: mark,
  }
  return answer(body, { rows: [], fields: ['daily_volume'] })
}

/** Aevo. https://docs.aevo.xyz */
export default {
  venue: 'aevo',
  hosts: ['api.aevo.xyz'],
  book: aevoBook,
  handle({ path, query }, view) {
    if (path === '/markets-summary') return answerSummary(view)
    if (path === '/statistics') return answerStatistics(query, view)
    if (path !== '/markets') return null
    const rows = query.get('instrument_type') === 'OPTION' ? [] : view.markets.map((spec) => marketRow(view, spec))
    return answer(rows, { fields: ['instrument_name', 'underlying_asset'] })
  },
  refusals: () => ({
    notFound: fail(404, 'ERR_NOT_FOUND'),
    rateLimited: fail(429, 'ERR_RATE_LIMITED'),
    region: fail(403, 'ERR_FORBIDDEN'),
    server: fail(500, 'ERR_INTERNAL'),
    envelope: fail(200, 'ERR_INTERNAL'),
    retryAfter: 's',
  }),
} satisfies Responder
