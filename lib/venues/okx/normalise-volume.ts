import type { VolumeObservation } from '@/lib/core/observation'
import { oneSidedOpenInterest } from '@/lib/core/open-interest'
import { isUsdAtPar, PAR } from '@/lib/core/par'
import { given, readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readEpoch, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader } from '@/lib/venues/_contract/rows'
import { describeByName, isLine, readInstrumentName } from '@/lib/venues/okx/instruments'
import { tickersEndpoint } from '@/lib/venues/okx/schemas'

const AT_LAST_PRICE = 'OKX gives the base volume of 24 hours; shown at the last price'

/** 24 h volume of all swaps and futures: `volCcy24h` is base units, valued at the last price of the same row. */
export function normaliseVolume(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, tickersEndpoint)) {
    for (const raw of body.data) {
      reader.row(payload, raw, () => {
        const found = readTicker(raw, checkedAt, payload)
        if (found) refuseSecond(seen, found.market)
        return found
      })
    }
  }
  return reader.result()
}

/** Null for a row of another business line. */
function readTicker(raw: unknown, checkedAt: Date, payload: number): VolumeObservation | null {
  const row = need(readRow(raw))
  if (!isLine(row.instType)) return null
  const instId = need(readText('instId', row.instId))
  const { contractType, quoteAsset } = describeByName(row.instType, instId, need(readInstrumentName(instId)))
  const { baseUnits, valueUsd, reason } = oneSidedOpenInterest({
    contractType,
    unit: 'base',
    amount: need(readNonNegative('volCcy24h', row.volCcy24h)),
    sourceSides: 1,
    markPrice: need(given(readPositive('last', row.last))),
    quoteUsd: isUsdAtPar(quoteAsset) ? PAR : null,
  })
  return {
    kind: 'volume',
    payload,
    market: instId,
    baseUnits,
    valueUsd,
    observedAt: need(given(readEpoch('ts', row.ts, 'ms', checkedAt))),
    status: valueUsd === null ? 'M' : 'E',
    reason: valueUsd === null ? (reason === 'no mark price' ? 'no last price' : reason) : AT_LAST_PRICE,
  }
}
