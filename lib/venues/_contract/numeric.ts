import { Decimal } from '@/lib/core/decimal'
import type { RejectReason } from '@/lib/core/observation'

/** A field that could not be read, with the reason it is refused. */
export interface Unreadable {
  readonly ok: false
  readonly reason: RejectReason
  readonly detail: string
}
export type Readable<T> = { readonly ok: true; readonly value: T } | Unreadable

const DECIMAL_TEXT = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$/
/** No fund, market or contract count comes near this; what does is a unit mistake or an attack. */
const ABSURD = new Decimal('1e18')

/**
 * Reads a vendor's number, text or JSON number. Empty text, null and absence are `missing_field`; NaN, infinities and
 * words are `not_a_number`; beyond 1e18 is `absurd`. Never turns a missing value into zero.
 */
export function readDecimal(field: string, raw: unknown): Readable<Decimal> {
  const read = parseDecimal(field, raw)
  if (read.ok && read.value.abs().gt(ABSURD)) {
    return { ok: false, reason: 'absurd', detail: `${field} is ${String(raw).trim().slice(0, 40)}` }
  }
  return read
}

function parseDecimal(field: string, raw: unknown): Readable<Decimal> {
  if (raw === undefined || raw === null || raw === '') {
    return { ok: false, reason: 'missing_field', detail: `${field} is empty` }
  }
  if (typeof raw !== 'string' && typeof raw !== 'number') {
    return {
      ok: false,
      reason: 'wrong_type',
      detail: `${field} is ${Array.isArray(raw) ? 'a list' : `a ${typeof raw}`}`,
    }
  }
  const text = typeof raw === 'string' ? raw.trim() : String(raw)
  if (!DECIMAL_TEXT.test(text))
    return { ok: false, reason: 'not_a_number', detail: `${field} is "${text.slice(0, 40)}"` }
  return { ok: true, value: new Decimal(text) }
}

/** As `readDecimal`, and refuses a value below zero. */
export function readNonNegative(field: string, raw: unknown): Readable<Decimal> {
  const read = readDecimal(field, raw)
  if (read.ok && read.value.isNegative() && !read.value.isZero()) {
    return { ok: false, reason: 'negative', detail: `${field} is ${read.value.toFixed()}` }
  }
  return read
}

/** As `readDecimal`, and refuses zero and below: a price of zero is a placeholder, not a price. */
export function readPositive(field: string, raw: unknown): Readable<Decimal> {
  const read = readDecimal(field, raw)
  if (read.ok && read.value.lte(0)) {
    return {
      ok: false,
      reason: read.value.isZero() ? 'missing_field' : 'negative',
      detail: `${field} is ${read.value.toFixed()}`,
    }
  }
  return read
}

/** 2009-01-03: no market quoted here is older. */
const EARLIEST_MS = 1_230_940_800_000
/** Clocks differ; a venue's time may lead ours by this much. */
const LEAD_MS = 5 * 60_000

const MS_PER_UNIT = { s: '1000', ms: '1', us: '0.001', ns: '0.000001' } as const

/**
 * Reads an epoch time in the documented unit (seconds, milli-, micro- or nanoseconds), as number or digits. Refuses
 * times before 2009 and more than five minutes after `checkedAt`. Where the unit is finer, the millisecond begun counts.
 */
export function readEpoch(
  field: string,
  raw: unknown,
  unit: keyof typeof MS_PER_UNIT,
  checkedAt: Date,
): Readable<Date> {
  // Nanoseconds are beyond what any amount may be.
  const read = parseDecimal(field, raw)
  if (!read.ok) return read
  const exact = read.value.times(MS_PER_UNIT[unit])
  const ms = (unit === 'us' || unit === 'ns' ? exact.floor() : exact.round()).toNumber()
  return checkTime(field, ms, checkedAt)
}

function checkTime(field: string, ms: number, checkedAt: Date): Readable<Date> {
  if (!Number.isFinite(ms) || ms < EARLIEST_MS) {
    return { ok: false, reason: 'absurd', detail: `${field} is not a time after 2009-01-03` }
  }
  if (ms > checkedAt.getTime() + LEAD_MS) {
    return { ok: false, reason: 'future_time', detail: `${field} is more than 5 minutes ahead of our clock` }
  }
  return { ok: true, value: new Date(ms) }
}
