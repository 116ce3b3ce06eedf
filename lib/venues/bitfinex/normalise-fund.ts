import { groupBy } from '@/lib/core/collections'
import { type Decimal, plain } from '@/lib/core/decimal'
import type { FundBalanceObservation } from '@/lib/core/observation'
import { newest } from '@/lib/core/time'
import { valueBalance } from '@/lib/core/valuation'
import { refuseSecond } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readDecimal, readEpoch } from '@/lib/venues/_contract/numeric'
import { slugOf } from '@/lib/venues/_contract/pool-names'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { describePair, isPaper, quotePrices, readList } from '@/lib/venues/bitfinex/pairs'
import { statusEndpoint, statusHistoryEndpoint } from '@/lib/venues/bitfinex/schemas'

export const FUND_CADENCE_MS = 300_000
const DAY_MS = 86_400_000
/** Rows of one answer are written within seconds; an older one belongs to a pair that is no longer renewed. */
const FRESH_MS = 5 * 60_000

const REASON =
  'Bitfinex states neither the currency of the fund nor which pairs share it; taken as one fund in the collateral of the pairs while all show the same'
const ONE_PAIR =
  'Bitfinex states neither the currency of the fund nor which pairs share it; one pair was read and stands for all of its collateral'
const NO_PRICE_THEN = 'the history gives no dollar price of that time'

interface PairBalance {
  readonly coin: string
  readonly balance: Decimal
  readonly at: Date
  readonly payload: number
}

/**
 * One fund per collateral while all its pairs show one balance. Where they differ, nothing is known of how they share
 * it, and none is published: a sum could count the same money again.
 */
export function normaliseFund(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const priceOf = quotePrices(received)
  for (const [coin, rows] of groupBy(readBalances(reader, received, checkedAt), (row) => row.coin)) {
    const at = newest(rows.map((row) => row.at))
    const fresh = rows.filter((row) => at !== null && at.getTime() - row.at.getTime() <= FRESH_MS)
    const [first] = fresh
    if (!first) continue
    reader.row(
      first.payload,
      fresh.map((row) => plain(row.balance)),
      (): FundBalanceObservation => {
        const values = new Set(fresh.map((row) => plain(row.balance)))
        if (values.size > 1) {
          return refuse(
            'inconsistent',
            `${values.size} different balances among the pairs in ${coin}; how they share them is not documented`,
          )
        }
        return {
          ...describeBalance(coin, first.balance, priceOf(coin)),
          payload: first.payload,
          observedAt: at,
          expectedEveryMs: FUND_CADENCE_MS,
        }
      },
    )
  }
  return reader.result()
}

function readBalances(reader: RowReader, received: readonly Received[], checkedAt: Date): readonly PairBalance[] {
  const balances: PairBalance[] = []
  for (const { body, payload } of bodiesOf(received, statusEndpoint)) {
    for (const raw of body) {
      reader.row(payload, raw, () => {
        const row = need(readList(raw))
        if (isPaper(row[0])) return null
        balances.push({
          coin: describePair(row[0]).settleAsset,
          balance: need(readDecimal('INSURANCE_FUND_BALANCE', row[6])),
          at: need(readEpoch('MTS', row[1], 'ms', checkedAt)),
          payload,
        })
        return null
      })
    }
  }
  return balances
}

function describeBalance(coin: string, balance: Decimal, priceUsd: Decimal | null) {
  const value = valueBalance(coin, balance, coin === 'BTC' ? priceUsd : null)
  return {
    kind: 'fund_balance',
    fund: {
      key: slugOf(coin),
      label: `${coin} fund`,
      fundType: 'insurance',
      scope: 'settle',
      shared: false,
      cover: { kind: 'segment', segment: coin },
      partOf: null,
    },
    asset: coin,
    ...value,
    ...(value.valueUsd === null ? {} : ({ status: 'E', reason: REASON } as const)),
  } as const
}

/** The fund at past moments, read from one pair, which is taken to stand for its collateral; the rows have no key. */
export function normaliseFundHistory(
  received: readonly Received[],
  { checkedAt, lane }: NormaliseContext & { readonly lane: string },
): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, statusHistoryEndpoint)) {
    for (const raw of body) {
      reader.row(payload, raw, (): FundBalanceObservation => {
        const row = need(readList(raw))
        const observedAt = need(readEpoch('MTS', row[0], 'ms', checkedAt))
        const found = describeBalance(
          describePair(lane).settleAsset,
          need(readDecimal('INSURANCE_FUND_BALANCE', row[5])),
          null,
        )
        refuseSecond(seen, observedAt.toISOString(), `${observedAt.toISOString()} is given twice`)
        return {
          ...found,
          payload,
          reason: found.valueUsd === null ? `${NO_PRICE_THEN}; ${ONE_PAIR}` : ONE_PAIR,
          observedAt,
          expectedEveryMs: DAY_MS,
        }
      })
    }
  }
  return reader.result()
}
