import { Decimal, dec } from '@/lib/core/decimal'
import { type Measured, tooFew, unfit } from '@/lib/core/metrics/plausibility/measured'
import { fitToShares, medianOf } from '@/lib/core/metrics/plausibility/statistics'

const ENOUGH_DIGITS = 100
const ENOUGH_VALUES = 30
/** Digits after the twelfth may be made by floating-point printing. */
const MOST_SIGNIFICANT = 12
const LAST_DISTANCE = 0.1
const LEADING_DISTANCE = 0.2
const FEW_SIGNIFICANT = 5
/** The amounts must move by this many units of the digit looked at: else one digit foretells the next. */
const LEAST_STEPS = 10
/** Changes must reach over this many times: Benford's shares hold over several powers of ten. */
const LEAST_SPAN = 100

const UNIFORM: readonly number[] = new Array<number>(10).fill(0.1)
const BENFORD: readonly number[] = Array.from({ length: 9 }, (_, index) => Math.log10(1 + 1 / (index + 1)))

/** Published amounts without repeats in a row, as plain decimal text. */
function distinct(amounts: readonly string[]): readonly Decimal[] {
  return amounts.map(dec).filter((amount, index) => index === 0 || !amount.eq(amounts[index - 1] ?? ''))
}

/**
 * Whether the last published digit (at most the twelfth significant one) is spread evenly, as that of a real ledger is:
 * chi-square against tenths. Amounts of one series, in order, as text.
 */
export function testLastDigit(amounts: readonly string[]): Measured {
  const values = distinct(amounts)
  if (values.length < ENOUGH_DIGITS) return tooFew('last_digit', values.length, ENOUGH_DIGITS)
  const place = lastPlace(values)
  const scaled = values.map((value) => value.abs().times(Decimal.pow(10, place)).floor())
  const steps = scaled.slice(1).map((value, index) =>
    value
      .minus(scaled[index] ?? value)
      .abs()
      .toNumber(),
  )
  if (medianOf(steps) < LEAST_STEPS)
    return unfit('last_digit', values.length, ENOUGH_DIGITS, 'the amounts move too little at that digit')
  const fit = fitToShares(
    count(
      scaled.map((value) => value.mod(10).toNumber()),
      10,
    ),
    UNIFORM,
  )
  return {
    ...tooFew('last_digit', values.length, ENOUGH_DIGITS),
    statistic: fit.chiSquare,
    p: fit.p,
    large: fit.distance >= LAST_DISTANCE,
  }
}

function lastPlace(values: readonly Decimal[]): number {
  const scale = Math.max(...values.map((value) => value.decimalPlaces()))
  const whole = Math.max(...values.map((value) => value.abs().floor().toFixed(0).length))
  return Math.min(scale, MOST_SIGNIFICANT - whole)
}

/** Whether the first digits of changes follow Benford's shares, where changes reach over two powers of ten or more. */
export function testLeadingDigit(changes: readonly number[]): Measured {
  const sizes = changes.map(Math.abs).filter((size) => size > 0)
  if (sizes.length < ENOUGH_DIGITS) return tooFew('leading_digit', sizes.length, ENOUGH_DIGITS)
  const sorted = [...sizes].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN
  if (!(at(0.95) / at(0.05) >= LEAST_SPAN))
    return unfit('leading_digit', sizes.length, ENOUGH_DIGITS, 'the changes are all of one size')
  const first = sizes.map((size) => Number(size.toExponential()[0]) - 1)
  const fit = fitToShares(count(first, 9), BENFORD)
  return {
    ...tooFew('leading_digit', sizes.length, ENOUGH_DIGITS),
    statistic: fit.chiSquare,
    p: fit.p,
    large: fit.distance >= LEADING_DISTANCE,
  }
}

/** Whether every amount has at most five significant digits: published rounded. The statistic is the most seen. */
export function testFixedDigits(amounts: readonly string[]): Measured {
  const values = distinct(amounts)
  if (values.length < ENOUGH_VALUES) return tooFew('fixed_digits', values.length, ENOUGH_VALUES)
  const most = Math.max(...values.map(significantDigits))
  return { ...tooFew('fixed_digits', values.length, ENOUGH_VALUES), statistic: most, large: most <= FEW_SIGNIFICANT }
}

function significantDigits(value: Decimal): number {
  const digits = value.abs().toFixed().replace('.', '').replace(/^0+/, '')
  return digits.replace(/0+$/, '').length
}

function count(digits: readonly number[], kinds: number): readonly number[] {
  const counts = new Array<number>(kinds).fill(0)
  for (const digit of digits) counts[digit] = (counts[digit] ?? 0) + 1
  return counts
}
