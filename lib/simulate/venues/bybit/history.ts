import { plain } from '@/lib/core/decimal'
import { answer, type Reply, readCount, readEpochMs, type SimulatedRequest } from '@/lib/simulate/responder'
import { envelope, paramsError, readCategory } from '@/lib/simulate/venues/bybit/envelope'
import type { VenueView } from '@/lib/simulate/view'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/simulate/world/calendar'

const INTERVALS: Readonly<Record<string, number>> = {
  '5min': 5 * MINUTE_MS,
  '15min': 15 * MINUTE_MS,
  '30min': 30 * MINUTE_MS,
  '1h': HOUR_MS,
  '4h': 4 * HOUR_MS,
  '1d': DAY_MS,
}
/** The launch of every simulated contract: history goes back to it. */
const LAUNCH_MS = Date.UTC(2024, 0, 15)

/** Open interest history, newest first; a cursor is the time the next page begins with. */
export function answerHistory({ query }: SimulatedRequest, view: VenueView): Reply {
  const category = readCategory(query)
  if (category === null) return paramsError(view, 'Category is illegal')
  const spec = view.findMarket(query.get('symbol') ?? '')
  if (spec === null || spec.segment !== category) return paramsError(view, 'symbol invalid')
  const stepMs = INTERVALS[query.get('intervalTime') ?? '']
  if (stepMs === undefined) return paramsError(view, 'intervalTime invalid')
  const limit = readCount(query, 'limit', { fallback: 50, max: 200 })
  const [start, end] = [readEpochMs(query, 'startTime'), readEpochMs(query, 'endTime')]
  const cursor = readEpochMs(query, 'cursor')
  if (limit === null || start === null || end === null || cursor === null) return paramsError(view, 'number illegal')

  const first = Math.max(start ?? LAUNCH_MS, LAUNCH_MS)
  const last = Math.min(cursor ?? end ?? view.at.getTime(), view.at.getTime())
  const list: unknown[] = []
  let time = Math.floor(last / stepMs) * stepMs
  for (; time >= first && list.length < limit; time -= stepMs) {
    const { amount } = view.market(spec, new Date(time))
    list.push({
      openInterest: plain(amount.times(2)),
      singleOpenInterest: plain(amount),
      timestamp: String(time),
    })
  }
  const result = { category, symbol: spec.market, list, nextPageCursor: time >= first ? String(time) : '' }
  return answer(envelope(view, result), {
    rows: [['result', 'list']],
    fields: ['openInterest', 'singleOpenInterest'],
  })
}
