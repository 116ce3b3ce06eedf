import { type Decimal, dec } from '@/lib/core/decimal'
import type { MarketDescription, MarketObservation, OpenInterestObservation } from '@/lib/core/observation'
import { oneSidedOpenInterest } from '@/lib/core/open-interest'
import { PAR } from '@/lib/core/par'
import { given, readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { type Readable, readEpoch, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { readVolume } from '@/lib/venues/bybit/normalise-volume'
import { type Category, instrumentsEndpoint, tickersEndpoint } from '@/lib/venues/bybit/schemas'
import { readSymbol } from '@/lib/venues/bybit/symbols'

const HALVED = 'halved: only the two-sided figure is published'
const CLOSED = new Set(['Closed', 'Settled'])

type Row = Readonly<Record<string, unknown>>

/** Open interest, one side counted once, and 24 h volume of all linear and inverse contracts. */
export function normaliseOpenInterest(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, tickersEndpoint)) {
    const stamp = readEpoch('time', body.time, 'ms', checkedAt)
    if (!stamp.ok) reader.reject(payload, { time: body.time }, stamp)
    const observedAt = stamp.ok ? stamp.value : null
    for (const raw of body.result.list) {
      reader.row(payload, raw, () => {
        const ticker = { category: body.result.category, raw, observedAt, payload }
        const found = readTicker(reader, ticker)
        refuseSecond(seen, found.market.market)
        const volume = readVolume(reader, { ...ticker, market: found.market })
        return volume ? [found, volume] : found
      })
    }
  }
  return reader.result()
}

interface TickerRow {
  readonly category: Category
  readonly raw: unknown
  readonly observedAt: Date | null
  readonly payload: number
}

function readTicker(reader: RowReader, { category, raw, observedAt, payload }: TickerRow): OpenInterestObservation {
  const row = need(readRow(raw))
  const market = need(readSymbol(category, need(readText('symbol', row.symbol))))
  const markPrice = need(given(readPositive('markPrice', row.markPrice)))
  // Linear: the dollar figure is the value, in USDT or USDC. Inverse: it is the size; the value is in coins.
  const figure = readSides(row, category === 'linear' ? 'OpenInterestValue' : 'OpenInterest')
  const counted = oneSidedOpenInterest({
    contractType: market.contractType,
    unit: category === 'linear' ? 'quote' : 'usd',
    amount: figure.amount,
    sourceSides: figure.sides,
    markPrice,
    quoteUsd: PAR,
  })
  return {
    kind: 'open_interest',
    payload,
    market,
    contracts: counted.contracts,
    baseUnits: reader.optional(payload, raw, readBaseUnits(row, category)) ?? counted.baseUnits,
    valueUsd: counted.valueUsd,
    sourceSides: figure.sides,
    markPrice,
    undocumented: false,
    observedAt,
    status: figure.sides === 1 ? 'A' : 'E',
    reason: figure.sides === 1 ? counted.reason : HALVED,
  }
}

/** `singleOpenInterest...` counts one side, `openInterest...` both; the first exists since 2026-06-11. */
export function readSides(row: Row, name: 'OpenInterest' | 'OpenInterestValue'): { amount: Decimal; sides: 1 | 2 } {
  const twoSided = `o${name.slice(1)}`
  const one = need(given(readNonNegative(`single${name}`, row[`single${name}`])))
  const both = need(given(readNonNegative(twoSided, row[twoSided])))
  if (one && both && one.gt(both)) {
    refuse(
      'inconsistent',
      `single${name} ${one.toFixed()} is above ${twoSided} ${both.toFixed()}, which counts both sides`,
    )
  }
  if (one) return { amount: one, sides: 1 }
  if (both) return { amount: both, sides: 2 }
  return refuse('missing_field', `single${name} and ${twoSided} are empty`)
}

/** One side in base units as Bybit counts them: the size of a linear contract, the value of an inverse one. */
function readBaseUnits(row: Row, category: Category): Readable<Decimal> {
  const name = category === 'linear' ? 'OpenInterest' : 'OpenInterestValue'
  const one = readNonNegative(`single${name}`, row[`single${name}`])
  if (one.ok || one.reason !== 'missing_field') return one
  const both = readNonNegative(`o${name.slice(1)}`, row[`o${name.slice(1)}`])
  return both.ok ? { ok: true, value: both.value.div(dec(2)) } : both
}

/** Every listed contract with its highest leverage: the authority on quote, settle coin and contract type. */
export function normaliseInstruments(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, instrumentsEndpoint)) {
    for (const raw of body.result.list) {
      reader.row(payload, raw, () => {
        const found = readInstrument(body.result.category, raw, payload)
        refuseSecond(seen, found.market.market)
        return found
      })
    }
  }
  return reader.result()
}

function readInstrument(category: Category, raw: unknown, payload: number): MarketObservation {
  const row = need(readRow(raw))
  const symbol = need(readText('symbol', row.symbol))
  const { contractType, marketKind } = readContractType(symbol, need(readText('contractType', row.contractType)))
  const leverage = need(readRow(row.leverageFilter ?? {}))
  return {
    kind: 'market',
    payload,
    market: {
      market: symbol,
      contractType,
      marketKind,
      baseAsset: need(readText('baseCoin', row.baseCoin)),
      quoteAsset: need(readText('quoteCoin', row.quoteCoin)),
      settleAsset: need(readText('settleCoin', row.settleCoin)),
      segment: category,
    },
    listed: !CLOSED.has(need(readText('status', row.status))),
    maxLeverage: need(given(readPositive('leverageFilter.maxLeverage', leverage.maxLeverage))),
  }
}

function readContractType(symbol: string, word: string): Pick<MarketDescription, 'contractType' | 'marketKind'> {
  const groups = /^(?<type>Linear|Inverse)(?<kind>Perpetual|Futures)$/.exec(word)?.groups
  if (!groups) return refuse('unknown_unit', `contractType of ${symbol} is "${word}"`)
  return {
    contractType: groups.type === 'Linear' ? 'linear' : 'inverse',
    marketKind: groups.kind === 'Perpetual' ? 'perpetual' : 'future',
  }
}
