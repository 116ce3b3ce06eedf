import { type Decimal, dec, sum, ZERO } from '@/lib/core/decimal'
import { answer, readCount } from '@/lib/simulate/responder'
import { CURRENCIES, envelope, type Handler, invalid, isInverse } from '@/lib/simulate/venues/deribit/envelope'
import type { VenueView } from '@/lib/simulate/view'
import type { MarketSpec } from '@/lib/simulate/world/book'
import { DAY_MS, floorTo, HOUR_MS, MINUTE_MS } from '@/lib/simulate/world/calendar'

const SETTLEMENT_TYPES = ['settlement', 'delivery', 'bankruptcy']
/** Settlements shown: daily, this far back. */
const SETTLEMENT_DAYS = 60
/** How long after its beginning a stress hour still bankrupts. */
const BANKRUPT_MS = 2 * HOUR_MS

/** What fills beyond bankruptcy cost after a stress began, in coins. */
function lostIn(view: VenueView, spec: MarketSpec, from: Date, until: Date): Decimal {
  const to = new Date(Math.min(from.getTime() + BANKRUPT_MS, until.getTime()))
  const losses = view
    .liquidations(spec, { from, to })
    .filter((item) => item.beyondBankruptcy)
    .map(({ baseUnits, bankruptcyPrice, fillPrice }) =>
      baseUnits.times(dec(bankruptcyPrice).minus(fillPrice).abs()).div(fillPrice),
    )
  return sum(losses).toDecimalPlaces(8)
}

/** Daily settlements at 08:00 UTC, and the bankruptcies of the stress hours between them, newest first. */
function listSettlements(
  view: VenueView,
  spec: MarketSpec,
  until: number,
): readonly { timestamp: number; type: string }[] {
  const newest = floorTo(new Date(until), DAY_MS, 8 * HOUR_MS).getTime()
  return Array.from({ length: SETTLEMENT_DAYS }, (_, back) => newest - back * DAY_MS).flatMap((day) => {
    const priced = view.market(spec, new Date(day))
    const row = {
      timestamp: day + 23,
      instrument_name: spec.market,
      index_price: Number(priced.index),
      mark_price: Number(priced.mark),
      position: Number((isInverse(spec) ? priced.usd : priced.baseUnits).toFixed(4)),
    }
    const settlement = {
      ...row,
      type: 'settlement',
      session_profit_loss: 0.1165,
      profit_loss: -9.99e-10,
      funding: 0.02,
    }
    const { event } = view.stress(new Date(day))
    const hit = event !== null && event.startMinute * MINUTE_MS > day - DAY_MS && spec.expiry === null
    const lost = hit ? lostIn(view, spec, new Date(event.startMinute * MINUTE_MS), new Date(day)) : ZERO
    if (!hit || lost.isZero()) return [settlement]
    const bankruptcy = {
      ...row,
      type: 'bankruptcy',
      timestamp: (event.startMinute + 5) * MINUTE_MS,
      session_bankruptcy: lost.toNumber(),
      session_tax: 0,
      session_tax_rate: 0,
      socialized: 0,
      funded: lost.toNumber(),
    }
    return [settlement, bankruptcy]
  })
}

/** Newest first; the continuation is the position the next page begins with. */
export const answerSettlements: Handler = (query, view) => {
  const currency = query.get('currency') ?? ''
  if (!CURRENCIES.includes(currency)) return invalid(view, 'currency')
  const type = query.get('type')
  if (type !== null && !SETTLEMENT_TYPES.includes(type)) return invalid(view, 'type')
  const count = readCount(query, 'count', { fallback: 20, max: 1000 })
  if (count === null) return invalid(view, 'count')
  const from = Number(query.get('continuation') ?? 0)
  if (!Number.isInteger(from) || from < 0) return invalid(view, 'continuation')
  const until = Number(query.get('search_start_timestamp') ?? view.now.getTime())
  if (!Number.isFinite(until)) return invalid(view, 'search_start_timestamp')
  const rows = view.markets
    .filter((spec) => spec.segment === currency)
    .flatMap((spec) => listSettlements(view, spec, Math.min(until, view.now.getTime())))
    .filter((row) => type === null || row.type === type)
    .sort((a, b) => b.timestamp - a.timestamp)
  const more = from + count < rows.length
  const result = { settlements: rows.slice(from, from + count), continuation: more ? String(from + count) : 'none' }
  return answer(envelope(view, result), { rows: [['result', 'settlements']], fields: ['session_bankruptcy', 'type'] })
}
