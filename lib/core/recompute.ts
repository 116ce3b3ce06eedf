import { type Decimal, type DecimalInput, dec } from '@/lib/core/decimal'

/** Stored amounts keep 18 decimals, so a price that was itself computed is off by less than this share. */
const TOLERANCE = dec('0.000000000001')

export interface Recomputed {
  /** The product of amount and price. */
  readonly product: Decimal
  /** The stored value is that product, but for rounding in storage. */
  readonly agrees: boolean
  /** Stored value per unit of the product: what else went into it; null where the product is zero. */
  readonly factor: Decimal | null
}

/**
 * Amount x price set beside the value that was stored, for a reader who computes it again. Amount in units of an asset,
 * price per unit, value in US dollars.
 */
export function recompute(amount: DecimalInput, price: DecimalInput, stored: DecimalInput): Recomputed {
  const product = dec(amount).times(dec(price))
  const value = dec(stored)
  const away = product.minus(value).abs()
  return {
    product,
    agrees: away.lte(value.abs().times(TOLERANCE).plus('0.000000000000000001')),
    factor: product.isZero() ? null : value.div(product),
  }
}
