import { plain } from '@/lib/core/decimal'
import type { LiquidationObservation } from '@/lib/core/observation'
import { readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import {
  bodiesOf,
  type NormaliseContext,
  type NormaliseResult,
  type PlannedRequest,
  type Received,
} from '@/lib/venues/_contract/module'
import { readEpoch, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { liquidatorName } from '@/lib/venues/hyperliquid/children'
import { childAddresses, INFO_WEIGHT, info } from '@/lib/venues/hyperliquid/requests'
import { childVaultEndpoint, fillsEndpoint } from '@/lib/venues/hyperliquid/schemas'

/** Six readings overlap, so that a missed one loses nothing. */
const WINDOW_MS = 3_600_000

/** The fills of the last hour of every child that is a liquidator. */
export function planFills(received: readonly Received[], now: Date): readonly PlannedRequest[] {
  const names = new Map(
    bodiesOf(received, childVaultEndpoint).map(({ request, body }) => [request.subject, body.name] as const),
  )
  const liquidators = childAddresses(received).filter((address) => liquidatorName(address, names.get(address)) !== null)
  return liquidators.map((user) =>
    info(fillsEndpoint.id, { type: 'userFillsByTime', user, startTime: now.getTime() - WINDOW_MS }, INFO_WEIGHT, user),
  )
}

/** Positions the liquidator vaults took over. */
export function normaliseFills(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  for (const { body, payload, request } of bodiesOf(received, fillsEndpoint)) {
    for (const raw of body) {
      reader.row(payload, raw, () => {
        const found = readFill(raw, request.subject ?? '', checkedAt, payload)
        if (found) refuseSecond(seen, found.event)
        return found
      })
    }
  }
  return reader.result()
}

/** Null for what is not a takeover by this vault: its trades, and fills in which it was itself closed. */
function readFill(raw: unknown, vault: string, checkedAt: Date, payload: number): LiquidationObservation | null {
  const row = need(readRow(raw))
  if (row.liquidation === undefined || row.liquidation === null) return null
  const liquidation = need(readRow(row.liquidation))
  if (need(readText('liquidation.method', liquidation.method)) !== 'backstop') return null
  if (need(readText('liquidation.liquidatedUser', liquidation.liquidatedUser)).toLowerCase() === vault.toLowerCase()) {
    return null
  }
  const side = need(readText('side', row.side))
  if (side !== 'A' && side !== 'B') return refuse('unknown_unit', `side is "${side.slice(0, 40)}"`)
  const price = need(readPositive('px', row.px))
  const size = need(readPositive('sz', row.sz))
  return {
    kind: 'liquidation',
    payload,
    event: `tid ${plain(need(readNonNegative('tid', row.tid)))}`,
    market: need(readText('coin', row.coin)),
    liquidation: 'backstop',
    // The vault buys what the liquidated account was long.
    side: side === 'B' ? 'long' : 'short',
    windowStart: null,
    baseUnits: size,
    price,
    valueUsd: size.times(price),
    lossUsd: null,
    observedAt: need(readEpoch('time', row.time, 'ms', checkedAt)),
    status: 'A',
    reason: null,
  }
}
