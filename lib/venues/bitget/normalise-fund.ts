import type { Decimal } from '@/lib/core/decimal'
import type { FundBalanceObservation, FundDescription } from '@/lib/core/observation'
import { type BalanceValue, valueBalance } from '@/lib/core/valuation'
import { readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readDecimal, readPositive } from '@/lib/venues/_contract/numeric'
import { describePool } from '@/lib/venues/_contract/pool-names'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { coinIndexEndpoint, poolsEndpoint } from '@/lib/venues/bitget/schemas'

export const FUND_CADENCE_MS = 300_000
const ROW_IS_POOL = 'Bitget does not state that a row of its list is a pool of its own; read from the layout'

export interface Pool {
  readonly fund: FundDescription
  readonly coin: string
  readonly symbols: readonly string[]
}

/** A pool as one row of the list of all pools names it. Only to be called inside `RowReader.row`. */
export function readPool(raw: unknown): Pool {
  const row = need(readRow(raw))
  const coin = need(readText('coin', row.coin))
  if (!Array.isArray(row.symbols)) return refuse('missing_field', 'symbols is not a list')
  const symbols = row.symbols.map((symbol, index) => need(readText(`symbols[${index}]`, symbol)))
  const nouns = { own: `${coin} pool`, shared: `${coin} shared pool` }
  return { fund: describePool(coin, nouns, symbols), coin, symbols }
}

/** The balance of every pool; each row of the list is one pool with the contracts that share it. */
export function normaliseFund(received: readonly Received[]): NormaliseResult {
  const reader = new RowReader()
  const indexOf = readIndexPrices(reader, received)
  const seen = new Set<string>()
  for (const { body, payload, request } of bodiesOf(received, poolsEndpoint)) {
    if (body.data.list.length === 0) {
      const detail = `${request.subject} lists no pool`
      reader.reject(payload, body, { ok: false, reason: 'missing_field', detail })
    }
    for (const raw of body.data.list) {
      reader.row(payload, raw, () => {
        const balance = readBalance(raw, indexOf, payload)
        refuseSecond(seen, balance.fund.key)
        return balance
      })
    }
  }
  return reader.result()
}

function readBalance(raw: unknown, indexOf: ReadonlyMap<string, Decimal>, payload: number): FundBalanceObservation {
  const { fund, coin } = readPool(raw)
  const units = need(readDecimal('balance', need(readRow(raw)).balance))
  return {
    kind: 'fund_balance',
    payload,
    fund,
    asset: coin,
    ...estimated(valueBalance(coin, units, indexOf.get(coin) ?? null)),
    // The list has no time of its own: `requestTime` is that of the answer.
    observedAt: null,
    expectedEveryMs: FUND_CADENCE_MS,
  }
}

/** A pool's value rests on the row being a pool of its own, now and in the past. */
export function estimated(value: BalanceValue): BalanceValue {
  return value.valueUsd === null ? value : { ...value, status: 'E', reason: ROW_IS_POOL }
}

/** Dollars of a coin: the index price of its coin-margined perpetual, named `COIN` + `USD`. */
function readIndexPrices(reader: RowReader, received: readonly Received[]): ReadonlyMap<string, Decimal> {
  const prices = new Map<string, Decimal>()
  for (const { body, payload } of bodiesOf(received, coinIndexEndpoint)) {
    for (const raw of body.data) {
      const row = readRow(raw)
      if (!row.ok || typeof row.value.symbol !== 'string') continue
      const [, coin] = /^([A-Z0-9]+)USD$/.exec(row.value.symbol) ?? []
      if (!coin) continue
      const price = reader.optional(payload, raw, readPositive('indexPrice', row.value.indexPrice))
      if (price) prices.set(coin, price)
    }
  }
  return prices
}
