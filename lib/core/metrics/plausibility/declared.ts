import type { Judged } from '@/lib/core/metrics/plausibility/judge'
import type { Measured, PlausibilityTest } from '@/lib/core/metrics/plausibility/measured'

/** A test in words: what it asks, its statistic, when it shows a pattern, and what would explain one innocently. */
export interface Declaration {
  readonly title: string
  readonly asks: string
  readonly statistic: string
  readonly minimum: string
  readonly pattern: string
  readonly innocent: string
}

/** Every test as it was declared before any series was looked at. */
export const declaredTests: Readonly<Record<PlausibilityTest, Declaration>> = {
  change_volume: {
    title: 'Change against volume',
    asks: 'Is the daily change of the balance reckoned from trading volume? No ledger of liquidation losses is.',
    statistic:
      'Spearman’s ρ of daily change and 24 h volume of the largest markets, with a two-sided permutation p (1,999 shuffles, fixed seed)',
    minimum: '60 days',
    pattern: '|ρ| of 0.8 or more',
    innocent: 'A fund fed by a fixed share of trading or liquidation fees moves with volume.',
  },
  change_open_interest: {
    title: 'Change against open interest',
    asks: 'Is the daily change of the balance reckoned from open interest?',
    statistic: 'Spearman’s ρ of daily change and open interest, with the same permutation p',
    minimum: '60 days',
    pattern: '|ρ| of 0.8 or more',
    innocent: 'A venue may top its fund up in proportion to open interest, by a rule of its own.',
  },
  never_decreasing: {
    title: 'Never falls',
    asks: 'Does a fund that pays for liquidations never fall through days of liquidations?',
    statistic:
      'falls on days with liquidations; p = 0.9 to the power of those days: the chance of none, were one day in ten to bring a fall',
    minimum: '60 days with liquidations, 10 of them with a rise',
    pattern: 'no fall at all',
    innocent:
      'Liquidation surplus can outweigh losses within every day; losses may be booked net, or borne elsewhere first.',
  },
  last_digit: {
    title: 'Last digits',
    asks: 'Is the last published digit spread evenly, as that of a real ledger is?',
    statistic: 'chi-square of the last digit (at most the twelfth significant) against tenths',
    minimum: '100 different amounts that move by ten units of that digit or more',
    pattern: 'a tenth of the amounts or more sits on other digits than expected',
    innocent: 'Amounts may be rounded, or booked in fixed sizes.',
  },
  leading_digit: {
    title: 'First digits of changes',
    asks: 'Do the first digits of daily changes follow Benford’s shares?',
    statistic: 'chi-square of first digits against Benford’s shares',
    minimum: '100 changes over two powers of ten or more',
    pattern: 'a fifth of the changes or more begins with other digits than expected',
    innocent: 'Fixed fees, caps, or top-ups of one size make some first digits common.',
  },
  fixed_digits: {
    title: 'Number of digits',
    asks: 'Are all amounts published with a few digits only?',
    statistic: 'most significant digits of any amount',
    minimum: '30 different amounts',
    pattern: 'never more than five',
    innocent: 'The venue may round what it shows.',
  },
  identical_pools: {
    title: 'Pools alike',
    asks: 'Do several pools hold the same amount and move together?',
    statistic: 'pools whose amounts are equal on every day and not the same on all days',
    minimum: '2 pools on 5 days',
    pattern: 'any such pair',
    innocent: 'One pool may be published under several names: its money would then be counted more than once.',
  },
  jumps: {
    title: 'Unexplained jumps',
    asks: 'Are there changes far out of line that no typed flow and no event on record explains?',
    statistic:
      'relative changes with a robust z of 10 or more that are a twentieth of the fund or more, over steps of about one length',
    minimum: '30 changes, of which at most one in twenty stands out',
    pattern: 'any such change without an explanation on record',
    innocent:
      'A top-up or a withdrawal the venue did not announce, or one large loss; such changes are rare but not strange.',
  },
  turnover: {
    title: 'Open interest against turnover',
    asks: 'Did open interest move by more than was traded? A trade changes it by its own size at most.',
    statistic:
      'market-days on which open interest ranged over more than 1.05 times the volume of the same 24 hours (linear contracts)',
    minimum: '20 market-days',
    pattern: 'two or more',
    innocent:
      'Transfers between accounts, block trades left out of volume, or open interest converted at a moving price.',
  },
  flat_lining: {
    title: 'Stands still',
    asks: 'Does the balance stand still on days of large liquidations?',
    statistic: 'share of days with three times the median liquidation or more on which the balance did not change',
    minimum: '5 such days',
    pattern: 'half of them or more',
    innocent: 'The venue may publish late or once a period, or nothing ended beyond bankruptcy and no surplus is kept.',
  },
}

const MOST_NAMED = 3

/** What a test says of its series, in a plain sentence that accuses nobody. */
export function sayOutcome(row: Measured & Judged): string {
  if (row.outcome === 'unfit') return `does not suit: ${row.unfit ?? ''}`
  if (row.outcome === 'too_few' || row.statistic === null) return `too few samples: ${row.sample} of ${row.minimum}`
  const named = row.where.slice(0, MOST_NAMED).join(', ')
  const more = row.where.length > MOST_NAMED ? ` and ${row.where.length - MOST_NAMED} more` : ''
  return SAYINGS[row.test](row.outcome === 'pattern', row.statistic, `${named}${more}`, row.sample)
}

type Saying = (pattern: boolean, statistic: number, where: string, sample: number) => string

const rho = (value: number) => value.toFixed(2).replace('-', '\u2212')

const SAYINGS: Readonly<Record<PlausibilityTest, Saying>> = {
  change_volume: (pattern, value) =>
    pattern
      ? `The daily change follows trading volume closely (ρ = ${rho(value)}).`
      : `The daily change is not reckoned from trading volume (ρ = ${rho(value)}).`,
  change_open_interest: (pattern, value) =>
    pattern
      ? `The daily change follows open interest closely (ρ = ${rho(value)}).`
      : `The daily change is not reckoned from open interest (ρ = ${rho(value)}).`,
  never_decreasing: (_, falls, __, days) =>
    falls === 0
      ? `The balance did not fall on any of ${days} days with liquidations.`
      : `The balance fell on ${falls} of ${days} days with liquidations.`,
  last_digit: (pattern) =>
    pattern ? 'Some last digits are more common than in a real ledger.' : 'Last digits are spread as in a real ledger.',
  leading_digit: (pattern) =>
    pattern
      ? 'First digits of changes differ from those of natural amounts.'
      : 'First digits of changes are those of natural amounts.',
  fixed_digits: (pattern, most) =>
    pattern
      ? `No amount has more than ${most} significant digits: they look rounded.`
      : `Amounts have up to ${most} significant digits.`,
  identical_pools: (pattern, _, where) =>
    pattern ? `These pools hold the same amounts day by day: ${where}.` : 'No two pools move alike.',
  jumps: (pattern, jumps, where) =>
    pattern
      ? `${jumps === 1 ? 'One change stands' : `${jumps} changes stand`} far out of line, with no flow or event on record to explain ${jumps === 1 ? 'it' : 'them'}: ${where}.`
      : 'No change stands out without an explanation on record.',
  turnover: (pattern, days, where, sample) =>
    pattern
      ? `On ${days} of ${sample} market-days open interest moved by more than was traded: ${where}.`
      : `On ${days} of ${sample} market-days open interest moved by more than was traded.`,
  flat_lining: (_, share, __, days) =>
    `The balance stood still on ${Math.round(share * days)} of ${days} days of large liquidations.`,
}
