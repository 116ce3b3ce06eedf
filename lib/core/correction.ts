import { type DecimalInput, dec, plain } from '@/lib/core/decimal'
import type { ObsStatus } from '@/lib/core/observation'

/** The `source` of a revision that a correction made: what a source says of the same moment no longer replaces it. */
export const CORRECTION_SOURCE = 'correction'

/** What the reason of a corrected revision names its correction by. */
export const correctionMark = (id: string): string => `(correction ${id})`

/** Amounts of a stored fund balance: units of the asset, US dollars per unit, US dollars. Decimal text. */
export interface BalanceAmounts {
  readonly units: string
  readonly price_usd: string | null
  readonly price_source: string | null
  readonly value_usd: string | null
}

/** Amounts of a stored open interest: contracts, units of the base asset, US dollars, US dollars per unit. */
export interface OpenInterestAmounts {
  readonly contracts: string | null
  readonly base_units: string | null
  readonly value_usd: string | null
  readonly mark_price: string | null
}

const product = (units: DecimalInput, price: DecimalInput): string => plain(dec(units).times(dec(price)))

/**
 * A fund balance with one amount replaced. Units and price carry the value along (units x price, US dollars); a
 * replaced value stands alone, without the price that led to the old one. Null withdraws a price or a value. The rule
 * is Coverline's own.
 */
export function correctBalance(stored: BalanceAmounts, field: string, now: string | null): BalanceAmounts {
  if (field === 'value_usd') return { ...stored, price_usd: null, price_source: null, value_usd: now }
  if (field === 'price_usd') {
    if (now === null) return { ...stored, price_usd: null, price_source: null, value_usd: null }
    return { ...stored, price_usd: now, value_usd: product(stored.units, now) }
  }
  if (field !== 'units' || now === null) throw new RangeError(`a balance has no "${field}" to set to ${now}`)
  const { price_usd: price } = stored
  return { ...stored, units: now, value_usd: price === null ? null : product(now, price) }
}

/**
 * An open interest with one amount replaced. Base units carry the value along (base units x mark price, US dollars)
 * where a price is known, else the value is withdrawn. Null withdraws an amount. The rule is Coverline's own.
 */
export function correctOpenInterest(
  stored: OpenInterestAmounts,
  field: string,
  now: string | null,
): OpenInterestAmounts {
  if (field === 'value_usd') return { ...stored, value_usd: now }
  if (field === 'contracts') return { ...stored, contracts: now }
  if (field !== 'base_units') throw new RangeError(`an open interest has no "${field}"`)
  const { mark_price: price } = stored
  return { ...stored, base_units: now, value_usd: now === null || price === null ? null : product(now, price) }
}

/** A withdrawn value is missing (M); one that is given for a missing one is actual (A); else as it was. */
export function correctedStatus(stored: ObsStatus, value: string | null): ObsStatus {
  if (value === null) return 'M'
  return stored === 'M' ? 'A' : stored
}

/** Two amounts are the same figure, however they are written; two missing ones are. */
export function isSameAmount(left: string | null, right: string | null): boolean {
  if (left === null || right === null) return left === right
  return dec(left).eq(dec(right))
}
