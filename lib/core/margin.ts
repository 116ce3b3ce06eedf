import { type Decimal, dec } from '@/lib/core/decimal'

/** Highest leverage of an initial margin fraction: 1 / fraction (0.05 is 20); null for a fraction of zero or below. */
export function leverageOfMarginFraction(fraction: Decimal): Decimal | null {
  return fraction.gt(0) ? dec(1).div(fraction) : null
}
