import type { LiquidationKind, LiquidationObservation } from '@/lib/core/observation'
import { PAR } from '@/lib/core/par'
import { describeDepth, readLevels } from '@/lib/venues/_contract/book'
import { readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { orderBookEndpoint, tradesEndpoint } from '@/lib/venues/dydx-v4/schemas'
import { readIsoTime } from '@/lib/venues/dydx-v4/time'

/** Trades of other types are ordinary. */
const KINDS: ReadonlyMap<string, LiquidationKind> = new Map([
  ['LIQUIDATED', 'liquidation'],
  ['DELEVERAGED', 'adl'],
])
/** The most levels of a side, by the indexer's own setting. */
const LEVELS = 100

/** Liquidations and deleveragings among the last trades of a market. */
export function normaliseLiquidations(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  for (const { body, payload, request } of bodiesOf(received, tradesEndpoint)) {
    for (const raw of body.trades) {
      reader.row(payload, raw, () => {
        const found = readTrade(raw, need(readText('subject', request.subject)), checkedAt, payload)
        if (found) refuseSecond(seen, found.event)
        return found
      })
    }
  }
  return reader.result()
}

/** Null for an ordinary trade. */
function readTrade(raw: unknown, market: string, checkedAt: Date, payload: number): LiquidationObservation | null {
  const row = need(readRow(raw))
  const liquidation = KINDS.get(need(readText('type', row.type)))
  if (liquidation === undefined) return null
  const side = need(readText('side', row.side))
  if (side !== 'BUY' && side !== 'SELL') return refuse('unknown_unit', `side is "${side.slice(0, 40)}"`)
  const size = need(readPositive('size', row.size))
  const price = need(readPositive('price', row.price))
  return {
    kind: 'liquidation',
    payload,
    event: need(readText('id', row.id)),
    market,
    liquidation,
    // The side is that of the account that was closed: it sells what it was long.
    side: side === 'SELL' ? 'long' : 'short',
    windowStart: null,
    baseUnits: size,
    price,
    valueUsd: size.times(price),
    lossUsd: null,
    observedAt: need(readIsoTime('createdAt', row.createdAt, checkedAt)),
    status: 'A',
    reason: null,
  }
}

/** Order books in base units; the answer has no time. */
export function normaliseDepth(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  for (const { body, payload, request } of bodiesOf(received, orderBookEndpoint)) {
    reader.row(payload, { subject: request.subject }, () =>
      describeDepth({
        payload,
        market: need(readText('subject', request.subject)),
        bids: readLevels('bids', body.bids, pickLevel),
        asks: readLevels('asks', body.asks, pickLevel),
        levelLimit: LEVELS,
        contractType: 'linear',
        unit: 'base',
        quoteUsd: PAR,
        observedAt: null,
      }),
    )
  }
  return reader.result()
}

function pickLevel(level: unknown): readonly unknown[] {
  const row = readRow(level)
  return row.ok ? [row.value.price, row.value.size] : []
}
