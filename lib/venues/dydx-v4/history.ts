import type { OpenInterestObservation } from '@/lib/core/observation'
import { oneSidedOpenInterest } from '@/lib/core/open-interest'
import { PAR } from '@/lib/core/par'
import { given, readRow } from '@/lib/venues/_contract/fields'
import {
  bodiesOf,
  type History,
  type NormaliseContext,
  type NormaliseResult,
  type Received,
} from '@/lib/venues/_contract/module'
import { readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader } from '@/lib/venues/_contract/rows'
import { describeMarket } from '@/lib/venues/dydx-v4/normalise-markets'
import { CANDLES, candlesRequest, openInterestRequests } from '@/lib/venues/dydx-v4/requests'
import { candlesEndpoint, marketsEndpoint } from '@/lib/venues/dydx-v4/schemas'
import { dydxError } from '@/lib/venues/dydx-v4/sources'
import { readIsoTime } from '@/lib/venues/dydx-v4/time'

const AT_OPEN = 'open interest at the start of the day, at the first price traded that day'

/** Open interest at the start of each day, from the daily candles, newest first. A lane is a market. */
export const openInterestHistory: History = {
  id: 'open_interest_history',
  kind: 'open_interest',
  docsUrl: candlesEndpoint.docsUrl,
  endpoints: [marketsEndpoint, candlesEndpoint],
  reachMs: null,
  discover: openInterestRequests,
  lanes: (received) => bodiesOf(received, marketsEndpoint).flatMap(({ body }) => Object.keys(body.markets)),
  page: candlesRequest,
  nextCursor: (_lane, received, cursor, { from, now }) => {
    const candles = bodiesOf([received], candlesEndpoint)[0]?.body.candles ?? []
    const times = candles.flatMap((raw) => {
      const row = readRow(raw)
      const at = row.ok ? readIsoTime('startedAt', row.value.startedAt, now) : row
      return at.ok ? [at.value.getTime()] : []
    })
    if (candles.length < CANDLES || times.length === 0) return null
    const oldest = new Date(Math.min(...times))
    const next = oldest.toISOString()
    return oldest < from || next === cursor ? null : next
  },
  vendorError: dydxError,
  normalise: normaliseCandles,
}

function normaliseCandles(
  received: readonly Received[],
  { checkedAt, lane }: NormaliseContext & { readonly lane: string },
): NormaliseResult {
  const reader = new RowReader()
  const listed = bodiesOf(received, marketsEndpoint).find(({ body }) => body.markets[lane] !== undefined)
  const seen = new Set<number>()
  for (const { body, payload } of bodiesOf(received, candlesEndpoint)) {
    for (const raw of body.candles) {
      reader.row(payload, raw, () => {
        const found = readCandle(raw, { lane, listing: listed?.body.markets[lane], checkedAt, payload })
        const time = found.observedAt?.getTime() ?? 0
        if (seen.has(time)) return null
        seen.add(time)
        return found
      })
    }
  }
  return reader.result()
}

interface CandleContext {
  readonly lane: string
  /** The market's row of today, which says what it is. */
  readonly listing: unknown
  readonly checkedAt: Date
  readonly payload: number
}

function readCandle(raw: unknown, { lane, listing, checkedAt, payload }: CandleContext): OpenInterestObservation {
  const row = need(readRow(raw))
  const open = need(given(readPositive('open', row.open)))
  const value = oneSidedOpenInterest({
    contractType: 'linear',
    unit: 'base',
    amount: need(readNonNegative('startingOpenInterest', row.startingOpenInterest)),
    sourceSides: 1,
    markPrice: open,
    quoteUsd: PAR,
  })
  return {
    kind: 'open_interest',
    payload,
    market: describeMarket(lane, need(readRow(listing))),
    ...value,
    sourceSides: 1,
    markPrice: null,
    undocumented: false,
    observedAt: need(readIsoTime('startedAt', row.startedAt, checkedAt)),
    status: value.valueUsd === null ? 'M' : 'E',
    reason: value.valueUsd === null ? 'no opening price' : AT_OPEN,
  }
}
