import { plain } from '@/lib/core/decimal'
import type { VenueView } from '@/lib/simulate/view'
import type { MarketSpec, PoolSpec } from '@/lib/simulate/world/book'
import { HOUR_MS, MINUTE_MS } from '@/lib/simulate/world/calendar'

const WINDOW_MS = 8 * HOUR_MS
const STEP_MS = 15 * MINUTE_MS

/** Drawdown of an isolated pool against its highest balance of eight hours: its one contract made all of it. */
function poolDrawdown(view: VenueView, spec: PoolSpec, balance: number): number {
  let highest = balance
  for (let back = STEP_MS; back <= WINDOW_MS; back += STEP_MS) {
    highest = Math.max(highest, view.pool(spec, new Date(view.at.getTime() - back)).units.toNumber())
  }
  return highest <= 0 ? 0 : (balance - highest) / highest
}

/** A shared pool is written down once a day; the losses of its contracts show before that. */
function contractDrawdown(view: VenueView, market: string): number {
  const calm = -0.02 * view.roll(`pnl ${market}`, Math.floor(view.at.getTime() / HOUR_MS))
  const { phase, event } = view.stress()
  if (phase === 'calm' || event === null) return calm
  const hit = view.roll(`hit ${market}`, event.startMinute)
  return hit < 0.1 ? -0.2 - 2 * hit : calm - 0.1 * hit
}

/** One row of the ADL alert; null for a contract without a pool. */
export function bybitAdlRow(view: VenueView, market: MarketSpec) {
  const pool = view.pools.find((spec) => spec.markets.includes(market.market))
  if (!pool) return null
  const { units } = view.pool(pool)
  const balance = units.toNumber()
  const drawdown = pool.role === 'isolated' ? poolDrawdown(view, pool, balance) : contractDrawdown(view, market.market)
  return {
    coin: pool.asset,
    symbol: market.market,
    balance: plain(units),
    maxBalance: '',
    insurancePnlRatio: '-0.3',
    pnlRatio: drawdown.toFixed(6),
    adlTriggerThreshold: pool.asset.startsWith('USD') ? '10000' : '1',
    adlStopRatio: '-0.25',
  }
}
