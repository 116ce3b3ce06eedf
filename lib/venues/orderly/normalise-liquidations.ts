import type { LiquidationObservation } from '@/lib/core/observation'
import { readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readEpoch, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { liquidationsEndpoint } from '@/lib/venues/orderly/schemas'

/**
 * Liquidations as listed. They have no id, and the account may be absent in one answer and present in the next, so the
 * other fields together name the event.
 */
export function normaliseLiquidations(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, liquidationsEndpoint)) {
    for (const raw of body.data.rows) {
      reader.row(payload, raw, (): LiquidationObservation => {
        const row = need(readRow(raw))
        const market = need(readText('symbol', row.symbol))
        const side = need(readText('side', row.side))
        if (side !== 'LONG' && side !== 'SHORT') return refuse('unknown_unit', `side is "${side.slice(0, 40)}"`)
        const baseUnits = need(readNonNegative('position_qty', row.position_qty))
        const valueUsd = need(readNonNegative('notional', row.notional))
        const price = need(readPositive('mark_price', row.mark_price))
        const observedAt = need(readEpoch('timestamp', row.timestamp, 'ms', checkedAt))
        const event = [observedAt.getTime(), market, side, baseUnits.toFixed(), price.toFixed()].join('-')
        refuseSecond(seen, event)
        return {
          kind: 'liquidation',
          event,
          market,
          liquidation: 'liquidation',
          side: side === 'LONG' ? 'long' : 'short',
          windowStart: null,
          baseUnits,
          price,
          valueUsd,
          lossUsd: null,
          observedAt,
          status: 'A',
          reason: null,
          payload,
        }
      })
    }
  }
  return reader.result()
}
