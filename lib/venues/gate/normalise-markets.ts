import type { Decimal } from '@/lib/core/decimal'
import type { MarketDescription, MarketObservation, OpenInterestObservation } from '@/lib/core/observation'
import { oneSidedOpenInterest } from '@/lib/core/open-interest'
import { isUsdAtPar, PAR } from '@/lib/core/par'
import { given, readRow, readText } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { contractsEndpoints, SETTLES, type Settle, tickersEndpoints } from '@/lib/venues/gate/schemas'
import { readVolume } from '@/lib/venues/gate/volume'

type Row = Readonly<Record<string, unknown>>

/** Every contract with its leverage limit, and open interest and 24 h volume of those that are listed. */
export function normaliseOpenInterest(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  for (const settle of SETTLES) {
    const tickers = readTickers(received, settle)
    for (const { body, payload } of bodiesOf(received, contractsEndpoints[settle])) {
      for (const raw of body) readContract(reader, { raw, payload, settle, tickers, seen })
    }
  }
  return reader.result()
}

interface Ticker {
  readonly row: Row
  readonly payload: number
}

function readTickers(received: readonly Received[], settle: Settle): ReadonlyMap<string, Ticker> {
  const tickers = new Map<string, Ticker>()
  for (const { body, payload } of bodiesOf(received, tickersEndpoints[settle])) {
    for (const raw of body) {
      const row = readRow(raw)
      if (row.ok && typeof row.value.contract === 'string') tickers.set(row.value.contract, { row: row.value, payload })
    }
  }
  return tickers
}

interface ContractRow {
  readonly raw: unknown
  readonly payload: number
  readonly settle: Settle
  readonly tickers: ReadonlyMap<string, Ticker>
  readonly seen: Set<string>
}

function readContract(reader: RowReader, { raw, payload, settle, tickers, seen }: ContractRow): void {
  const listed: { row: Row; market: MarketDescription }[] = []
  reader.row(payload, raw, () => {
    const row = need(readRow(raw))
    const market = describeMarket(row, settle)
    if (seen.has(market.market)) return refuse('duplicate', `${market.market} is listed twice`)
    seen.add(market.market)
    const observation: MarketObservation = {
      kind: 'market',
      market,
      listed: row.in_delisting !== true && row.status !== 'delisting' && row.status !== 'delisted',
      maxLeverage: reader.optional(payload, raw, readPositive('leverage_max', row.leverage_max)),
      payload,
    }
    if (observation.listed) listed.push({ row, market })
    return observation
  })
  // Read apart: an unreadable size must not make the market look delisted.
  for (const { row, market } of listed) {
    const ticker = tickers.get(market.market)
    reader.row(payload, raw, () => openInterestOf({ row, payload }, market, ticker))
    if (ticker) reader.row(ticker.payload, ticker.row, () => readVolume(ticker.row, market, ticker.payload))
  }
}

/** Only to be called inside `RowReader.row`. */
export function describeMarket(row: Row, settle: Settle): MarketDescription {
  const name = need(readText('name', row.name))
  const cut = name.lastIndexOf('_')
  if (cut < 1 || cut === name.length - 1) return refuse('wrong_type', `name "${name.slice(0, 40)}" is not BASE_QUOTE`)
  const type = need(readText('type', row.type))
  if (type !== 'direct' && type !== 'inverse') return refuse('unknown_unit', `type is "${type.slice(0, 40)}"`)
  return {
    market: name,
    contractType: type === 'inverse' ? 'inverse' : settle === 'usdt' ? 'linear' : 'quanto',
    marketKind: 'perpetual',
    baseAsset: name.slice(0, cut),
    quoteAsset: name.slice(cut + 1),
    settleAsset: settle.toUpperCase(),
    segment: settle,
  }
}

function openInterestOf(
  { row, payload }: Ticker,
  market: MarketDescription,
  ticker: Ticker | undefined,
): OpenInterestObservation {
  const longSide = need(given(readNonNegative('position_size', row.position_size)))
  const amount = longSide ?? need(readNonNegative('total_size', ticker?.row.total_size))
  const shared = {
    kind: 'open_interest',
    market,
    sourceSides: 1,
    markPrice:
      need(given(readPositive('mark_price', row.mark_price))) ??
      need(given(readPositive('mark_price', ticker?.row.mark_price))),
    observedAt: null,
    payload: longSide || !ticker ? payload : ticker.payload,
  } as const
  const multiplier = sizeOf(row, market)
  if (multiplier === null || multiplier.isZero()) {
    return {
      ...shared,
      contracts: amount,
      baseUnits: null,
      valueUsd: null,
      undocumented: true,
      status: 'M',
      reason:
        multiplier === null
          ? `Gate does not document the contract size of ${market.settleAsset}-settled contracts`
          : 'Gate gives this contract a size of zero, so its open interest is left out',
    }
  }
  const value = oneSidedOpenInterest({
    contractType: 'linear',
    unit: 'contracts',
    amount,
    sourceSides: 1,
    contractSize: multiplier,
    markPrice: shared.markPrice,
    quoteUsd: isUsdAtPar(market.quoteAsset) ? PAR : null,
  })
  const assumed = longSide ? null : 'Gate does not say whether total_size counts one side; taken as one side'
  return {
    ...shared,
    ...value,
    undocumented: false,
    status: value.valueUsd === null ? 'M' : assumed ? 'E' : 'A',
    reason: value.reason ?? assumed,
  }
}

/** Base units of one contract; null where Gate does not document it. Only to be called inside `RowReader.row`. */
export function sizeOf(row: Row, market: MarketDescription): Decimal | null {
  return market.contractType === 'linear' ? need(readNonNegative('quanto_multiplier', row.quanto_multiplier)) : null
}
