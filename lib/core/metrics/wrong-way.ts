import { type Decimal, type DecimalInput, dec, ratio, sum } from '@/lib/core/decimal'
import { type StressInput, type StressResult, stress } from '@/lib/core/metrics/stress'

/** One asset of a fund. `shock` is its fall in the scenario, `haircut` the policy discount; both ratios 0..1. */
export interface FundAsset {
  readonly asset: string
  readonly valueUsd: DecimalInput
  readonly shock: number
  readonly haircut: number
}

export interface WrongWay {
  readonly headlineUsd: Decimal
  /** The fund at the scenario's prices. */
  readonly stressedUsd: Decimal
  readonly haircutUsd: Decimal
  /** Stressed / headline value; null when the fund is empty. */
  readonly wrongWayRatio: number | null
}

/** A fund's value as shown, in the scenario and after haircuts (methodology 3.4, 3.5), in USD. */
export function measureWrongWay(assets: readonly FundAsset[]): WrongWay {
  const headlineUsd = sum(assets.map(({ valueUsd }) => dec(valueUsd)))
  const stressedUsd = sum(assets.map(({ valueUsd, shock }) => dec(valueUsd).times(dec(1).minus(shock))))
  const haircutUsd = sum(assets.map(({ valueUsd, haircut }) => dec(valueUsd).times(dec(1).minus(haircut))))
  return { headlineUsd, stressedUsd, haircutUsd, wrongWayRatio: ratio(stressedUsd, headlineUsd) }
}

/**
 * The same scenario against the three values of the fund (methodology 3.4): coverage must use the fund's value in the
 * scenario that hits the positions. Amounts in USD.
 */
export function stressWrongWay(
  assets: readonly FundAsset[],
  scenario: Omit<StressInput, 'fund' | 'usableFund'>,
): { readonly headline: StressResult; readonly stressed: StressResult; readonly haircut: StressResult } {
  const { headlineUsd, stressedUsd, haircutUsd } = measureWrongWay(assets)
  return {
    headline: stress({ ...scenario, fund: headlineUsd }),
    stressed: stress({ ...scenario, fund: stressedUsd }),
    haircut: stress({ ...scenario, fund: haircutUsd }),
  }
}

export interface Concentration {
  /** Sum of squared shares: 1 for a single asset, 1/n for n equal ones. */
  readonly hhi: number
  readonly effectiveAssets: number
}

/**
 * Herfindahl-Hirschman index and effective number of assets, pools or wallets (methodology 3.5). Null when a value is
 * negative or all are 0: shares then mean nothing.
 */
export function measureConcentration(values: readonly DecimalInput[]): Concentration | null {
  const amounts = values.map(dec)
  const total = sum(amounts)
  if (total.isZero() || amounts.some((amount) => amount.lt(0))) return null
  const hhi = sum(amounts.map((amount) => amount.div(total).pow(2)))
  return { hhi: hhi.toNumber(), effectiveAssets: dec(1).div(hhi).toNumber() }
}
