import type { LiquidationKind, LiquidationObservation } from '@/lib/core/observation'
import { readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readEpoch, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { marketsOf } from '@/lib/venues/lighter/markets'
import { tradesEndpoint } from '@/lib/venues/lighter/schemas'

/** The types of trade that close a position by force. */
export const FORCED_TYPES = ['liquidation', 'deleverage'] as const
const KINDS: ReadonlyMap<string, LiquidationKind> = new Map([
  ['liquidation', 'liquidation'],
  ['deleverage', 'adl'],
])

/**
 * Liquidations and deleveraging of the trade tape. Which of the two accounts lost its position is not documented, so the
 * side stays open.
 */
export function normaliseLiquidations(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const markets = marketsOf(received)
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, tradesEndpoint)) {
    for (const raw of body.trades) {
      reader.row(payload, raw, (): LiquidationObservation | null => {
        const row = need(readRow(raw))
        const type = need(readText('type', row.type))
        const liquidation = KINDS.get(type)
        if (!liquidation) return refuse('unknown_unit', `a trade of type "${type.slice(0, 40)}" was not asked for`)
        const id = need(readNonNegative('market_id', row.market_id)).toFixed()
        const market = markets.get(id)
        if (!market) return refuse('inconsistent', `no perpetual with the number ${id}`)
        const event = need(readPositive('trade_id', row.trade_id)).toFixed()
        const observedAt = need(readEpoch('timestamp', row.timestamp, 'ms', checkedAt))
        const figures = {
          baseUnits: need(readNonNegative('size', row.size)),
          price: need(readPositive('price', row.price)),
          valueUsd: need(readNonNegative('usd_amount', row.usd_amount)),
        }
        refuseSecond(seen, event)
        return {
          kind: 'liquidation',
          event,
          market: market.market.market,
          liquidation,
          side: null,
          windowStart: null,
          ...figures,
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
