import { PAR } from '@/lib/core/par'
import { describeDepth, readLevelPairs } from '@/lib/venues/_contract/book'
import {
  bodiesOf,
  type NormaliseContext,
  type NormaliseResult,
  type PlannedRequest,
  type Received,
} from '@/lib/venues/_contract/module'
import { readEpoch } from '@/lib/venues/_contract/numeric'
import { need, RowReader } from '@/lib/venues/_contract/rows'
import { get } from '@/lib/venues/bybit/requests'
import { orderBookEndpoint } from '@/lib/venues/bybit/schemas'
import { categoryOf, readSymbol } from '@/lib/venues/bybit/symbols'

/** The most levels a side of a contract's book is answered with. */
const LEVELS = 500

export function planBooks(markets: readonly string[]): readonly PlannedRequest[] {
  return markets.map((market) =>
    get(
      orderBookEndpoint.id,
      `/v5/market/orderbook?category=${categoryOf(market)}&symbol=${encodeURIComponent(market)}&limit=${LEVELS}`,
      market,
    ),
  )
}

/** Order books: sizes of a linear contract are base units, those of an inverse contract US dollars. */
export function normaliseDepth(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  for (const { body, payload } of bodiesOf(received, orderBookEndpoint)) {
    const { s: market, b, a, ts } = body.result
    const observedAt = reader.optional(payload, { ts }, readEpoch('ts', ts, 'ms', checkedAt))
    reader.row(payload, { s: market }, () => {
      const { contractType } = need(readSymbol(categoryOf(market), market))
      return describeDepth({
        payload,
        market,
        bids: readLevelPairs('b', b),
        asks: readLevelPairs('a', a),
        levelLimit: LEVELS,
        contractType,
        unit: contractType === 'linear' ? 'base' : 'usd',
        quoteUsd: PAR,
        observedAt,
      })
    })
  }
  return reader.result()
}
