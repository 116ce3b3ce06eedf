/** A time in every month of a half-open range. */
export function monthsOf({ from, to }: { readonly from: Date; readonly to: Date }): readonly Date[] {
  const months: Date[] = []
  for (let at = Date.UTC(from.getUTCFullYear(), from.getUTCMonth()); at < to.getTime(); ) {
    const month = new Date(at)
    months.push(month)
    at = Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1)
  }
  return months
}
