import type {
  DepthObservation,
  MarketDescription,
  OpenInterestObservation,
  VolumeObservation,
} from '@/lib/core/observation'
import { oneSidedOpenInterest } from '@/lib/core/open-interest'
import { isUsdAtPar, PAR } from '@/lib/core/par'
import { describeDepth, readLevelPairs } from '@/lib/venues/_contract/book'
import { given, readRow, readText } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { readContracts } from '@/lib/venues/apex/contracts'
import { bookEndpoint, tickerEndpoint } from '@/lib/venues/apex/schemas'

type Row = Readonly<Record<string, unknown>>

/** The most levels of one side that may be asked for. */
export const BOOK_LEVELS = 100
const SIDES_NOT_STATED = 'ApeX does not state whether it counts one side or both; taken as one side'

/** Every contract with its leverage limit; open interest and volume of each that was asked for and answered. */
export function normaliseOpenInterest(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  const contracts = readContracts(reader, received, true)
  for (const { body, payload, request } of bodiesOf(received, tickerEndpoint)) {
    const [raw] = body.data
    const read = (observe: (row: Row, market: MarketDescription) => OpenInterestObservation | VolumeObservation) =>
      reader.row(payload, body, () => {
        const contract = contracts.get(need(readText('symbol', request.subject)))
        if (!contract) return refuse('inconsistent', `${request.subject} is not in the list of contracts`)
        if (raw === undefined) return refuse('missing_field', `no ticker of ${contract.ticker}`)
        const row = need(readRow(raw))
        const symbol = need(readText('symbol', row.symbol))
        if (symbol !== contract.ticker) refuse('inconsistent', `asked for ${contract.ticker}, answered ${symbol}`)
        return observe(row, contract.market)
      })
    read((row, market) => openInterestOf(row, market, payload))
    // Read apart, but only where there is a row: what is wrong with the answer is told once.
    if (raw !== undefined) read((row, market) => volumeOf(row, market, payload))
  }
  return reader.result()
}

function openInterestOf(row: Row, market: MarketDescription, payload: number): OpenInterestObservation {
  const markPrice = need(given(readPositive('markPrice', row.markPrice)))
  const value = oneSidedOpenInterest({
    contractType: 'linear',
    unit: 'base',
    amount: need(readNonNegative('openInterest', row.openInterest)),
    sourceSides: 1,
    markPrice,
    quoteUsd: isUsdAtPar(market.quoteAsset) ? PAR : null,
  })
  return {
    kind: 'open_interest',
    market,
    ...value,
    sourceSides: 1,
    markPrice,
    undocumented: false,
    observedAt: null,
    status: value.valueUsd === null ? 'M' : 'E',
    reason: value.reason ?? SIDES_NOT_STATED,
    payload,
  }
}

function volumeOf(row: Row, { market, quoteAsset }: MarketDescription, payload: number): VolumeObservation {
  const turnover = need(readNonNegative('turnover24h', row.turnover24h))
  const dollars = isUsdAtPar(quoteAsset)
  return {
    kind: 'volume',
    market,
    baseUnits: need(given(readNonNegative('volume24h', row.volume24h))),
    valueUsd: dollars ? turnover : null,
    observedAt: null,
    status: dollars ? 'A' : 'M',
    reason: dollars ? null : `no dollar price for ${quoteAsset}`,
    payload,
  }
}

/** The books that were answered. */
export function normaliseDepth(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  const contracts = readContracts(new RowReader(), received, false)
  for (const { body, payload, request } of bodiesOf(received, bookEndpoint)) {
    reader.row(payload, body, (): DepthObservation => {
      const contract = contracts.get(need(readText('symbol', request.subject)))
      if (!contract) return refuse('inconsistent', `${request.subject} is not in the list of contracts`)
      return describeDepth({
        payload,
        market: contract.market.market,
        bids: readLevelPairs('b', body.data.b),
        asks: readLevelPairs('a', body.data.a),
        levelLimit: BOOK_LEVELS,
        contractType: 'linear',
        unit: 'base',
        quoteUsd: isUsdAtPar(contract.market.quoteAsset) ? PAR : null,
        observedAt: null,
      })
    })
  }
  return reader.result()
}
