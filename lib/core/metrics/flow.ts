import { type Decimal, type DecimalInput, dec, sum } from '@/lib/core/decimal'

/** One asset of a fund at two moments. */
export interface AssetChange {
  readonly unitsBefore: DecimalInput
  readonly unitsAfter: DecimalInput
  readonly priceUsdBefore: DecimalInput
  readonly priceUsdAfter: DecimalInput
}

export interface ChangeSplit {
  readonly flowUsd: Decimal
  readonly priceUsd: Decimal
  /** Value after less value before; equals flow + price with no residual. */
  readonly changeUsd: Decimal
}

/**
 * Splits the change of a fund's USD value into flow and price at the midpoint (methodology 3.2): flow = sum of
 * (q1-q0)(p0+p1)/2, price = sum of (q0+q1)/2 (p1-p0). Exact for stored amounts (18 decimals) up to 1e20 USD.
 */
export function splitChange(assets: readonly AssetChange[]): ChangeSplit {
  const parts = assets.map((asset) => {
    const unitsBefore = dec(asset.unitsBefore)
    const unitsAfter = dec(asset.unitsAfter)
    const priceBefore = dec(asset.priceUsdBefore)
    const priceAfter = dec(asset.priceUsdAfter)
    return {
      flow: unitsAfter.minus(unitsBefore).times(priceBefore.plus(priceAfter)).div(2),
      price: unitsBefore.plus(unitsAfter).times(priceAfter.minus(priceBefore)).div(2),
      change: unitsAfter.times(priceAfter).minus(unitsBefore.times(priceBefore)),
    }
  })
  return {
    flowUsd: sum(parts.map((part) => part.flow)),
    priceUsd: sum(parts.map((part) => part.price)),
    changeUsd: sum(parts.map((part) => part.change)),
  }
}

/**
 * One step of the flow-adjusted index (methodology 3.1): previous x (1 + flow / value before). A withdrawal or an
 * injection shows in it, a price change does not. Flow and value in USD. Null when the value before is 0 or less.
 */
export function advanceFlowIndex(
  previous: DecimalInput,
  flowUsd: DecimalInput,
  valueUsdBefore: DecimalInput,
): Decimal | null {
  const value = dec(valueUsdBefore)
  if (value.lte(0)) return null
  return dec(previous).times(dec(flowUsd).div(value).plus(1))
}
