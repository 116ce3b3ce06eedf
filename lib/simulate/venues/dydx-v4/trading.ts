import { plain } from '@/lib/core/decimal'
import { answer, type Reply, readCount, respond } from '@/lib/simulate/responder'
import type { Perpetual } from '@/lib/simulate/venues/dydx-v4/book'
import { heightAt } from '@/lib/simulate/venues/dydx-v4/chain'
import type { VenueView } from '@/lib/simulate/view'
import type { Liquidation } from '@/lib/simulate/world/activity'
import { MINUTE_MS, minuteOf } from '@/lib/simulate/world/calendar'

export const LAUNCH_MS = Date.UTC(2024, 0, 1)
const LEVELS_PER_SIDE = 100
const TRADES_PER_MINUTE = 2

export function invalid(msg: string, param: string): Reply {
  return respond(400, { errors: [{ msg, param, location: 'query' }] })
}

interface Trade {
  readonly key: number
  readonly at: Date
  readonly side: 'BUY' | 'SELL'
  readonly size: string
  readonly price: string
  readonly type: 'LIMIT' | 'LIQUIDATED' | 'DELEVERAGED'
}

function ordinary(view: VenueView, { ticker, spec }: Perpetual, minute: number): readonly Trade[] {
  return Array.from({ length: TRADES_PER_MINUTE }, (_, index) => {
    const slot = minute * TRADES_PER_MINUTE + index
    const at = new Date(slot * (MINUTE_MS / TRADES_PER_MINUTE))
    return {
      key: slot,
      at,
      side: view.roll(`side ${ticker}`, slot) < 0.5 ? 'BUY' : 'SELL',
      size: (1 + 20 * view.roll(`size ${ticker}`, slot)).toFixed(2),
      price: view.market(spec, at).index,
      type: 'LIMIT',
    }
  })
}

/** The trade has the side of the account that is closed: it sells what it was long. */
function forced({ id, at, side, amount, bankruptcyPrice, fillPrice, closedBy }: Liquidation): Trade {
  const deleveraged = closedBy === 'adl'
  return {
    key: id * 8 + 7,
    at,
    side: side === 'long' ? 'SELL' : 'BUY',
    size: plain(amount),
    price: deleveraged ? bankruptcyPrice : fillPrice,
    type: deleveraged ? 'DELEVERAGED' : 'LIQUIDATED',
  }
}

function tradesOfMinute(view: VenueView, perpetual: Perpetual, minute: number): readonly Trade[] {
  const span = { from: new Date(minute * MINUTE_MS), to: new Date((minute + 1) * MINUTE_MS) }
  const closed = view.liquidations(perpetual.spec, span).map(forced)
  return [...ordinary(view, perpetual, minute), ...closed].sort((a, b) => b.at.getTime() - a.at.getTime())
}

/** Newest first. */
export function answerTrades(perpetual: Perpetual, query: URLSearchParams, view: VenueView): Reply {
  const limit = readCount(query, 'limit', { fallback: 100, max: 1000 })
  if (limit === null) return invalid('limit must be a positive integer that is not greater than max: 1000', 'limit')
  const before = query.get('createdBeforeOrAt')
  const until = before === null ? view.now.getTime() : Math.min(Date.parse(before), view.now.getTime())
  if (Number.isNaN(until)) return invalid('createdBeforeOrAt must be a valid ISO 8601 time', 'createdBeforeOrAt')
  const trades: unknown[] = []
  for (let minute = minuteOf(new Date(until)); trades.length < limit && perpetual.spec.listed; minute -= 1) {
    if (minute * MINUTE_MS < LAUNCH_MS) break
    for (const { key, at, ...trade } of tradesOfMinute(view, perpetual, minute)) {
      if (at.getTime() > until || trades.length === limit) continue
      trades.push({
        id: `${(key % 2 ** 32).toString(16).padStart(8, '0')}-272d-5edd-bf0f-${perpetual.id.toString(16).padStart(12, '0')}`,
        ...trade,
        createdAt: at.toISOString(),
        createdAtHeight: String(heightAt(at)),
      })
    }
  }
  return answer({ trades }, { rows: [['trades']], fields: ['type', 'size'] })
}

export function answerBook({ spec }: Perpetual, view: VenueView): Reply {
  const { bids, asks } = spec.listed ? view.orderBook(spec) : { bids: [], asks: [] }
  const levels = (side: typeof bids) =>
    side.slice(0, LEVELS_PER_SIDE).map(({ price, amount }) => ({ price, size: plain(amount) }))
  return answer({ bids: levels(bids), asks: levels(asks) }, { rows: [['bids'], ['asks']], fields: ['bids', 'asks'] })
}
