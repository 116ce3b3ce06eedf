import { type Decimal, sum } from '@/lib/core/decimal'
import type { FundBalanceObservation, FundDescription, Observation } from '@/lib/core/observation'
import { isUsdAtPar, PAR } from '@/lib/core/par'
import { given, readRow, readText } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import {
  type Booking,
  describeFund,
  type Newest,
  newestBalance,
  readBookings,
  SAME_TIME,
  toFlow,
} from '@/lib/venues/okx/bookings'
import { DAILY_MS } from '@/lib/venues/okx/normalise-total'
import { familyEndpoint, indexTickersEndpoint } from '@/lib/venues/okx/schemas'

type Prices = ReadonlyMap<string, Decimal>

/** The pool of each family of swaps and of futures as a component of the platform total, with its typed bookings. */
export function normaliseFamilies(received: readonly Received[], { checkedAt }: NormaliseContext): NormaliseResult {
  const reader = new RowReader()
  const prices = readIndexPrices(reader, received)
  for (const { body, payload, request } of bodiesOf(received, familyEndpoint)) {
    const [raw] = body.data
    reader.row(payload, body.data, () => {
      const row = need(
        readRow(raw ?? refuse('missing_field', `data for ${request.subject ?? 'the family'} has no row`)),
      )
      const fund = describeFund(row)
      if (request.subject !== undefined && request.subject !== fund.segment) {
        refuse('inconsistent', `asked for ${request.subject}, answered ${fund.segment}`)
      }
      const total = need(readNonNegative('total', row.total))
      if (!Array.isArray(row.details)) return refuse('wrong_type', 'details is not a list')
      const bookings = readBookings(reader, row.details, payload, checkedAt)
      return describeFamily(fund.description, bookings, prices, total, payload)
    })
  }
  return reader.result()
}

function describeFamily(
  fund: FundDescription,
  bookings: readonly Booking[],
  prices: Prices,
  total: Decimal,
  payload: number,
): readonly Observation[] {
  const currencies = [...new Set(bookings.map((booking) => booking.ccy))]
  const balances = currencies.flatMap((ccy) => {
    const newest = newestBalance(bookings.filter((booking) => booking.ccy === ccy))
    return newest ? [toBalance(fund, ccy, newest, prices, payload)] : []
  })
  const valueUsd = sum(balances.flatMap((balance) => (balance.valueUsd ? [balance.valueUsd] : [])))
  if (valueUsd.gt(total)) {
    return refuse(
      'inconsistent',
      `the pool of ${fund.label} is worth ${valueUsd.toFixed(2)} dollars, above the platform total ${total.toFixed(2)}`,
    )
  }
  return [...balances, ...bookings.flatMap((booking) => toFlow(fund.key, booking, payload))]
}

function toBalance(
  fund: FundDescription,
  asset: string,
  { units, at, ambiguous }: Newest,
  prices: Prices,
  payload: number,
): FundBalanceObservation {
  const price = isUsdAtPar(asset) ? PAR : (prices.get(asset) ?? null)
  const unpriced = price ? null : `${asset} has no published dollar price`
  return {
    kind: 'fund_balance',
    payload,
    fund,
    asset,
    units,
    priceUsd: price,
    priceSource: price ? (isUsdAtPar(asset) ? 'par' : 'index') : null,
    valueUsd: price ? units.times(price) : null,
    observedAt: at,
    expectedEveryMs: DAILY_MS,
    status: ambiguous ? 'E' : 'A',
    reason: unpriced ?? (ambiguous ? SAME_TIME : null),
  }
}

function readIndexPrices(reader: RowReader, received: readonly Received[]): Prices {
  const prices = new Map<string, Decimal>()
  for (const { body, payload } of bodiesOf(received, indexTickersEndpoint)) {
    for (const raw of body.data) {
      reader.row(payload, raw, () => {
        const row = need(readRow(raw))
        const base = /^(?<base>.+)-USD$/.exec(need(readText('instId', row.instId)))?.groups?.base
        const price = need(given(readPositive('idxPx', row.idxPx)))
        if (base && price) prices.set(base, price)
        return null
      })
    }
  }
  return prices
}
