import { plain } from '@/lib/core/decimal'
import { answer, type Reply, respond } from '@/lib/simulate/responder'
import type { VenueView } from '@/lib/simulate/view'

const INTERVALS = new Set([60, 300, 900, 1_800, 3_600, 14_400, 43_200, 86_400, 604_800])
const MOST_BUCKETS = 200
/** Nothing is kept from before. */
const FIRST_S = Date.UTC(2025, 0, 1) / 1000

export const refuse = (status: number, type: string, msg: string): Reply =>
  respond(status, {
    result: { timestamp: [], more: false, data: {} },
    errors: [{ severity: 'E', error_class: 'General', type, msg }],
  })

interface Buckets {
  readonly times: readonly number[]
  readonly more: boolean
  readonly interval: number
}

function readBuckets(query: URLSearchParams, view: VenueView): Buckets | null {
  const [since, interval] = ['since', 'interval'].map((name) => Number(query.get(name) ?? Number.NaN))
  if (since === undefined || interval === undefined) return null
  if (!Number.isInteger(since) || !INTERVALS.has(interval)) return null
  const last = Math.floor(view.at.getTime() / 1000 / interval) * interval
  const times: number[] = []
  for (let at = Math.ceil(Math.max(since, FIRST_S) / interval) * interval; at <= last; at += interval) times.push(at)
  return { times: times.slice(0, MOST_BUCKETS), more: times.length > MOST_BUCKETS, interval }
}

export function answerPool(query: URLSearchParams, view: VenueView): Reply {
  const buckets = readBuckets(query, view)
  const [spec] = view.pools
  if (!buckets || !spec) return refuse(400, 'InvalidArguments', 'since or interval')
  const { times, more } = buckets
  if (!more) view.servePool(spec)
  const usdValue = times.map((at) => plain(view.pool(spec, new Date(at * 1000)).units))
  return answer(
    { result: { timestamp: times, more, data: { usdValue } }, errors: [] },
    { rows: [['result', 'data', 'usdValue']], fields: ['usdValue'] },
  )
}

/** Quadruples of open, high, low and close, with times in milliseconds as this part of the interface has been seen to. */
export function answerOpenInterest(symbol: string, query: URLSearchParams, view: VenueView): Reply {
  const buckets = readBuckets(query, view)
  const spec = view.findMarket(symbol)
  if (!spec) return refuse(404, 'NotFound', symbol)
  if (!buckets) return refuse(400, 'InvalidArguments', 'since or interval')
  const { times, more, interval } = buckets
  const data = times.map((at) => {
    const [open, close] = [at, at + interval].map((when) => view.market(spec, new Date(when * 1000)).amount)
    const quadruple = [open, open && close?.gt(open) ? close : open, open && close?.lt(open) ? close : open, close]
    return quadruple.map((amount) => (amount ? plain(amount) : '0'))
  })
  const body = { result: { timestamp: times.map((at) => at * 1000), more, data }, errors: [] }
  return answer(body, {
    rows: [
      ['result', 'timestamp'],
      ['result', 'data'],
    ],
    fields: ['data'],
  })
}
