import type { MarketDescription, VolumeObservation } from '@/lib/core/observation'
import { isUsdAtPar } from '@/lib/core/par'
import { given } from '@/lib/venues/_contract/fields'
import { readNonNegative } from '@/lib/venues/_contract/numeric'
import { need } from '@/lib/venues/_contract/rows'

/** 24 h volume of a ticker; null where it gives none. Only to be called inside `RowReader.row`. */
export function readVolume(
  row: Readonly<Record<string, unknown>>,
  market: MarketDescription,
  payload: number,
): VolumeObservation | null {
  const baseUnits = need(given(readNonNegative('volume_24h_base', row.volume_24h_base)))
  const quote = need(given(readNonNegative('volume_24h_quote', row.volume_24h_quote)))
  if (baseUnits === null && quote === null) return null
  const valueUsd = isUsdAtPar(market.quoteAsset) ? quote : null
  return {
    kind: 'volume',
    payload,
    market: market.market,
    baseUnits,
    valueUsd,
    observedAt: null,
    status: valueUsd === null ? 'M' : 'A',
    reason:
      valueUsd !== null
        ? null
        : quote === null
          ? 'Gate gives no 24 h volume in the quote asset for this contract'
          : `no dollar price for ${market.quoteAsset}`,
  }
}
