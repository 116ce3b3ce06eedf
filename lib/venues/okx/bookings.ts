import type { Decimal } from '@/lib/core/decimal'
import type { FlowKind, FlowObservation, FundDescription } from '@/lib/core/observation'
import { given, readRow, readText } from '@/lib/venues/_contract/fields'
import { readDecimal, readEpoch } from '@/lib/venues/_contract/numeric'
import { slugOf } from '@/lib/venues/_contract/pool-names'
import { need, type RowReader, refuse } from '@/lib/venues/_contract/rows'
import { isLine, segmentOf } from '@/lib/venues/okx/instruments'
import { PLATFORM_KEY } from '@/lib/venues/okx/normalise-total'

/** The two types the documentation keeps since June 2026; other types may still give a balance, and no flow. */
const FLOWS: ReadonlyMap<string, FlowKind> = new Map([
  ['liquidation_balance_deposit', 'surplus'],
  ['bankruptcy_loss', 'bankruptcy_loss'],
])
export const SAME_TIME = 'two bookings at the same time; the first listed is shown'

export interface Booking {
  readonly ccy: string
  readonly type: string
  readonly balance: Decimal | null
  readonly amount: Decimal | null
  readonly at: Date
}

/** The readable bookings of a family, added to those known. A row that repeats is taken once; one that contradicts an earlier is refused. */
export function readBookings(
  reader: RowReader,
  details: readonly unknown[],
  payload: number,
  checkedAt: Date,
  bookings = new Map<string, Booking>(),
): readonly Booking[] {
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

/** Pools are kept per business line: the swaps and the futures of one family have one each. */
export function describeFund(row: Readonly<Record<string, unknown>>): {
  segment: string
  description: FundDescription
} {
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

export interface Newest {
  readonly units: Decimal
  readonly at: Date
  readonly ambiguous: boolean
}

/** The balance of the latest booking that has one. The order of the list is not documented, so only times count. */
export function newestBalance(bookings: readonly Booking[]): Newest | null {
  const dated = bookings.flatMap(({ balance, at }) => (balance ? [{ units: balance, at }] : []))
  const latest = Math.max(...dated.map((booking) => booking.at.getTime()))
  const [first, ...others] = dated.filter((booking) => booking.at.getTime() === latest)
  return first ? { ...first, ambiguous: others.some((other) => !other.units.eq(first.units)) } : null
}

/** A booking of a known type with an amount, with the sign the venue gives it. */
export function toFlow(
  fundKey: string,
  { ccy, type, amount, at }: Booking,
  payload: number,
): readonly FlowObservation[] {
  const flow = FLOWS.get(type)
  if (!flow || !amount || amount.isZero()) return []
  return [{ kind: 'flow', payload, fundKey, asset: ccy, flow, venueType: type, units: amount, observedAt: at }]
}
