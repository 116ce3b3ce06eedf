import { isUsdAtPar, PAR } from '@/lib/core/par'
import { describeDepth, readLevelPairs } from '@/lib/venues/_contract/book'
import { given, readRow, readText } from '@/lib/venues/_contract/fields'
import {
  bodiesOf,
  type NormaliseContext,
  type NormaliseResult,
  type PlannedRequest,
  type Received,
} from '@/lib/venues/_contract/module'
import { readEpoch } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { type Contract, readContract } from '@/lib/venues/okx/contract-sizes'
import { readInstrumentName } from '@/lib/venues/okx/instruments'
import { get } from '@/lib/venues/okx/requests'
import { lineInstrumentsEndpoint, orderBookEndpoint } from '@/lib/venues/okx/schemas'

/** The most levels of a side that the full book is answered with. */
const LEVELS = 5000

export function planBooks(markets: readonly string[]): readonly PlannedRequest[] {
  return markets.flatMap((market) => {
    const [line, name] = [market.endsWith('-SWAP') ? 'SWAP' : 'FUTURES', encodeURIComponent(market)]
    return [
      get(lineInstrumentsEndpoint.id, `/api/v5/public/instruments?instType=${line}&instId=${name}`, market),
      get(orderBookEndpoint.id, `/api/v5/market/books-full?instId=${name}&sz=${LEVELS}`, market),
    ]
  })
}

/** Books count contracts, so each is read with the size of its contract, asked for in the same pass. */
export function normaliseDepth(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const contracts = readSizes(reader, received)
  for (const { body, payload, request } of bodiesOf(received, orderBookEndpoint)) {
    const { subject = '' } = request
    reader.row(payload, { subject }, () => {
      const [raw] = body.data
      const row = need(readRow(raw ?? refuse('missing_field', `no book of ${subject}`)))
      const { contractType, size } = contracts.get(subject) ?? refuse('unknown_unit', `no contract size of ${subject}`)
      const { quoteAsset } = need(readInstrumentName(subject))
      return describeDepth({
        payload,
        market: subject,
        bids: readLevelPairs('bids', row.bids),
        asks: readLevelPairs('asks', row.asks),
        levelLimit: LEVELS,
        contractType,
        unit: 'contracts',
        contractSize: size,
        quoteUsd: isUsdAtPar(quoteAsset) ? PAR : null,
        observedAt: need(given(readEpoch('ts', row.ts, 'ms', checkedAt))),
      })
    })
  }
  return reader.result()
}

function readSizes(reader: RowReader, received: readonly Received[]): ReadonlyMap<string, Contract> {
  const contracts = new Map<string, Contract>()
  for (const { body, payload } of bodiesOf(received, lineInstrumentsEndpoint)) {
    for (const raw of body.data) {
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        const instId = need(readText('instId', row.instId))
        contracts.set(instId, readContract(instId, row))
        return null
      })
    }
  }
  return contracts
}
