import type { PlotPanel } from '@/lib/render/chart-plot'

/**
 * Where a key leads from a stop (null: none yet). Left and right arrows go by one, Home and End to the ends, `[` and `]`
 * to the stop of the incident before or after. Null for any other key, or where there is nowhere to go.
 */
export function nextStop(
  key: string,
  current: number | null,
  stops: readonly number[],
  marks: PlotPanel['marks'],
): number | null {
  const last = stops.length - 1
  if (last < 0) return null
  switch (key) {
    case 'ArrowRight':
      return current === null ? 0 : Math.min(current + 1, last)
    case 'ArrowLeft':
      return current === null ? last : Math.max(current - 1, 0)
    case 'Home':
      return 0
    case 'End':
      return last
    case '[':
    case ']':
      return markStop(key === ']', current, stops, marks)
    default:
      return null
  }
}

/** An incident belongs to the first stop at or after it. */
function markStop(forward: boolean, current: number | null, stops: readonly number[], marks: PlotPanel['marks']) {
  const indexes = marks.map((mark) => stops.findIndex((at) => at >= mark.at)).filter((index) => index >= 0)
  if (current === null) return (forward ? indexes[0] : indexes.at(-1)) ?? null
  const candidates = indexes.filter((index) => (forward ? index > current : index < current))
  return (forward ? candidates[0] : candidates.at(-1)) ?? null
}
