import type { MarketDescription, Observation, VolumeObservation } from '@/lib/core/observation'
import { readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { describeSidesAssumed, describeTurnover, leaveOutOpenInterest } from '@/lib/venues/_contract/market-rows'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readEpoch, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { instrumentsEndpoint, isCategory, tickersEndpoint } from '@/lib/venues/bitget/schemas'

type Row = Readonly<Record<string, unknown>>

/** Announced and not trading yet, or taken off. */
const NOT_LISTED = new Set(['listed', 'offline'])

const COIN_UNIT = 'Bitget does not document the unit of coin-margined open interest in this feed'
const COIN_TURNOVER = 'Bitget does not document the unit of coin-margined volume in this feed'

interface Ticker {
  readonly row: Row
  readonly payload: number
}

/** Every contract with its leverage limit; open interest and 24 h volume of those that are listed. */
export function normaliseMarkets(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const tickers = readTickers(received)
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, instrumentsEndpoint)) {
    for (const raw of body.data) {
      const listed: MarketDescription[] = []
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        const market = describeMarket(row)
        refuseSecond(seen, market.market)
        const isListed = !NOT_LISTED.has(need(readText('status', row.status)))
        if (isListed) listed.push(market)
        return {
          kind: 'market',
          payload,
          market,
          listed: isListed,
          maxLeverage: reader.optional(payload, raw, readPositive('maxLeverage', row.maxLeverage)),
        }
      })
      for (const market of listed) readListed(reader, { raw, payload, market, tickers, checkedAt })
    }
  }
  return reader.result()
}

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
  readonly market: MarketDescription
  readonly tickers: ReadonlyMap<string, Ticker>
  readonly checkedAt: Date
}

function readListed(reader: RowReader, { raw, payload, market, tickers, checkedAt }: Listed): void {
  const ticker = tickers.get(market.market)
  if (!ticker) {
    reader.reject(payload, raw, { ok: false, reason: 'missing_field', detail: `no ticker for ${market.market}` })
    return
  }
  // Read apart: a volume that cannot be read does not take the open interest with it.
  reader.row(ticker.payload, ticker.row, () => openInterestOf(market, ticker, checkedAt))
  reader.row(ticker.payload, ticker.row, () => volumeOf(market, ticker, checkedAt))
}

/** A contract as the instrument list describes it. Only to be called inside `RowReader.row`. */
export function describeMarket(row: Row): MarketDescription {
  const category = need(readText('category', row.category))
  if (!isCategory(category)) return refuse('unknown_unit', `category is "${category.slice(0, 40)}"`)
  const type = need(readText('symbolType', row.symbolType))
  if (type !== 'perpetual' && type !== 'delivery') return refuse('unknown_unit', `symbolType is "${type.slice(0, 40)}"`)
  const baseAsset = need(readText('baseCoin', row.baseCoin))
  const inverse = category === 'COIN-FUTURES'
  return {
    market: need(readText('symbol', row.symbol)),
    contractType: inverse ? 'inverse' : 'linear',
    marketKind: type === 'perpetual' ? 'perpetual' : 'future',
    baseAsset,
    quoteAsset: need(readText('quoteCoin', row.quoteCoin)),
    settleAsset: inverse ? baseAsset : category === 'USDC-FUTURES' ? 'USDC' : 'USDT',
    segment: category,
  }
}

/** Documented newer answers carry `ts`; the example of the page does not. */
function timeOf(row: Row, checkedAt: Date): Date | null {
  const read = readEpoch('ts', row.ts, 'ms', checkedAt)
  return read.ok || read.reason !== 'missing_field' ? need(read) : null
}

function openInterestOf(market: MarketDescription, { row, payload }: Ticker, checkedAt: Date): Observation {
  const markRead = readPositive('markPrice', row.markPrice)
  const markPrice = !markRead.ok && markRead.reason === 'missing_field' ? null : need(markRead)
  const shared = { payload, market, markPrice, observedAt: timeOf(row, checkedAt) }
  if (market.contractType === 'inverse') return leaveOutOpenInterest({ ...shared, reason: COIN_UNIT })
  return describeSidesAssumed({
    ...shared,
    unit: 'base',
    amount: need(readNonNegative('openInterest', row.openInterest)),
  })
}

function volumeOf(market: MarketDescription, { row, payload }: Ticker, checkedAt: Date): VolumeObservation {
  const observedAt = timeOf(row, checkedAt)
  if (market.contractType === 'inverse') {
    return {
      kind: 'volume',
      payload,
      market: market.market,
      baseUnits: null,
      valueUsd: null,
      observedAt,
      status: 'M',
      reason: COIN_TURNOVER,
    }
  }
  return describeTurnover({
    payload,
    market,
    observedAt,
    turnover: need(readNonNegative('turnover24h', row.turnover24h)),
    baseUnits: need(readNonNegative('volume24h', row.volume24h)),
  })
}
