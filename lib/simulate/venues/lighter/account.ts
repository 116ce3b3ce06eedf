import { plain } from '@/lib/core/decimal'
import { answer, type Reply, readCount, respond } from '@/lib/simulate/responder'
import { LLP_INDEX, llp, strategies } from '@/lib/simulate/venues/lighter/book'
import type { VenueView } from '@/lib/simulate/view'
import { DAY_MS, floorTo } from '@/lib/simulate/world/calendar'

const GENESIS_MS = Date.UTC(2025, 0, 17)
/** Shares of the pool; all growth is in their price. */
const SHARES = 208_742_636_824

export const fail = (status: number, code: number, message: string) => respond(status, { code, message })

function daysSince(view: VenueView, fromMs: number): readonly Date[] {
  const days: Date[] = []
  for (let ms = Math.max(fromMs, GENESIS_MS); ms <= view.at.getTime(); ms += DAY_MS) {
    days.push(floorTo(new Date(ms), DAY_MS))
  }
  return days
}

const secondsOf = (at: Date) => at.getTime() / 1000

export function answerAccount(query: URLSearchParams, view: VenueView): Reply {
  if (query.get('by') !== 'index') return fail(400, 20_001, 'invalid param: by')
  if (query.get('value') !== String(LLP_INDEX)) return fail(400, 21_100, 'account not found')
  const { units } = view.servePool(llp)
  const sharePrices = daysSince(view, GENESIS_MS).map((day) => ({
    timestamp: secondsOf(day),
    share_price: view.pool(llp, day).units.div(SHARES).toNumber(),
  }))
  const account = {
    code: 0,
    account_type: 3,
    index: LLP_INDEX,
    l1_address: '0x0000000000000000000000000000000000000000',
    name: 'Lighter Liquidity Provider (LLP)',
    total_asset_value: plain(units),
    collateral: plain(units),
    available_balance: '0',
    cross_initial_margin_requirement: '0',
    cross_maintenance_margin_requirement: '0',
    positions: [],
    pool_info: {
      status: 0,
      operator_fee: '0.0000',
      total_shares: SHARES,
      operator_shares: 0,
      annual_percentage_yield: 30.7,
      sharpe_ratio: 5,
      daily_returns: [],
      share_prices: sharePrices,
      strategies: strategies.map((spec) => ({ collateral: plain(view.servePool(spec).units) })),
    },
  }
  return answer({ code: 200, total: 1, accounts: [account] }, { rows: [['accounts']], fields: ['total_asset_value'] })
}

/** One row a day, and one for a day to come, as the venue has been seen to answer. */
export function answerPnl(query: URLSearchParams, view: VenueView): Reply {
  const bounds = { fallback: 0, max: 999_999_999, min: 0 }
  const [start, end] = ['start_timestamp', 'end_timestamp'].map((name) => Number(query.get(name) ?? Number.NaN))
  const known = query.get('by') === 'index' && query.get('value') === String(LLP_INDEX)
  if (!known) return fail(400, 21_100, 'account not found')
  if (query.get('resolution') !== '1d' || readCount(query, 'count_back', bounds) === null) {
    return fail(400, 20_001, 'invalid param')
  }
  if (!Number.isFinite(start) || !Number.isFinite(end)) return fail(400, 20_001, 'invalid param: timestamp')
  const row = (at: Date) => ({
    timestamp: secondsOf(at),
    trade_pnl: 0,
    inflow: 0,
    outflow: 0,
    pool_pnl: 0,
    pool_inflow: 0,
    pool_outflow: 0,
    pool_total_shares: SHARES,
  })
  const days = daysSince(view, Number(start) * 1000).filter((day) => secondsOf(day) <= Number(end))
  const last = days.at(-1)
  const pnl = [...days.map(row), ...(last ? [row(new Date(last.getTime() + 7 * DAY_MS))] : [])]
  return answer({ code: 200, resolution: '1d', pnl }, { rows: [['pnl']], fields: ['pool_total_shares', 'timestamp'] })
}
