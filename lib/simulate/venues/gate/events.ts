import { plain } from '@/lib/core/decimal'
import type { VenueView } from '@/lib/simulate/view'
import type { Liquidation } from '@/lib/simulate/world/activity'
import type { MarketSpec } from '@/lib/simulate/world/book'
import { HOUR_MS, MINUTE_MS, minuteOf } from '@/lib/simulate/world/calendar'

const HOUR_MINUTES = 60
const TRADES_PER_MINUTE = 3

const ofLastHour = (view: VenueView, spec: MarketSpec): readonly Liquidation[] =>
  spec.listed ? view.liquidations(spec, { from: new Date(view.now.getTime() - HOUR_MS) }) : []

const signed = ({ side, amount }: Liquidation, sign: 1 | -1): string =>
  plain(amount.times(side === 'long' ? sign : -sign))

/** Liquidation orders of the last hour: `size` is the position, above zero when it was long. */
export function listLiquidations(view: VenueView, spec: MarketSpec) {
  return ofLastHour(view, spec).map((item) => ({
    time: Math.floor(item.at.getTime() / 1000),
    contract: spec.market,
    size: signed(item, 1),
    order_size: signed(item, -1),
    order_price: item.bankruptcyPrice,
    fill_price: item.fillPrice,
    left: '0',
  }))
}

interface Trade {
  readonly id: number
  readonly at: Date
  readonly size: number
  readonly price: string
  readonly internal: boolean
}

function ordinaryTrades(view: VenueView, spec: MarketSpec): readonly Trade[] {
  const newest = minuteOf(view.at)
  return Array.from({ length: HOUR_MINUTES * TRADES_PER_MINUTE }, (_, position) => {
    const minute = newest - Math.floor(position / TRADES_PER_MINUTE)
    const index = position % TRADES_PER_MINUTE
    const roll = (words: string) => view.roll(`${words} ${spec.market} ${index}`, minute)
    const at = new Date(minute * MINUTE_MS + Math.floor(60 * roll('second')) * 1000)
    const size = Math.ceil(200 * roll('trade size')) * (roll('side') < 0.5 ? 1 : -1)
    return { id: minute * 100 + index, at, size, price: view.market(spec, at).mark, internal: false }
  })
}

/** Trades of the last hour, newest first; `is_internal` marks what the fund or ADL took over, and is absent otherwise. */
export function listTrades(view: VenueView, spec: MarketSpec) {
  const taken = ofLastHour(view, spec)
    .filter((item) => item.closedBy !== 'market')
    .map((item) => ({
      id: item.id * 100 + 99,
      at: item.at,
      size: Number(signed(item, -1)),
      price: item.bankruptcyPrice,
      internal: true,
    }))
  return [...ordinaryTrades(view, spec), ...taken]
    .filter(({ at }) => at <= view.now)
    .sort((a, b) => b.at.getTime() - a.at.getTime() || b.id - a.id)
    .map(({ id, at, size, price, internal }) => ({
      id,
      create_time: Math.floor(at.getTime() / 1000),
      create_time_ms: at.getTime() / 1000,
      contract: spec.market,
      size,
      price,
      ...(internal ? { is_internal: true } : {}),
    }))
}
