import type { MarketDescription, VolumeObservation } from '@/lib/core/observation'
import { readRow } from '@/lib/venues/_contract/fields'
import { readNonNegative } from '@/lib/venues/_contract/numeric'
import { need, type RowReader } from '@/lib/venues/_contract/rows'

interface VolumeRow {
  readonly raw: unknown
  readonly market: MarketDescription
  readonly observedAt: Date | null
  readonly payload: number
}

/**
 * 24 h volume of a ticker; null where it gives none. Linear: `volume24h` is base units and `turnover24h` USDT or USDC.
 * Inverse: `volume24h` is US dollars and `turnover24h` coins.
 */
export function readVolume(
  reader: RowReader,
  { raw, market, observedAt, payload }: VolumeRow,
): VolumeObservation | null {
  const row = need(readRow(raw))
  const size = reader.optional(payload, raw, readNonNegative('volume24h', row.volume24h))
  const turnover = reader.optional(payload, raw, readNonNegative('turnover24h', row.turnover24h))
  if (size === null && turnover === null) return null
  const [baseUnits, valueUsd] = market.contractType === 'linear' ? [size, turnover] : [turnover, size]
  return {
    kind: 'volume',
    payload,
    market: market.market,
    baseUnits,
    valueUsd,
    observedAt,
    status: valueUsd === null ? 'M' : 'A',
    reason: valueUsd === null ? 'Bybit gives no 24 h volume in dollars for this contract' : null,
  }
}
