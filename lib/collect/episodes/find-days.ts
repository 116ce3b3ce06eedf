/** Highest and lowest units of one asset of a fund on one UTC day. */
export interface DayRange {
  readonly fund: string
  readonly asset: string
  /** Days since the epoch. */
  readonly day: number
  readonly lowest: number
  readonly highest: number
}

/** Days of a fund to look through sample by sample, both included. */
export interface DaySpan {
  readonly fund: string
  readonly first: number
  readonly last: number
}

/** A little less than the smallest fall that counts: nothing may be lost to rounding. */
const NEARLY_MINOR = 0.992
/** A window of 24 hours with its slack reaches into the second day before. */
const WINDOW_DAYS = 2

/**
 * The days on which a fund may have fallen far enough to be looked at: its lowest against the highest of that day and
 * of the two before, or of the last day before them that has a balance. Days that may belong to one episode are one span.
 */
export function findDays(ranges: readonly DayRange[]): readonly DaySpan[] {
  const spans: DaySpan[] = []
  for (const [fund, days] of candidateDays(ranges)) {
    for (const day of [...days].sort((a, b) => a - b)) {
      const last = spans.at(-1)
      if (last?.fund === fund && day - last.last <= WINDOW_DAYS) spans[spans.length - 1] = { ...last, last: day }
      else spans.push({ fund, first: day, last: day })
    }
  }
  return spans
}

function candidateDays(ranges: readonly DayRange[]): ReadonlyMap<string, ReadonlySet<number>> {
  const found = new Map<string, Set<number>>()
  const ordered = [...ranges].sort((a, b) => a.day - b.day)
  const before = new Map<string, readonly DayRange[]>()
  for (const range of ordered) {
    const key = `${range.fund}\n${range.asset}`
    const known = before.get(key) ?? []
    const near = known.filter(({ day }) => range.day - day <= WINDOW_DAYS)
    const compared = near.length > 0 ? near : known.slice(-1)
    const highest = Math.max(range.highest, ...compared.map((one) => one.highest))
    if (highest > 0 && range.lowest < highest * NEARLY_MINOR) {
      found.set(range.fund, (found.get(range.fund) ?? new Set()).add(range.day))
    }
    before.set(key, [...(near.length > 0 ? near : known.slice(-1)), range])
  }
  return found
}
