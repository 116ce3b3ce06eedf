import type { MarketObservation, VolumeObservation } from '@/lib/core/observation'
import { isUsdAtPar } from '@/lib/core/par'
import { given, readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { bodiesOf, type Received } from '@/lib/venues/_contract/module'
import { readEpoch, readNonNegative } from '@/lib/venues/_contract/numeric'
import { need, type RowReader } from '@/lib/venues/_contract/rows'
import { type Prices, quoteUsd } from '@/lib/venues/binance/prices'
import { tickersEndpoint, toList } from '@/lib/venues/binance/schemas'

interface Known {
  readonly markets: ReadonlyMap<string, MarketObservation>
  readonly prices: Prices
  readonly checkedAt: Date
}

/** 24 h volume of the contracts that trade; tickers of others are none of theirs. */
export function readVolumes(reader: RowReader, received: readonly Received[], known: Known): void {
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, tickersEndpoint)) {
    for (const raw of toList(body)) {
      reader.row(payload, raw, () => {
        const found = readTicker(raw, known, payload)
        if (found) refuseSecond(seen, found.market)
        return found
      })
    }
  }
}

function readTicker(raw: unknown, { markets, prices, checkedAt }: Known, payload: number): VolumeObservation | null {
  const row = need(readRow(raw))
  const symbol = need(readText('symbol', row.symbol))
  const listing = markets.get(symbol)
  if (!listing?.listed) return null
  const { quoteAsset } = listing.market
  const turnover = need(readNonNegative('quoteVolume', row.quoteVolume))
  const price = quoteUsd(prices, quoteAsset)
  const converted = isUsdAtPar(quoteAsset) ? null : `turnover in ${quoteAsset}, at its present price`
  return {
    kind: 'volume',
    payload,
    market: symbol,
    baseUnits: need(given(readNonNegative('volume', row.volume))),
    valueUsd: price && turnover.times(price),
    observedAt: need(given(readEpoch('closeTime', row.closeTime, 'ms', checkedAt))),
    status: price === null ? 'M' : converted ? 'E' : 'A',
    reason: price === null ? `no dollar price for ${quoteAsset}` : converted,
  }
}
