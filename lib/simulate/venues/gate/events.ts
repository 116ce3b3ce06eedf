import type { VenueView } from '@/lib/simulate/view'
import type { MarketSpec } from '@/lib/simulate/world/book'
import { MINUTE_MS, minuteOf } from '@/lib/simulate/world/calendar'

const HOUR_MINUTES = 60

function timesOf(view: VenueView, name: string, perMinute: (at: Date) => number, minutes: number): readonly Date[] {
  const newest = minuteOf(view.at)
  return Array.from({ length: minutes }, (_, back) => new Date((newest - back) * MINUTE_MS))
    .flatMap((at) => {
      const minute = minuteOf(at)
      const count = Math.floor(perMinute(at) + view.roll(`count ${name}`, minute))
      return Array.from({ length: count }, (_, index) => {
        const second = Math.floor(60 * view.roll(`second ${name} ${index}`, minute))
        return new Date(minute * MINUTE_MS + second * 1000)
      })
    })
    .filter((at) => at <= view.now)
    .sort((a, b) => b.getTime() - a.getTime())
}

function priceAt(view: VenueView, spec: MarketSpec, at: Date): string {
  return view.market(spec, at).mark
}

/** Liquidations of the last hour, newest first: few on a calm day, many in a stress hour. */
export function listLiquidations(view: VenueView, spec: MarketSpec) {
  const rate = (at: Date) => (view.stress(at).phase === 'active' ? 2 : 0.02)
  return timesOf(view, `liq ${spec.market}`, rate, HOUR_MINUTES).map((at, index) => {
    const size = Math.ceil(400 * view.roll(`size ${spec.market} ${index}`, minuteOf(at)))
    const signed = (view.stress(at).event?.direction ?? -1) < 0 ? size : -size
    const price = priceAt(view, spec, at)
    return {
      time: Math.floor(at.getTime() / 1000),
      contract: spec.market,
      size: String(signed),
      order_size: String(-signed),
      order_price: price,
      fill_price: price,
      left: '0',
    }
  })
}

/** Trades of the last hour, newest first; `is_internal` marks what the fund or ADL took over, and is absent otherwise. */
export function listTrades(view: VenueView, spec: MarketSpec) {
  return timesOf(view, `trade ${spec.market}`, () => 3, HOUR_MINUTES).map((at, index) => {
    const minute = minuteOf(at)
    const size = Math.ceil(200 * view.roll(`trade size ${spec.market} ${index}`, minute))
    const taken = view.stress(at).phase === 'active' && view.roll(`internal ${spec.market} ${index}`, minute) < 0.2
    return {
      id: minute * 100 + index,
      create_time: Math.floor(at.getTime() / 1000),
      create_time_ms: at.getTime() / 1000,
      contract: spec.market,
      size: view.roll(`side ${spec.market} ${index}`, minute) < 0.5 ? size : -size,
      price: priceAt(view, spec, at),
      ...(taken ? { is_internal: true } : {}),
    }
  })
}
