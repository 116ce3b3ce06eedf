import { type Decimal, type DecimalInput, dec } from '@/lib/core/decimal'
import type { StressContract, StressSide } from '@/lib/core/metrics/stress'

/** An isolated position. `entry` in the quote currency per unit; `maintenance` is the maintenance margin rate. */
export interface IsolatedPosition {
  readonly contract: StressContract
  readonly side: StressSide
  readonly entry: DecimalInput
  readonly leverage: DecimalInput
  readonly maintenance: DecimalInput
}

/** Prices in the unit of the entry; null where the position has no such price. */
export interface LiquidationPrices {
  readonly bankruptcy: Decimal | null
  /** Maintenance taken on the mark value. */
  readonly liquidationOnMark: Decimal | null
  /** Maintenance taken on the entry value. */
  readonly liquidationOnEntry: Decimal | null
}

/**
 * Bankruptcy and liquidation prices of an isolated position without fees, for both conventions of maintenance
 * (methodology 2.2). An inverse short at 1x or less has no bankruptcy price. Throws RangeError on an entry or leverage
 * that is not above 0, or a maintenance outside 0 to below 1.
 */
export function liquidationPrices(position: IsolatedPosition): LiquidationPrices {
  const entry = dec(position.entry)
  const leverage = dec(position.leverage)
  const mu = dec(position.maintenance)
  if (entry.lte(0)) throw new RangeError(`entry is ${entry.toString()}; accepted: above 0`)
  if (leverage.lte(0)) throw new RangeError(`leverage is ${leverage.toString()}; accepted: above 0`)
  if (mu.lt(0) || mu.gte(1)) throw new RangeError(`maintenance is ${mu.toString()}; accepted: from 0 to below 1`)
  const towards = position.side === 'long' ? -1 : 1
  const drift = dec(1).div(leverage).times(towards)
  const keep = mu.times(towards)
  if (position.contract === 'linear') {
    return {
      bankruptcy: priceOrNone(entry.times(drift.plus(1))),
      liquidationOnMark: priceOrNone(entry.times(drift.plus(1)).div(keep.plus(1))),
      liquidationOnEntry: priceOrNone(entry.times(drift.plus(1).minus(keep))),
    }
  }
  const left = dec(1).minus(drift)
  return {
    bankruptcy: quotientOrNone(entry, left),
    liquidationOnMark: quotientOrNone(entry.times(dec(1).minus(keep)), left),
    liquidationOnEntry: quotientOrNone(entry, left.plus(keep)),
  }
}

function priceOrNone(price: Decimal): Decimal | null {
  return price.lt(0) ? null : price
}

function quotientOrNone(value: Decimal, divisor: Decimal): Decimal | null {
  return divisor.lte(0) ? null : value.div(divisor)
}
