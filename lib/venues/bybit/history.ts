import type { OpenInterestObservation } from '@/lib/core/observation'
import { oneSidedOpenInterest } from '@/lib/core/open-interest'
import { readRow, readText } from '@/lib/venues/_contract/fields'
import {
  bodiesOf,
  type History,
  type NormaliseContext,
  type NormaliseResult,
  type Received,
} from '@/lib/venues/_contract/module'
import { readEpoch } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { readSides } from '@/lib/venues/bybit/normalise-markets'
import { decodeCursor, get, readVendorError } from '@/lib/venues/bybit/requests'
import { CATEGORIES, openInterestHistoryEndpoint, tickersEndpoint } from '@/lib/venues/bybit/schemas'
import { categoryOf, readSymbol } from '@/lib/venues/bybit/symbols'

const PAGE = 200
const NO_PRICE = 'the history gives a size and no price, so it has no dollar value'

/** Daily open interest of every contract that is listed now, newest first, back to its launch. A lane is a symbol. */
export const openInterestHistory: History = {
  id: 'open_interest_history',
  kind: 'open_interest',
  docsUrl: openInterestHistoryEndpoint.docsUrl,
  endpoints: [tickersEndpoint, openInterestHistoryEndpoint],
  reachMs: null,
  discover: () =>
    CATEGORIES.map((category) => get(tickersEndpoint.id, `/v5/market/tickers?category=${category}`, category)),
  lanes: (received) => [
    ...new Set(
      bodiesOf(received, tickersEndpoint).flatMap(({ body }) =>
        body.result.list.flatMap((raw) => {
          const row = readRow(raw)
          const symbol = row.ok ? readText('symbol', row.value.symbol) : row
          return symbol.ok && readSymbol(body.result.category, symbol.value).ok ? [symbol.value] : []
        }),
      ),
    ),
  ],
  page: (lane, cursor) => {
    const asked = `category=${categoryOf(lane)}&symbol=${encodeURIComponent(lane)}&intervalTime=1d&limit=${PAGE}`
    const next = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
    return get(openInterestHistoryEndpoint.id, `/v5/market/open-interest?${asked}${next}`, lane)
  },
  nextCursor: (_lane, received, _cursor, { from, now }) => {
    const page = bodiesOf([received], openInterestHistoryEndpoint)[0]?.body.result
    if (!page?.nextPageCursor || page.list.length === 0) return null
    const older = page.list.some((raw) => {
      const row = readRow(raw)
      const at = row.ok ? readEpoch('timestamp', row.value.timestamp, 'ms', now) : row
      return at.ok && at.value < from
    })
    return older ? null : decodeCursor(page.nextPageCursor)
  },
  vendorError: readVendorError,
  normalise: normaliseHistory,
}

function normaliseHistory(
  received: readonly Received[],
  { checkedAt, lane }: NormaliseContext & { readonly lane: string },
): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<number>()
  for (const { body, payload } of bodiesOf(received, openInterestHistoryEndpoint)) {
    for (const raw of body.result.list) {
      reader.row(payload, raw, () => {
        const found = readPoint(lane, raw, checkedAt, payload)
        const time = found.observedAt?.getTime() ?? 0
        if (seen.has(time)) return refuse('duplicate', `${lane} has two rows of one time`)
        seen.add(time)
        return found
      })
    }
  }
  return reader.result()
}

function readPoint(lane: string, raw: unknown, checkedAt: Date, payload: number): OpenInterestObservation {
  const row = need(readRow(raw))
  const market = need(readSymbol(categoryOf(lane), lane))
  const { amount, sides } = readSides(row, 'OpenInterest')
  const counted = oneSidedOpenInterest({
    contractType: market.contractType,
    unit: market.contractType === 'linear' ? 'base' : 'usd',
    amount,
    sourceSides: sides,
  })
  const priced = counted.valueUsd !== null
  const halved = sides === 2 ? 'halved: only the two-sided figure is published' : null
  return {
    kind: 'open_interest',
    payload,
    market,
    contracts: counted.contracts,
    baseUnits: counted.baseUnits,
    valueUsd: counted.valueUsd,
    sourceSides: sides,
    markPrice: null,
    undocumented: false,
    observedAt: need(readEpoch('timestamp', row.timestamp, 'ms', checkedAt)),
    status: !priced ? 'M' : sides === 1 ? 'A' : 'E',
    reason: priced ? halved : NO_PRICE,
  }
}
