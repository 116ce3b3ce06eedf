import type { FundBalanceObservation } from '@/lib/core/observation'
import { valueBalance } from '@/lib/core/valuation'
import { readRow } from '@/lib/venues/_contract/fields'
import {
  bodiesOf,
  type Endpoint,
  type History,
  type NormaliseResult,
  type Received,
} from '@/lib/venues/_contract/module'
import { readDecimal, readEpoch } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { estimated, type Pool, readPool } from '@/lib/venues/bitget/normalise-fund'
import {
  CATEGORIES,
  dailyReserveEndpoint,
  historyPoolsEndpoint,
  hourlyReserveEndpoint,
} from '@/lib/venues/bitget/schemas'
import { get, poolsRequest, readVendorError } from '@/lib/venues/bitget/sources'

type ReserveEndpoint = typeof dailyReserveEndpoint

const HOUR_MS = 3_600_000
const NO_PRICE_THEN = 'the history gives no price of that time'

interface Lane {
  readonly lane: string
  readonly pool: Pool
}

/** A pool is asked for by its first contract in code-point order; the category goes with it. */
function readLanes(received: readonly Received[]): readonly Lane[] {
  const reader = new RowReader()
  const lanes: Lane[] = []
  for (const { body, payload, request } of bodiesOf(received, historyPoolsEndpoint)) {
    for (const raw of body.data.list) {
      reader.row(payload, raw, () => {
        const pool = readPool(raw)
        const [symbol] = [...pool.symbols].sort()
        if (symbol !== undefined) lanes.push({ lane: `${request.subject}:${symbol}`, pool })
        return null
      })
    }
  }
  return lanes
}

function defineReserveHistory(id: string, endpoint: ReserveEndpoint, path: string, everyMs: number): History {
  const endpoints: readonly Endpoint<unknown>[] = [historyPoolsEndpoint, endpoint]
  return {
    id,
    kind: 'fund',
    docsUrl: endpoint.docsUrl,
    endpoints,
    // Neither page says how many days or hours come back.
    reachMs: null,
    discover: () => CATEGORIES.map((category) => poolsRequest(historyPoolsEndpoint.id, category)),
    lanes: (received) => [...new Set(readLanes(received).map(({ lane }) => lane))],
    page(lane) {
      const cut = lane.indexOf(':')
      const symbol = encodeURIComponent(lane.slice(cut + 1))
      return get(endpoint.id, `${path}?category=${lane.slice(0, cut)}&symbol=${symbol}`, lane)
    },
    // One answer holds all there is: no range and no paging is documented.
    nextCursor: () => null,
    vendorError: readVendorError,
    normalise: (received, context) => normaliseReserves(received, { ...context, endpoint, everyMs }),
  }
}

interface Reading {
  readonly lane: string
  readonly checkedAt: Date
  readonly endpoint: ReserveEndpoint
  readonly everyMs: number
}

/** Past balances of one pool, described as it is today: its contracts of that time are not part of the answer. */
function normaliseReserves(
  received: readonly Received[],
  { lane, checkedAt, endpoint, everyMs }: Reading,
): NormaliseResult {
  const reader = new RowReader()
  const pools = readLanes(received).flatMap((item) => (item.lane === lane ? [item.pool] : []))
  const seen = new Set<number>()
  for (const { body, payload } of bodiesOf(received, endpoint)) {
    const { coin, riskReserveRecords } = body.data
    for (const raw of riskReserveRecords) {
      reader.row(payload, raw, (): FundBalanceObservation => {
        const pool = pools.find((item) => item.coin === coin)
        if (!pool) return refuse('inconsistent', `no pool in ${coin} is listed for ${lane}`)
        const row = need(readRow(raw))
        const observedAt = need(readEpoch('ts', row.ts, 'ms', checkedAt))
        const value = estimated(valueBalance(coin, need(readDecimal('balance', row.balance))))
        if (seen.has(observedAt.getTime())) return refuse('duplicate', `${observedAt.toISOString()} is given twice`)
        seen.add(observedAt.getTime())
        return {
          kind: 'fund_balance',
          payload,
          fund: pool.fund,
          asset: coin,
          ...value,
          reason: value.valueUsd === null ? NO_PRICE_THEN : value.reason,
          observedAt,
          expectedEveryMs: everyMs,
        }
      })
    }
  }
  return reader.result()
}

export const histories: readonly History[] = [
  defineReserveHistory('reserve_daily', dailyReserveEndpoint, 'risk-reserve', 24 * HOUR_MS),
  defineReserveHistory('reserve_hourly', hourlyReserveEndpoint, 'risk-reserve-hour', HOUR_MS),
]
