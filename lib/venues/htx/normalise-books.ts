import type { LiquidationObservation } from '@/lib/core/observation'
import { isUsdAtPar, PAR } from '@/lib/core/par'
import { describeDepth, readLevelPairs } from '@/lib/venues/_contract/book'
import { given, readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readEpoch, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { describeContract } from '@/lib/venues/htx/lines'
import { readSizes } from '@/lib/venues/htx/normalise-markets'
import { bookEndpoint, liquidationsEndpoint } from '@/lib/venues/htx/schemas'

/** Levels of a side at `step0`, which merges none. */
const BOOK_LEVELS = 150

/** What rests in the books of linear contracts; sizes are contracts of a stated number of coins. */
export function normaliseDepth(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const sizes = readSizes(reader, received)
  for (const { body, payload, request } of bodiesOf(received, bookEndpoint)) {
    const market = request.subject ?? ''
    reader.row(payload, body, () => {
      const contractSize = sizes.get(market)
      if (!contractSize) return refuse('missing_field', `no contract size for ${market} in this pass`)
      const quote = market.split('-')[1] ?? ''
      if (!isUsdAtPar(quote)) return refuse('no_price', `no dollar price for ${quote}`)
      return describeDepth({
        payload,
        market,
        bids: readLevelPairs('bids', body.tick.bids),
        asks: readLevelPairs('asks', body.tick.asks),
        levelLimit: BOOK_LEVELS,
        contractType: 'linear',
        unit: 'contracts',
        contractSize,
        quoteUsd: PAR,
        observedAt: need(given(readEpoch('ts', body.tick.ts, 'ms', checkedAt))),
      })
    })
  }
  return reader.result()
}

/** Liquidation orders of linear contracts. A sell closes a long position. */
export function normaliseLiquidations(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, liquidationsEndpoint)) {
    for (const raw of body.data) {
      reader.row(payload, raw, () => {
        const found = readLiquidation(raw, payload, checkedAt)
        refuseSecond(seen, found.event)
        return found
      })
    }
  }
  return reader.result()
}

function readLiquidation(raw: unknown, payload: number, checkedAt: Date): LiquidationObservation {
  const row = need(readRow(raw))
  const { market, quoteAsset } = describeContract('linear', row)
  const direction = need(readText('direction', row.direction))
  if (direction !== 'buy' && direction !== 'sell')
    return refuse('unknown_unit', `direction is "${direction.slice(0, 40)}"`)
  if (!isUsdAtPar(quoteAsset)) return refuse('no_price', `no dollar price for ${quoteAsset}`)
  return {
    kind: 'liquidation',
    payload,
    event: `${market}:${need(readNonNegative('query_id', row.query_id)).toFixed()}`,
    market,
    liquidation: 'liquidation',
    side: direction === 'sell' ? 'long' : 'short',
    windowStart: null,
    baseUnits: need(readNonNegative('amount', row.amount)),
    // The bankruptcy price, by the documentation.
    price: need(readPositive('price', row.price)),
    valueUsd: need(readNonNegative('trade_turnover', row.trade_turnover)),
    lossUsd: null,
    observedAt: need(readEpoch('created_at', row.created_at, 'ms', checkedAt)),
    status: 'A',
    reason: null,
  }
}
