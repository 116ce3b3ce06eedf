import type { AssetClass } from '@/lib/core/metrics/asset-policy'
import type { LawName } from '@/lib/core/metrics/stress-coverage'
import type { IsoTime } from '@/lib/queries/dto/common'
import type { WorstDrawRow, WorstDraws } from '@/lib/queries/dto/measures'
import { formatAge, formatDay, formatInteger, formatTime } from '@/lib/render/format'

/** How an asset of a fund is taken to move. */
export const assetKindWords: Readonly<Record<AssetClass, string>> = {
  stable: 'stays at one dollar (assumed)',
  major: 'falls as far as the market (assumed)',
  crypto: 'falls as far as the market (assumed)',
  native: 'the venue’s own token: counts zero',
  total: 'a dollar total: what it is made of is not known',
  unknown: 'no rule for it',
}

/** The leverage law a shortfall is reckoned by. */
export const lawWords: Readonly<Record<LawName, string>> = {
  high: 'high leverage',
  central: 'central',
  low: 'low leverage',
}

export function drawWindowWords(window: WorstDrawRow['window']): string {
  return window === '1d' ? 'fall in a day' : 'fall in 7 days'
}

const BASIS_WORDS = {
  units: 'in units of its asset',
  dollars: 'in dollars: price changes of what it holds are in it',
  flow_index: 'free of price changes',
} as const

/** What the worst draw was looked for in, and what it cannot have seen. */
export function samplingSentence({ since, hourlySince, typicalStepMs, samples, basis, windows }: WorstDraws): string {
  if (since === null) return `Worst draw: ${windows[0]?.reason ?? 'no history yet'}.`
  const hours =
    hourlySince === null ? 'one a day' : `at most one an hour since ${formatDay(hourlySince)}, one a day before`
  const step = typicalStepMs === null ? '' : `, half of them within ${formatAge(typicalStepMs)} of the one before`
  const unit = BASIS_WORDS[basis ?? 'flow_index']
  return `Worst draw over ${formatInteger(samples)} samples since ${formatTime(since)} UTC (${hours}${step}; ${unit}). A hole filled again between two samples is not seen.`
}

/** When the balances behind a block were observed. */
export function balancesAsOf(observedAt: IsoTime | null): string {
  return observedAt === null
    ? ''
    : `Balances as of ${formatTime(observedAt)} UTC; evidence per balance in the table of funds.`
}
