import type { Basis } from '@/lib/core/observation'
import type { PlausibilityRow } from '@/lib/queries/dto/plausibility'
import { formatInteger, formatRatioPercent } from '@/lib/render/format'

/** What kind of rows were tested. */
export const basisWords: Readonly<Record<Basis, string>> = {
  collected: 'Tested are rows we collected from the venue.',
  published: 'Tested are balances typed in from publications, not collected by us.',
  simulated: 'SIMULATED rows were tested: they say nothing of the venue.',
}

/** A p value, two significant digits; never a zero. */
export function formatP(p: number): string {
  if (p < 0.0001) return '< 0.0001'
  return p >= 0.1 ? p.toFixed(2) : p.toFixed(4).replace(/0+$/, '')
}

/** The statistic of a test in its own unit. */
export function formatStatistic({ test, statistic }: Pick<PlausibilityRow, 'test' | 'statistic'>): string {
  if (statistic === null) return ''
  if (test === 'change_volume' || test === 'change_open_interest') {
    return `ρ ${statistic.toFixed(2).replace('-', '\u2212')}`
  }
  if (test === 'last_digit' || test === 'leading_digit') return `χ² ${statistic.toFixed(1)}`
  return test === 'flat_lining' ? formatRatioPercent(statistic) : formatInteger(statistic)
}
