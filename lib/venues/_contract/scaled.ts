import { Decimal, plain } from '@/lib/core/decimal'
import { fromMinorUnits } from '@/lib/core/valuation'
import { type Readable, readDecimal } from '@/lib/venues/_contract/numeric'

const INTEGER_TEXT = /^[+-]?\d{1,80}$/

/**
 * Reads an integer written as text in units of 10^-decimals, as contracts on a chain keep amounts. What counts as absurd
 * is judged after scaling; a number that is no text has lost digits already and is refused.
 */
export function readScaled(field: string, raw: unknown, decimals: number): Readable<Decimal> {
  if (typeof raw === 'string' && INTEGER_TEXT.test(raw)) {
    return readDecimal(field, plain(fromMinorUnits(new Decimal(raw), decimals)))
  }
  const read = readDecimal(field, raw)
  return read.ok ? { ok: false, reason: 'wrong_type', detail: `${field} is not an integer as text` } : read
}
