import type { Decimal } from '@/lib/core/decimal'
import type { FundBalanceObservation } from '@/lib/core/observation'
import { isUsdAtPar, PAR } from '@/lib/core/par'
import { given, readRow, readText, refuseSecond } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readDecimal } from '@/lib/venues/_contract/numeric'
import { describePool } from '@/lib/venues/_contract/pool-names'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { insuranceEndpoint } from '@/lib/venues/bybit/schemas'
import { readStamp } from '@/lib/venues/bybit/stamp'

/** Isolated pools are renewed every minute, shared pools once a day (documentation of the endpoint). */
const ISOLATED_EVERY_MS = 60_000
const SHARED_EVERY_MS = 24 * 3_600_000

/** One row of the list is one pool: rows are summed, never symbols. */
export function normaliseFund(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const seen = new Set<string>()
  for (const { body, payload } of bodiesOf(received, insuranceEndpoint)) {
    const observedAt = readStamp(reader, payload, body.result, checkedAt)
    for (const raw of body.result.list) {
      reader.row(payload, raw, () => {
        const found = readPool(raw, observedAt, payload)
        refuseSecond(seen, found.fund.key)
        return found
      })
    }
  }
  return reader.result()
}

function readPool(raw: unknown, observedAt: Date | null, payload: number): FundBalanceObservation {
  const row = need(readRow(raw))
  const coin = need(readText('coin', row.coin))
  const units = need(readDecimal('balance', row.balance))
  const markets = membersOf(need(given(readText('symbols', row.symbols))))
  const fund = describePool(coin, { own: `${coin} pool`, shared: `${coin} shared pool` }, markets)
  return {
    kind: 'fund_balance',
    payload,
    fund,
    asset: coin,
    units,
    ...priced(coin, units, need(given(readDecimal('value', row.value)))),
    observedAt,
    expectedEveryMs: markets.length === 1 ? ISOLATED_EVERY_MS : SHARED_EVERY_MS,
    status: 'A',
  }
}

function membersOf(symbols: string | null): readonly string[] {
  const names = (symbols ?? '').split(',').map((name) => name.trim())
  return [...new Set(names.filter((name) => name !== ''))]
}

type Priced = Pick<FundBalanceObservation, 'priceUsd' | 'priceSource' | 'valueUsd' | 'reason'>

function priced(coin: string, units: Decimal, value: Decimal | null): Priced {
  if (value) {
    if (units.times(value).lt(0))
      refuse('inconsistent', `balance ${units.toFixed()} and value ${value.toFixed()} have opposite signs`)
    // Dust is published with a value of 0: a value, but no price.
    const priceUsd = units.isZero() || value.isZero() ? null : value.div(units)
    return { priceUsd, priceSource: 'venue', valueUsd: value, reason: null }
  }
  if (isUsdAtPar(coin)) return { priceUsd: PAR, priceSource: 'par', valueUsd: units, reason: null }
  return { priceUsd: null, priceSource: null, valueUsd: null, reason: `${coin} has no published dollar value` }
}
