import type { DepthObservation, OpenInterestObservation, VolumeObservation } from '@/lib/core/observation'
import { describeDepth, readLevelPairs } from '@/lib/venues/_contract/book'
import { given, readRow, refuseSecond } from '@/lib/venues/_contract/fields'
import { describeSidesAssumed, describeTurnover, leaveOutVolume, quoteUsdOf } from '@/lib/venues/_contract/market-rows'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readEpoch, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { type Contract, describeContract, readContracts } from '@/lib/venues/kucoin/contracts'
import { bookEndpoint, contractsEndpoint } from '@/lib/venues/kucoin/schemas'

type Row = Readonly<Record<string, unknown>>

/** The answer called full stopped at 1,000 levels a side when it was tried. */
const BOOK_LEVELS = 1000
const INVERSE_VOLUME = 'KuCoin does not state the unit of the volume of inverse contracts'

/** Every contract with its leverage limit, and open interest and volume of those that are open. */
export function normaliseMarkets(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, contractsEndpoint)) {
    for (const raw of body.data) {
      const open: { row: Row; contract: Contract }[] = []
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        const contract = describeContract(row)
        refuseSecond(seen, contract.market.market)
        if (contract.open) open.push({ row, contract })
        const maxLeverage = reader.optional(payload, raw, readPositive('maxLeverage', row.maxLeverage))
        return { kind: 'market', market: contract.market, listed: contract.open, maxLeverage, payload }
      })
      // Read apart: an unreadable size must not make the contract look delisted, nor a volume hide a size.
      for (const { row, contract } of open) {
        reader.row(payload, raw, () => openInterestOf(row, contract, payload))
        reader.row(payload, raw, () => volumeOf(row, contract, payload))
      }
    }
  }
  return reader.result()
}

function openInterestOf(row: Row, { market, lot }: Contract, payload: number): OpenInterestObservation {
  return describeSidesAssumed({
    payload,
    market,
    unit: 'contracts',
    amount: need(readNonNegative('openInterest', row.openInterest)),
    contractSize: lot,
    markPrice: need(given(readPositive('markPrice', row.markPrice))),
    observedAt: null,
  })
}

function volumeOf(row: Row, { market }: Contract, payload: number): VolumeObservation | null {
  const turnover = need(given(readNonNegative('turnoverOf24h', row.turnoverOf24h)))
  if (turnover === null) return null
  if (market.contractType === 'inverse') {
    return leaveOutVolume({ payload, market, observedAt: null, reason: INVERSE_VOLUME })
  }
  const baseUnits = need(given(readNonNegative('volumeOf24h', row.volumeOf24h)))
  return describeTurnover({ payload, market, turnover, baseUnits, observedAt: null })
}

/** Books count in lots, as open interest does. */
export function normaliseDepth(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const contracts = readContracts(received)
  for (const { body, payload, request } of bodiesOf(received, bookEndpoint)) {
    reader.row(payload, body, (): DepthObservation => {
      const contract = contracts.get(request.subject ?? '')
      if (!contract) return refuse('unknown_unit', `${request.subject} is not among the contracts`)
      const { market, lot } = contract
      return describeDepth({
        payload,
        market: market.market,
        bids: readLevelPairs('bids', body.data.bids),
        asks: readLevelPairs('asks', body.data.asks),
        levelLimit: BOOK_LEVELS,
        contractType: market.contractType,
        unit: 'contracts',
        contractSize: lot,
        quoteUsd: quoteUsdOf(market),
        observedAt: need(given(readEpoch('ts', body.data.ts, 'ns', checkedAt))),
      })
    })
  }
  return reader.result()
}
