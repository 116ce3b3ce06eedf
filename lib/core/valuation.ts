import type { Decimal } from '@/lib/core/decimal'
import type { ObsStatus, PriceSource } from '@/lib/core/observation'
import { isUsdAtPar, PAR } from '@/lib/core/par'

/** The money fields of a balance: units, the price used and their product; or no value with the reason. */
export interface BalanceValue {
  readonly units: Decimal
  readonly priceUsd: Decimal | null
  readonly priceSource: PriceSource | null
  readonly valueUsd: Decimal | null
  readonly status: ObsStatus
  readonly reason: string | null
}

/**
 * US dollars of a balance (decision 4): the given index price of the same pass, else par for the dollar and its
 * stablecoins, else no value with the reason. `units` is in whole coins and may be negative.
 */
export function valueBalance(asset: string, units: Decimal, indexUsd: Decimal | null = null): BalanceValue {
  if (indexUsd?.gt(0)) return priced(units, indexUsd, 'index')
  if (isUsdAtPar(asset)) return priced(units, PAR, 'par')
  return {
    units,
    priceUsd: null,
    priceSource: null,
    valueUsd: null,
    status: 'M',
    reason: `no dollar price for ${asset} in this pass`,
  }
}

function priced(units: Decimal, priceUsd: Decimal, priceSource: PriceSource): BalanceValue {
  return { units, priceUsd, priceSource, valueUsd: units.times(priceUsd), status: 'A', reason: null }
}

/** Whole units of an amount given in minor units: amount / 10^decimals (1,000,000 with 6 decimals is 1). */
export function fromMinorUnits(amount: Decimal, decimals: number): Decimal {
  return amount.div(10 ** decimals)
}
