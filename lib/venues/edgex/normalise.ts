import type {
  DepthObservation,
  MarketDescription,
  Observation,
  OpenInterestObservation,
  VolumeObservation,
} from '@/lib/core/observation'
import { oneSidedOpenInterest } from '@/lib/core/open-interest'
import { isUsdAtPar, PAR } from '@/lib/core/par'
import { describeDepth, readLevels } from '@/lib/venues/_contract/book'
import { given, readRow, readText } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { type Contract, readContracts } from '@/lib/venues/edgex/contracts'
import { bookEndpoint, metadata2Endpoint, metadataEndpoint, tickerEndpoint } from '@/lib/venues/edgex/schemas'

type Row = Readonly<Record<string, unknown>>

/** The deeper of the two documented sizes of a book. */
export const BOOK_LEVELS = 200
const SIDES_NOT_STATED = 'edgeX does not state whether it counts one side or both; taken as one side'
const VERSION_2 = 'open interest per contract of edgeX V2 is not documented'

/** Contracts of both versions; open interest and volume of those of version 1 that were asked for and answered. */
export function normaliseOpenInterest(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  const contracts = readContracts(reader, received, metadataEndpoint, { prefix: '', report: true })
  const second = readContracts(reader, received, metadata2Endpoint, { prefix: 'v2:', report: true })
  for (const contract of second.values()) {
    if (contract.listed) reader.row(contract.payload, contract.market, () => leftOut(contract))
  }
  for (const { body, payload, request } of bodiesOf(received, tickerEndpoint)) {
    const [raw] = body.data
    const read = (observe: (row: Row, market: MarketDescription) => Observation) =>
      reader.row(payload, body, () => {
        const contract = contracts.get(need(readText('contractName', request.subject)))
        if (!contract) return refuse('inconsistent', `${request.subject} is not in the list of contracts`)
        if (raw === undefined) return refuse('missing_field', `no ticker of ${contract.name}`)
        const row = need(readRow(raw))
        const name = need(readText('contractName', row.contractName))
        if (name !== contract.name) refuse('inconsistent', `asked for ${contract.name}, answered ${name}`)
        return observe(row, contract.market)
      })
    read((row, market) => openInterestOf(row, market, payload))
    // Read apart, but only where there is a row: what is wrong with the answer is told once.
    if (raw !== undefined) read((row, market) => volumeOf(row, market, payload))
  }
  return reader.result()
}

function leftOut({ market, payload }: Contract): OpenInterestObservation {
  return {
    kind: 'open_interest',
    market,
    contracts: null,
    baseUnits: null,
    valueUsd: null,
    sourceSides: 1,
    markPrice: null,
    undocumented: true,
    observedAt: null,
    status: 'M',
    reason: VERSION_2,
    payload,
  }
}

function openInterestOf(row: Row, market: MarketDescription, payload: number): OpenInterestObservation {
  const markPrice = need(given(readPositive('oraclePrice', row.oraclePrice)))
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
    reason: value.reason === 'no mark price' ? 'no oracle price' : (value.reason ?? SIDES_NOT_STATED),
    payload,
  }
}

function volumeOf(row: Row, { market, quoteAsset }: MarketDescription, payload: number): VolumeObservation {
  const turnover = need(readNonNegative('value', row.value))
  const dollars = isUsdAtPar(quoteAsset)
  return {
    kind: 'volume',
    market,
    baseUnits: need(given(readNonNegative('size', row.size))),
    valueUsd: dollars ? turnover : null,
    observedAt: null,
    status: dollars ? 'A' : 'M',
    reason: dollars ? null : `no dollar price for ${quoteAsset}`,
    payload,
  }
}

/** The books of version 1 that were answered. */
export function normaliseDepth(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  const contracts = readContracts(new RowReader(), received, metadataEndpoint, { prefix: '', report: false })
  for (const { body, payload, request } of bodiesOf(received, bookEndpoint)) {
    reader.row(payload, body, (): DepthObservation => {
      const contract = contracts.get(need(readText('contractName', request.subject)))
      if (!contract) return refuse('inconsistent', `${request.subject} is not in the list of contracts`)
      const book = need(readRow(body.data[0]))
      return describeDepth({
        payload,
        market: contract.market.market,
        bids: readLevels('bids', book.bids, priceAndSize),
        asks: readLevels('asks', book.asks, priceAndSize),
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

function priceAndSize(level: unknown): readonly unknown[] {
  const row = readRow(level)
  return row.ok ? [row.value.price, row.value.size] : []
}
