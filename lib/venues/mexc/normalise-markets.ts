import type { Decimal } from '@/lib/core/decimal'
import type { MarketDescription, OpenInterestObservation, VolumeObservation } from '@/lib/core/observation'
import { describeDepth, readLevelPairs } from '@/lib/venues/_contract/book'
import { given, readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { describeSidesAssumed, describeTurnover, quoteUsdOf } from '@/lib/venues/_contract/market-rows'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readEpoch, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { bookEndpoint, contractsEndpoint, tickersEndpoint } from '@/lib/venues/mexc/schemas'

type Row = Readonly<Record<string, unknown>>

/** 1 delivery, 2 completed, 3 offline; a paused contract (4) keeps its positions. */
const NOT_LISTED = new Set(['1', '2', '3'])
/** MEXC does not say how many levels an answer has, so a side counts as whole only where it reaches beyond the band. */
const BOOK_LEVELS = 1

interface Contract {
  readonly market: MarketDescription
  /** Coins of a linear contract, dollars of an inverse one. */
  readonly size: Decimal
}

/** A contract of the catalogue. Only to be called inside `RowReader.row`. */
function readContract(row: Row): Contract {
  const [baseAsset, quoteAsset, settleAsset] = [
    need(readText('baseCoin', row.baseCoin)),
    need(readText('quoteCoin', row.quoteCoin)),
    need(readText('settleCoin', row.settleCoin)),
  ]
  const inverse = settleAsset === baseAsset && quoteAsset === 'USD'
  if (!inverse && settleAsset !== quoteAsset) {
    return refuse('unknown_unit', `${baseAsset} in ${quoteAsset}, settled in ${settleAsset}`)
  }
  return {
    market: {
      market: need(readText('symbol', row.symbol)),
      contractType: inverse ? 'inverse' : 'linear',
      marketKind: 'perpetual',
      baseAsset,
      quoteAsset,
      settleAsset,
      segment: settleAsset,
    },
    size: need(readPositive('contractSize', row.contractSize)),
  }
}

interface Ticker {
  readonly row: Row
  readonly payload: number
}

/** Every contract of the catalogue with its leverage limit; open interest and 24 h volume of those that are listed. */
export function normaliseMarkets(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  const tickers = readTickers(received)
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, contractsEndpoint)) {
    for (const raw of body.data) {
      const listed: Contract[] = []
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        const contract = readContract(row)
        const state = need(readNonNegative('state', row.state)).toFixed()
        refuseSecond(seen, contract.market.market)
        if (!NOT_LISTED.has(state)) listed.push(contract)
        return {
          kind: 'market',
          payload,
          market: contract.market,
          listed: !NOT_LISTED.has(state),
          maxLeverage: reader.optional(payload, raw, readPositive('maxLeverage', row.maxLeverage)),
        }
      })
      for (const contract of listed) readListed(reader, { raw, payload, contract, tickers })
    }
  }
  return reader.result()
}

/** The answer is a list for all contracts; some rows belong to none of the catalogue. */
function readTickers(received: readonly Received[]): ReadonlyMap<string, Ticker> {
  const tickers = new Map<string, Ticker>()
  for (const { body, payload } of bodiesOf(received, tickersEndpoint)) {
    for (const raw of body.data) {
      const row = readRow(raw)
      if (row.ok && typeof row.value.symbol === 'string') tickers.set(row.value.symbol, { row: row.value, payload })
    }
  }
  return tickers
}

interface Listed {
  readonly raw: unknown
  readonly payload: number
  readonly contract: Contract
  readonly tickers: ReadonlyMap<string, Ticker>
}

function readListed(reader: RowReader, { raw, payload, contract, tickers }: Listed): void {
  const ticker = tickers.get(contract.market.market)
  if (!ticker) {
    const detail = `no ticker for ${contract.market.market}`
    reader.reject(payload, raw, { ok: false, reason: 'missing_field', detail })
    return
  }
  // Read apart: a volume that cannot be read does not take the open interest with it.
  reader.row(ticker.payload, ticker.row, () => openInterestOf(contract, ticker))
  reader.row(ticker.payload, ticker.row, () => volumeOf(contract, ticker))
}

function openInterestOf({ market, size }: Contract, { row, payload }: Ticker): OpenInterestObservation {
  return describeSidesAssumed({
    payload,
    market,
    // `timestamp` is that of the last trade.
    observedAt: null,
    unit: 'contracts',
    amount: need(readNonNegative('holdVol', row.holdVol)),
    contractSize: size,
    markPrice: need(given(readPositive('fairPrice', row.fairPrice))),
  })
}

/** Linear turnover is stated in the quote asset; inverse contracts are dollars each. */
function volumeOf({ market, size }: Contract, { row, payload }: Ticker): VolumeObservation {
  const contracts = need(readNonNegative('volume24', row.volume24))
  const shared = { payload, market, observedAt: null }
  if (market.contractType === 'inverse') {
    return describeTurnover({ ...shared, turnover: contracts.times(size), baseUnits: null })
  }
  const turnover = need(readNonNegative('amount24', row.amount24))
  return describeTurnover({ ...shared, turnover, baseUnits: contracts.times(size) })
}

/** What rests in the answered books; sizes are contracts. */
export function normaliseDepth(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const contracts = new Map<string, Row>()
  for (const { body } of bodiesOf(received, contractsEndpoint)) {
    for (const raw of body.data) {
      const row = readRow(raw)
      if (row.ok && typeof row.value.symbol === 'string') contracts.set(row.value.symbol, row.value)
    }
  }
  for (const { body, payload, request } of bodiesOf(received, bookEndpoint)) {
    reader.row(payload, body, () => {
      const row = contracts.get(request.subject ?? '')
      if (!row) return refuse('missing_field', `no contract size for ${String(request.subject)} in this pass`)
      const { market, size } = readContract(row)
      return describeDepth({
        payload,
        market: market.market,
        bids: readLevelPairs('bids', body.bids),
        asks: readLevelPairs('asks', body.asks),
        levelLimit: BOOK_LEVELS,
        contractType: market.contractType,
        unit: 'contracts',
        contractSize: size,
        quoteUsd: quoteUsdOf(market),
        observedAt: need(given(readEpoch('timestamp', body.timestamp, 'ms', checkedAt))),
      })
    })
  }
  return reader.result()
}
