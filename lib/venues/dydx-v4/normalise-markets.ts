import { leverageOfMarginFraction } from '@/lib/core/margin'
import type {
  MarketDescription,
  MarketObservation,
  OpenInterestObservation,
  VolumeObservation,
} from '@/lib/core/observation'
import { oneSidedOpenInterest } from '@/lib/core/open-interest'
import { PAR } from '@/lib/core/par'
import { given, readRow, readText } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { marketsEndpoint } from '@/lib/venues/dydx-v4/schemas'

type Row = Readonly<Record<string, unknown>>

/** Every perpetual with its leverage limit, and open interest and 24 h volume of those not in final settlement. */
export function normaliseOpenInterest(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  for (const { body, payload } of bodiesOf(received, marketsEndpoint)) {
    for (const [ticker, raw] of Object.entries(body.markets)) readMarket(reader, ticker, raw, payload)
  }
  return reader.result()
}

function readMarket(reader: RowReader, ticker: string, raw: unknown, payload: number): void {
  const listed: { row: Row; market: MarketDescription }[] = []
  reader.row(payload, raw, () => {
    const row = need(readRow(raw))
    const market = describeMarket(ticker, row)
    const margin = reader.optional(payload, raw, readPositive('initialMarginFraction', row.initialMarginFraction))
    const observation: MarketObservation = {
      kind: 'market',
      market,
      listed: need(readText('status', row.status)) !== 'FINAL_SETTLEMENT',
      maxLeverage: margin && leverageOfMarginFraction(margin),
      payload,
    }
    if (observation.listed) listed.push({ row, market })
    return observation
  })
  // Read apart: an unreadable size must not make the market look delisted.
  for (const { row, market } of listed) {
    reader.row(payload, raw, () => openInterestOf(row, market, payload))
    reader.row(payload, raw, () => volumeOf(row, market, payload))
  }
}

/** Only to be called inside `RowReader.row`. */
export function describeMarket(ticker: string, row: Row): MarketDescription {
  const named = need(readText('ticker', row.ticker))
  if (named !== ticker) return refuse('inconsistent', `ticker "${named}" is listed under "${ticker}"`)
  const [base] = ticker.slice(0, Math.max(0, ticker.lastIndexOf('-'))).split(',')
  if (!base) return refuse('wrong_type', `ticker "${ticker.slice(0, 40)}" is not BASE-USD`)
  const type = need(readText('marketType', row.marketType))
  if (type !== 'CROSS' && type !== 'ISOLATED') return refuse('unknown_unit', `marketType is "${type.slice(0, 40)}"`)
  return {
    market: ticker,
    contractType: 'linear',
    marketKind: 'perpetual',
    baseAsset: base,
    quoteAsset: 'USD',
    settleAsset: 'USDC',
    segment: type.toLowerCase(),
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
    quoteUsd: PAR,
  })
  return {
    kind: 'open_interest',
    market,
    ...value,
    sourceSides: 1,
    markPrice,
    undocumented: false,
    observedAt: null,
    status: value.valueUsd === null ? 'M' : 'A',
    reason: value.reason === null ? null : 'no oracle price',
    payload,
  }
}

/** What takers traded in 24 hours, in dollars; the indexer leaves liquidations and deleveraging out. */
function volumeOf(row: Row, market: MarketDescription, payload: number): VolumeObservation | null {
  const valueUsd = need(given(readNonNegative('volume24H', row.volume24H)))
  if (valueUsd === null) return null
  return {
    kind: 'volume',
    payload,
    market: market.market,
    baseUnits: null,
    valueUsd,
    observedAt: null,
    status: 'A',
    reason: null,
  }
}
