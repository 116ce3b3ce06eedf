interface Holding {
  readonly valueUsd: number | null
  readonly units: number | null
}

/** A fund's value with and without what prices did to it. */
export interface FixedPrice {
  /** US dollars per unit at the first point that has both figures. */
  readonly price: number
  /** Units of each point times that price, in US dollars; null where the units are not known. */
  readonly values: readonly (number | null)[]
}

/**
 * What a fund of one asset would be worth had the price stayed as it was at its first point; the difference to its
 * value is what the price did (compare methodology 3.2, which splits a change at the midpoint of two prices). Null when
 * no point has both units and a value. For drawing: numbers, not decimals.
 */
export function atFixedPrice(points: readonly Holding[]): FixedPrice | null {
  const first = points.find(({ valueUsd, units }) => valueUsd !== null && units !== null && units !== 0)
  if (first === undefined || first.valueUsd === null || first.units === null) return null
  const price = first.valueUsd / first.units
  return { price, values: points.map(({ units }) => (units === null ? null : units * price)) }
}

/** Largest change of the price against its first one, as a ratio; 0 with fewer than two prices. */
export function priceMovement(points: readonly Holding[]): number {
  const prices = points.flatMap(({ valueUsd, units }) =>
    valueUsd === null || units === null || units === 0 ? [] : [valueUsd / units],
  )
  const first = prices[0]
  if (first === undefined || first === 0) return 0
  return prices.reduce((most, price) => Math.max(most, Math.abs(price / first - 1)), 0)
}
