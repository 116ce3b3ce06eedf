import { groupBy } from '@/lib/core/collections'
import type { Decimal } from '@/lib/core/decimal'
import { plain } from '@/lib/core/decimal'
import type { FundBalanceObservation, FundDescription } from '@/lib/core/observation'
import { newest } from '@/lib/core/time'
import { valueBalance } from '@/lib/core/valuation'
import { readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readDecimal, readEpoch, readPositive } from '@/lib/venues/_contract/numeric'
import { describePool } from '@/lib/venues/_contract/pool-names'
import { need, RowReader } from '@/lib/venues/_contract/rows'
import { fundEndpoint, fundHistoryEndpoint, indexEndpoint } from '@/lib/venues/mexc/schemas'

export const FUND_CADENCE_MS = 600_000
/** Spacing of the documented example. */
const HISTORY_STEP_MS = 4 * 3_600_000

const OWN = 'MEXC does not state whether balances of contracts are separate; taken as separate'
const SHARED = 'contracts that show the same balance are counted as one pool; MEXC does not state which share one'
const NO_PRICE_THEN = 'the history gives no price of that time'

interface ContractBalance {
  readonly symbol: string
  readonly currency: string
  readonly available: Decimal
  readonly at: Date | null
  readonly payload: number
}

export interface Pool {
  readonly fund: FundDescription
  readonly currency: string
  readonly members: readonly [ContractBalance, ...ContractBalance[]]
}

/** Rows of one currency with the same balance, to the last digit, are one pool; empty ones stay apart. */
export function readPools(reader: RowReader, received: readonly Received[], checkedAt: Date): readonly Pool[] {
  const rows: ContractBalance[] = []
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, fundEndpoint)) {
    for (const raw of body.data) {
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        const symbol = need(readText('symbol', row.symbol))
        const balance = {
          symbol,
          currency: need(readText('currency', row.currency)),
          available: need(readDecimal('available', row.available)),
          at: need(readEpoch('timestamp', row.timestamp, 'ms', checkedAt)),
          payload,
        }
        refuseSecond(seen, symbol)
        rows.push(balance)
        return null
      })
    }
  }
  const groups = groupBy(rows, ({ symbol, currency, available }) =>
    available.isZero() ? `${currency} ${symbol}` : `${currency} ${plain(available)}`,
  )
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (!first) return []
    const members: Pool['members'] = [first, ...others]
    const symbols = members.map(({ symbol }) => symbol)
    const nouns = { own: `${first.currency} fund`, shared: `${first.currency} shared fund` }
    return [{ fund: describePool(first.currency, nouns, symbols), currency: first.currency, members }]
  })
}

/** The balance of every pool. */
export function normaliseFund(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const prices = readPrices(reader, received)
  for (const { fund, currency, members } of readPools(reader, received, checkedAt)) {
    const [{ available, payload }] = members
    reader.row(payload, members[0], (): FundBalanceObservation => {
      const value = valueBalance(currency, available, prices.get(currency) ?? null)
      return {
        kind: 'fund_balance',
        payload,
        fund,
        asset: currency,
        ...estimated(value, fund.shared),
        observedAt: newest(members.map(({ at }) => at)),
        expectedEveryMs: FUND_CADENCE_MS,
      }
    })
  }
  return reader.result()
}

type Value = ReturnType<typeof valueBalance>

function estimated(value: Value, shared: boolean): Value {
  if (value.valueUsd === null) return value
  return { ...value, status: 'E', reason: shared ? SHARED : OWN }
}

/** By coin; the request's subject names it. */
function readPrices(reader: RowReader, received: readonly Received[]): ReadonlyMap<string, Decimal> {
  const prices = new Map<string, Decimal>()
  for (const { body, payload, request } of bodiesOf(received, indexEndpoint)) {
    const price = reader.optional(payload, body, readPositive('indexPrice', body.data.indexPrice))
    if (price && request.subject !== undefined) prices.set(request.subject, price)
  }
  return prices
}

/** Past balances of the pool a contract belongs to today; which it belonged to then is not part of the answer. */
export function normaliseFundHistory(
  received: readonly Received[],
  { checkedAt, lane }: NormaliseContext & { readonly lane: string },
): NormaliseResult {
  const pools = readPools(new RowReader(), received, checkedAt)
  const reader = new RowReader()
  const seen = new Set<string>()
  const pool = pools.find(({ members }) => members.some(({ symbol }) => symbol === lane))
  for (const { body, payload } of bodiesOf(received, fundHistoryEndpoint)) {
    for (const raw of body.data.resultList) {
      reader.row(payload, raw, (): FundBalanceObservation | null => {
        const row = need(readRow(raw))
        const currency = need(readText('currency', row.currency))
        const observedAt = need(readEpoch('snapshotTime', row.snapshotTime, 'ms', checkedAt))
        const value = valueBalance(currency, need(readDecimal('available', row.available)))
        if (!pool) return null
        refuseSecond(seen, observedAt.toISOString(), `${observedAt.toISOString()} is given twice`)
        return {
          kind: 'fund_balance',
          payload,
          fund: pool.fund,
          asset: currency,
          ...(value.valueUsd === null ? { ...value, reason: NO_PRICE_THEN } : estimated(value, pool.fund.shared)),
          observedAt,
          expectedEveryMs: HISTORY_STEP_MS,
        }
      })
    }
  }
  return reader.result()
}
