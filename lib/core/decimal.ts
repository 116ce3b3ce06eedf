import DecimalBase from 'decimal.js'

/**
 * The one decimal of the project: 60 significant digits, never exponent notation within 40 digits.
 * Serialise with `plain`, never with `String()` or `JSON.stringify` of the object.
 */
export const Decimal = DecimalBase.clone({ precision: 60, toExpNeg: -40, toExpPos: 60 })
export type Decimal = DecimalBase

/** Anything a decimal can be read from. Numbers only where the source itself speaks JSON numbers. */
export type DecimalInput = string | number | Decimal

export const ZERO: Decimal = new Decimal(0)

/** Reads a decimal; throws on anything that is not a finite number. */
export function dec(value: DecimalInput): Decimal {
  const parsed = new Decimal(value)
  if (!parsed.isFinite()) throw new RangeError(`not a finite decimal: ${String(value)}`)
  return parsed
}

/** Sum of decimals; the empty sum is zero. */
export function sum(values: Iterable<Decimal>): Decimal {
  let total = ZERO
  for (const value of values) total = total.plus(value)
  return total
}

/** Plain digits, no exponent, no trailing zeros: the only text form that leaves the process. */
export function plain(value: Decimal): string {
  const text = value.toFixed()
  return text === '-0' ? '0' : text
}

/** A ratio of two decimals as a JSON number; null when the denominator is zero. Never infinite. */
export function ratio(numerator: Decimal, denominator: Decimal): number | null {
  if (denominator.isZero()) return null
  const value = numerator.div(denominator).toNumber()
  return Number.isFinite(value) ? value : null
}
