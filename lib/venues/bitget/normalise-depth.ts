import type { MarketDescription } from '@/lib/core/observation'
import { describeDepth, readLevelPairs } from '@/lib/venues/_contract/book'
import { given, readRow } from '@/lib/venues/_contract/fields'
import { quoteUsdOf } from '@/lib/venues/_contract/market-rows'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readEpoch } from '@/lib/venues/_contract/numeric'
import { need, RowReader } from '@/lib/venues/_contract/rows'
import { describeMarket } from '@/lib/venues/bitget/normalise-markets'
import { bookEndpoint, instrumentsEndpoint } from '@/lib/venues/bitget/schemas'

/** The most levels a side of an answer has. */
export const BOOK_LEVELS = 200

/** The listed linear contracts among those asked for, which are the ones whose size is documented, in coins. */
export function marketsToMeasure(
  received: readonly Received[],
  largest: readonly string[],
): readonly MarketDescription[] {
  const described = new Map<string, MarketDescription>()
  const reader = new RowReader()
  for (const { body, payload } of bodiesOf(received, instrumentsEndpoint)) {
    for (const raw of body.data) {
      const row = readRow(raw)
      if (!row.ok || typeof row.value.symbol !== 'string' || !largest.includes(row.value.symbol)) continue
      reader.row(payload, raw, () => {
        const market = describeMarket(row.value)
        if (market.contractType === 'linear') described.set(market.market, market)
        return null
      })
    }
  }
  return largest.flatMap((market) => described.get(market) ?? [])
}

/** What rests in the books that were answered. */
export function normaliseDepth(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const asked = bodiesOf(received, bookEndpoint)
  const markets = marketsToMeasure(
    received,
    asked.flatMap(({ request }) => request.subject ?? []),
  )
  for (const { body, payload, request } of asked) {
    const market = markets.find((item) => item.market === request.subject)
    if (!market) continue
    reader.row(payload, body, () =>
      describeDepth({
        payload,
        market: market.market,
        bids: readLevelPairs('b', body.data.b),
        asks: readLevelPairs('a', body.data.a),
        levelLimit: BOOK_LEVELS,
        contractType: market.contractType,
        unit: 'base',
        quoteUsd: quoteUsdOf(market),
        observedAt: need(given(readEpoch('ts', body.data.ts, 'ms', checkedAt))),
      }),
    )
  }
  return reader.result()
}
