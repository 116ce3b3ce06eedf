import { type Decimal, sum } from '@/lib/core/decimal'
import type {
  FlowKind,
  FlowObservation,
  FundBalanceObservation,
  FundDescription,
  Observation,
} from '@/lib/core/observation'
import { isUsdAtPar, PAR } from '@/lib/core/par'
import { given, readRow, readText } from '@/lib/venues/_contract/fields'
import { bodiesOf, type NormaliseContext, type NormaliseResult, type Received } from '@/lib/venues/_contract/module'
import { readDecimal, readEpoch, readNonNegative, readPositive } from '@/lib/venues/_contract/numeric'
import { slugOf } from '@/lib/venues/_contract/pool-names'
import { need, RowReader, refuse } from '@/lib/venues/_contract/rows'
import { isLine, segmentOf } from '@/lib/venues/okx/instruments'
import { DAILY_MS, PLATFORM_KEY } from '@/lib/venues/okx/normalise-total'
import { familyEndpoint, indexTickersEndpoint } from '@/lib/venues/okx/schemas'

/** The two types the documentation keeps since June 2026; other types may still give a balance, and no flow. */
const FLOWS: ReadonlyMap<string, FlowKind> = new Map([
  ['liquidation_balance_deposit', 'surplus'],
  ['bankruptcy_loss', 'bankruptcy_loss'],
])
const SAME_TIME = 'two bookings at the same time; the first listed is shown'

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

interface Booking {
  readonly ccy: string
  readonly type: string
  readonly balance: Decimal | null
  readonly amount: Decimal | null
  readonly at: Date
}

/** The readable bookings of a family. A row that repeats is taken once; one that contradicts an earlier is refused. */
function readBookings(
  reader: RowReader,
  details: readonly unknown[],
  payload: number,
  checkedAt: Date,
): readonly Booking[] {
  const bookings = new Map<string, Booking>()
  for (const raw of details) {
    reader.row(payload, raw, () => {
      const row = need(readRow(raw))
      const booking: Booking = {
        ccy: need(readText('ccy', row.ccy)),
        type: need(given(readText('type', row.type))) ?? '',
        balance: need(given(readDecimal('balance', row.balance))),
        amount: need(given(readDecimal('amt', row.amt))),
        at: need(readEpoch('ts', row.ts, 'ms', checkedAt)),
      }
      const key = `${booking.ccy} ${booking.type} ${booking.at.getTime()}`
      const earlier = bookings.get(key)
      if (!earlier) bookings.set(key, booking)
      else if (!same(earlier.balance, booking.balance) || !same(earlier.amount, booking.amount)) {
        refuse('duplicate', `${booking.type} in ${booking.ccy} is booked twice at the same time with other figures`)
      }
      return null
    })
  }
  return [...bookings.values()]
}

function same(one: Decimal | null, other: Decimal | null): boolean {
  return one === null || other === null ? one === other : one.eq(other)
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

/** Pools are kept per business line: the swaps and the futures of one family have one each. */
function describeFund(row: Readonly<Record<string, unknown>>): { segment: string; description: FundDescription } {
  const line = need(readText('instType', row.instType))
  if (!isLine(line)) return refuse('unknown_unit', `instType is "${line.slice(0, 40)}", not SWAP or FUTURES`)
  const family = need(readText('instFamily', row.instFamily))
  const segment = segmentOf(line, family)
  return {
    segment,
    description: {
      key: slugOf(`${line}-${family}`),
      label: `${family} ${line === 'SWAP' ? 'swaps' : 'futures'}`,
      fundType: 'insurance',
      scope: 'group',
      shared: false,
      cover: { kind: 'segment', segment },
      partOf: PLATFORM_KEY,
    },
  }
}

interface Newest {
  readonly units: Decimal
  readonly at: Date
  readonly ambiguous: boolean
}

/** The balance of the latest booking that has one. The order of the list is not documented, so only times count. */
function newestBalance(bookings: readonly Booking[]): Newest | null {
  const dated = bookings.flatMap(({ balance, at }) => (balance ? [{ units: balance, at }] : []))
  const latest = Math.max(...dated.map((booking) => booking.at.getTime()))
  const [first, ...others] = dated.filter((booking) => booking.at.getTime() === latest)
  return first ? { ...first, ambiguous: others.some((other) => !other.units.eq(first.units)) } : null
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

/** A booking of a known type with an amount, with the sign the venue gives it. */
function toFlow(fundKey: string, { ccy, type, amount, at }: Booking, payload: number): readonly FlowObservation[] {
  const flow = FLOWS.get(type)
  if (!flow || !amount || amount.isZero()) return []
  return [{ kind: 'flow', payload, fundKey, asset: ccy, flow, venueType: type, units: amount, observedAt: at }]
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
