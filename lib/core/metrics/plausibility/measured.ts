/** The tests, declared before looking (methodology 3.6 and section 6, items 1, 2, 3, 7, 8 and 10). */
export type PlausibilityTest =
  | 'change_volume'
  | 'change_open_interest'
  | 'never_decreasing'
  | 'last_digit'
  | 'leading_digit'
  | 'fixed_digits'
  | 'identical_pools'
  | 'jumps'
  | 'turnover'
  | 'flat_lining'

/** What a test measured. Below its minimum, or with `unfit` set, it has nothing to say. */
export interface Measured {
  readonly test: PlausibilityTest
  readonly sample: number
  readonly minimum: number
  readonly statistic: number | null
  /** Null for tests that count what should not occur at all. */
  readonly p: number | null
  /** The statistic is beyond the size declared for the test. */
  readonly large: boolean
  /** Why the series does not suit the test, though it is long enough. */
  readonly unfit: string | null
  /** Days, markets or pools behind the statistic. */
  readonly where: readonly string[]
}

/** A test without enough samples. */
export function tooFew(test: PlausibilityTest, sample: number, minimum: number): Measured {
  return { test, sample, minimum, statistic: null, p: null, large: false, unfit: null, where: [] }
}

/** A series a test does not suit. */
export function unfit(test: PlausibilityTest, sample: number, minimum: number, reason: string): Measured {
  return { ...tooFew(test, sample, minimum), unfit: reason }
}
