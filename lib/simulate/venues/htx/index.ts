import { answer, type Reply, type Responder, readCount, readEpochMs, respond } from '@/lib/simulate/responder'
import { htxBook, htxStatus } from '@/lib/simulate/venues/htx/book'
import type { VenueView } from '@/lib/simulate/view'
import type { BookLevel } from '@/lib/simulate/world/activity'
import type { MarketSpec } from '@/lib/simulate/world/book'
import { DAY_MS, floorTo, HOUR_MS, MINUTE_MS } from '@/lib/simulate/world/calendar'

const DATA = [['data']] as const
const FIRST_DAY_MS = Date.UTC(2024, 8, 19)
const MAX_LIQUIDATIONS = 50

const ok = (view: VenueView, data: unknown) => ({ status: 'ok', data, ts: view.now.getTime() })
const fail = (view: VenueView, status: number, code: number, message: string) =>
  respond(status, { status: 'error', err_code: code, err_msg: message, ts: view.now.getTime() })
const wrongParameter = (view: VenueView, name: string) => fail(view, 200, 1067, `Illegal parameter ${name}.`)

type Handler = (query: URLSearchParams, view: VenueView) => Reply

const pairOf = (spec: MarketSpec) => `${spec.base}-${spec.quote}`
const contractType = (spec: MarketSpec) => (spec.expiry ? 'quarter' : 'swap')
const linearFields = (spec: MarketSpec) => ({
  business_type: spec.expiry ? 'futures' : 'swap',
  pair: pairOf(spec),
  contract_type: contractType(spec),
})

/** Those of a line that a request names; linear requests without `business_type` are about swaps only. */
function select(segment: string, query: URLSearchParams, view: VenueView): readonly MarketSpec[] {
  const code = query.get('contract_code')
  const business = query.get('business_type') ?? 'swap'
  return view.markets.filter(
    (spec) =>
      spec.segment === segment &&
      (code === null || spec.market === code) &&
      (segment !== 'linear' || business === 'all' || (business === 'futures') === (spec.expiry !== null)),
  )
}

/** `[platform total]`, valued in USDT. */
const answerFund: Handler = (_query, view) => {
  const [platform] = view.pools
  if (!platform) return fail(view, 200, 1002, 'Query error.')
  const data = { insurance_fund: view.servePool(platform).units.toNumber(), quote_currency: 'USDT' }
  return answer(ok(view, data), { rows: DATA, fields: ['insurance_fund'] })
}

/** One row a day, about one in seventeen missing; the id counts days from the first. */
const answerFundHistory: Handler = (query, view) => {
  const limit = readCount(query, 'limit', { fallback: 10, max: 100 })
  const from = readCount(query, 'from_id', { fallback: 1e9, max: 1e9, min: 0 })
  const [platform] = view.pools
  const forward = query.get('direct') === 'next'
  if (limit === null || from === null || !platform) return wrongParameter(view, 'limit')
  const newest = Math.floor((view.at.getTime() - FIRST_DAY_MS) / DAY_MS)
  const ids = Array.from({ length: Math.max(newest, 0) }, (_, back) => newest - back).filter((id) => id % 17 !== 0)
  const asked = forward
    ? ids.filter((id) => !query.get('from_id') || id > from).reverse()
    : ids.filter((id) => id < from)
  const rows = asked.slice(0, limit).map((id) => {
    const at = new Date(FIRST_DAY_MS + id * DAY_MS)
    const { units } = view.pool(platform, at)
    return { query_id: id, insurance_fund: units.toNumber(), date: at.toISOString().slice(0, 10) }
  })
  return answer(ok(view, rows), { rows: DATA, fields: ['insurance_fund', 'date'] })
}

const answerOpenInterest =
  (segment: string): Handler =>
  (query, view) => {
    const rows = select(segment, query, view)
      .filter((spec) => spec.listed)
      .map((spec) => {
        const { amount, baseUnits, usd } = view.serveMarket(spec)
        const day = view.volume(spec)
        return {
          volume: amount.toNumber(),
          amount: baseUnits.toNumber(),
          symbol: spec.base,
          ...(segment === 'linear' ? { value: usd.toNumber() } : {}),
          contract_code: spec.market,
          trade_amount: day.baseUnits.toNumber(),
          trade_volume: day.amount.toNumber(),
          trade_turnover: day.usd.toNumber(),
          ...(segment === 'linear' ? linearFields(spec) : { contract_type: contractType(spec) }),
        }
      })
    return answer(ok(view, rows), { rows: DATA, fields: ['volume', 'value', 'amount'] })
  }

const answerContracts =
  (segment: string): Handler =>
  (query, view) => {
    const rows = select(segment, query, view).map((spec) => ({
      symbol: spec.base,
      contract_code: spec.market,
      contract_size: Number(spec.contractSize),
      price_tick: 0.1,
      delivery_date: spec.expiry ? spec.expiry.toISOString().slice(0, 10).replaceAll('-', '') : '',
      delivery_time: spec.expiry ? String(spec.expiry.getTime()) : '',
      create_date: '20240115',
      contract_status: htxStatus(spec),
      settlement_date: String(floorTo(view.at, 8 * HOUR_MS).getTime() + 8 * HOUR_MS),
      ...(segment === 'linear' ? { support_margin_mode: spec.expiry ? 'cross' : 'all', ...linearFields(spec) } : {}),
    }))
    return answer(ok(view, rows), { rows: DATA, fields: ['contract_size', 'contract_status'] })
  }

const tiersOf = (leverage: number) =>
  [1, 5, leverage].map((rate) => ({
    lever_rate: rate,
    ladders: [
      { ladder: 0, min_size: 0, max_size: 8999, adjust_factor: 0.65 },
      { ladder: 1, min_size: 9000, max_size: null, adjust_factor: 0.8 },
    ],
  }))

/** Isolated margin goes to three quarters of the leverage of cross margin; futures in coins are listed by coin. */
const answerTiers =
  (segment: string, share: number): Handler =>
  (query, view) => {
    const asked = select(segment, query, view)
    const rows = asked
      .filter((spec, index) => segment !== 'coin-futures' || asked.findIndex((o) => o.base === spec.base) === index)
      .map((spec) => ({
        symbol: spec.base,
        ...(segment === 'coin-futures' ? {} : { contract_code: spec.market }),
        list: tiersOf(Math.floor(spec.maxLeverage * share)),
        ...(segment === 'linear' ? linearFields(spec) : {}),
      }))
    return answer(ok(view, rows), { rows: DATA, fields: ['lever_rate', 'list'] })
  }

const PERIODS: Readonly<Record<string, number>> = {
  '60min': HOUR_MS,
  '4hour': 4 * HOUR_MS,
  '12hour': 12 * HOUR_MS,
  '1day': DAY_MS,
}

/** Newest first; contracts or coins, as asked. */
const answerHistory: Handler = (query, view) => {
  const spec = view.findMarket(query.get('contract_code') ?? '')
  if (spec?.segment !== 'linear') return fail(view, 200, 1014, 'This contract doesn’t exist.')
  const stepMs = PERIODS[query.get('period') ?? '']
  const size = readCount(query, 'size', { fallback: 48, max: 200 })
  const kind = query.get('amount_type')
  if (stepMs === undefined || size === null || (kind !== '1' && kind !== '2')) return wrongParameter(view, 'period')
  const newest = floorTo(view.at, stepMs).getTime()
  const tick = Array.from({ length: size }, (_, back) => {
    const ts = newest - back * stepMs
    const { amount, baseUnits, usd } = view.market(spec, new Date(ts))
    return {
      volume: (kind === '1' ? amount : baseUnits).toNumber(),
      amount_type: Number(kind),
      ts,
      value: usd.toNumber(),
    }
  })
  const data = { symbol: spec.base, tick, contract_code: spec.market, ...linearFields(spec) }
  return answer(ok(view, data), { rows: [['data', 'tick']], fields: ['value', 'volume'] })
}

const answerBook: Handler = (query, view) => {
  const spec = view.findMarket(query.get('contract_code') ?? '')
  if (!spec?.listed || spec.segment !== 'linear') return fail(view, 200, 1332, 'The contract doesn’t exist.')
  const { bids, asks } = view.orderBook(spec)
  const side = (levels: readonly BookLevel[]) =>
    levels.slice(0, 150).map(({ price, amount }) => [Number(price), amount.toNumber()])
  const ch = `market.${spec.market}.depth.${query.get('type')}`
  const ts = view.at.getTime()
  const tick = { asks: side(asks), bids: side(bids), ch, id: ts / 1000, mrid: 1, ts, version: ts / 1000 }
  return answer(
    { ch, status: 'ok', tick, ts: view.now.getTime() },
    {
      rows: [
        ['tick', 'asks'],
        ['tick', 'bids'],
      ],
      fields: ['asks', 'bids'],
    },
  )
}

/** Version 3: the last two hours at most, newest first unless asked otherwise. */
const answerLiquidations: Handler = (query, view) => {
  const spec = view.findMarket(query.get('contract') ?? '')
  const [start, end] = [readEpochMs(query, 'start_time'), readEpochMs(query, 'end_time')]
  const refuse = (code: number, msg: string) => respond(200, { code, msg, data: null, ts: view.now.getTime() })
  if (spec?.segment !== 'linear') return refuse(1332, 'The contract doesn’t exist.')
  if (start === null || end === null || !query.get('trade_type')) return refuse(1067, 'Illegal parameter.')
  const to = new Date(end ?? view.now.getTime())
  const from = new Date(Math.max(start ?? 0, to.getTime() - 120 * MINUTE_MS))
  const found = [...view.liquidations(spec, { from, to })]
  if (query.get('direct') === 'prev') found.reverse()
  const data = found.slice(0, MAX_LIQUIDATIONS).map((item) => ({
    query_id: item.id,
    contract_code: spec.market,
    symbol: spec.base,
    direction: item.side === 'long' ? 'sell' : 'buy',
    offset: 'close',
    volume: item.amount.toNumber(),
    price: Number(item.bankruptcyPrice),
    created_at: item.at.getTime(),
    amount: item.baseUnits.toNumber(),
    trade_turnover: item.baseUnits.times(item.bankruptcyPrice).toNumber(),
    business_type: spec.expiry ? 'futures' : 'swap',
    pair: pairOf(spec),
  }))
  return answer({ code: 200, msg: '', data, ts: view.now.getTime() }, { rows: DATA, fields: ['amount', 'price'] })
}

const routes: Readonly<Record<string, Handler>> = {
  '/v1/insurance_fund_info': answerFund,
  '/v1/insurance_fund_history': answerFundHistory,
  '/linear-swap-api/v1/swap_open_interest': answerOpenInterest('linear'),
  '/swap-api/v1/swap_open_interest': answerOpenInterest('coin-swap'),
  '/api/v1/contract_open_interest': answerOpenInterest('coin-futures'),
  '/linear-swap-api/v1/swap_contract_info': answerContracts('linear'),
  '/swap-api/v1/swap_contract_info': answerContracts('coin-swap'),
  '/api/v1/contract_contract_info': answerContracts('coin-futures'),
  '/linear-swap-api/v1/swap_cross_adjustfactor': answerTiers('linear', 1),
  '/linear-swap-api/v1/swap_adjustfactor': answerTiers('linear', 0.75),
  '/swap-api/v1/swap_adjustfactor': answerTiers('coin-swap', 1),
  '/api/v1/contract_adjustfactor': answerTiers('coin-futures', 1),
  '/linear-swap-api/v1/swap_his_open_interest': answerHistory,
  '/linear-swap-ex/market/depth': answerBook,
  '/linear-swap-api/v3/swap_liquidation_orders': answerLiquidations,
}

/** HTX derivatives. https://www.htx.com/en-us/opend/newApiPages/ */
export default {
  venue: 'htx',
  hosts: ['api.hbdm.com', 'api.hbdm.vn'],
  book: htxBook,
  handle: ({ path, query }, view) => routes[path]?.(query, view) ?? null,
  refusals: (_request, view) => ({
    notFound: respond(404, { status: 'error', err_code: 404, err_msg: 'Not Found', ts: view.now.getTime() }),
    rateLimited: fail(view, 429, 1032, 'The number of access exceeded the limit.'),
    region: fail(view, 403, 403, 'Access is restricted in your region.'),
    server: fail(view, 500, 1000, 'System error.'),
    envelope: fail(view, 200, 1004, 'System busy. Please try again later.'),
    retryAfter: 's',
  }),
} satisfies Responder
