/**
 * Values as percent of the first one above zero, which becomes 100; for drawing series of different size on one axis.
 * Null stays null; values before the first one above zero are null, as is everything when there is none.
 */
export function indexTo100(values: readonly (number | null)[]): readonly (number | null)[] {
  const start = values.findIndex((value) => value !== null && value > 0)
  const base = values[start]
  if (base === undefined || base === null) return values.map(() => null)
  return values.map((value, index) => (value === null || index < start ? null : (value / base) * 100))
}
