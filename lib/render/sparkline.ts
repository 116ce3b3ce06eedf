export interface Box {
  readonly width: number
  readonly height: number
  readonly padding: number
}

export interface Sparkline {
  /** SVG path data: one sub-path per unbroken run of points. */
  readonly path: string
  /** Points with no neighbour on either side, which a line cannot show. */
  readonly dots: readonly { readonly x: number; readonly y: number }[]
  /** The newest point; null when the last day has none. */
  readonly end: { readonly x: number; readonly y: number } | null
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

const DAY_MS = 86_400_000

/** The last fund value of each UTC day, oldest first, the day of `until` included; null where a day has none. */
export function dailyLast(
  points: readonly { readonly at: number; readonly fundUsd: number | null }[],
  { until, days }: { readonly until: number; readonly days: number },
): readonly (number | null)[] {
  const last = new Map(
    points.flatMap(({ at, fundUsd }) => (fundUsd === null ? [] : [[Math.floor(at / DAY_MS), fundUsd]])),
  )
  const today = Math.floor(until / DAY_MS)
  return Array.from({ length: days }, (_, index) => last.get(today - days + 1 + index) ?? null)
}

/**
 * A line through equally spaced values, broken wherever one is null. The vertical scale runs from the smallest to the
 * largest value: a sparkline shows shape, never size. Null when there is nothing to draw.
 */
export function sparkline(values: readonly (number | null)[], box: Box): Sparkline | null {
  const known = values.filter((value) => value !== null)
  if (known.length === 0) return null
  const low = Math.min(...known)
  const high = Math.max(...known)
  const innerWidth = box.width - 2 * box.padding
  const innerHeight = box.height - 2 * box.padding
  const place = (value: number, index: number) => ({
    x: round(box.padding + (values.length === 1 ? innerWidth : (index / (values.length - 1)) * innerWidth)),
    y: round(box.padding + (high === low ? innerHeight / 2 : (1 - (value - low) / (high - low)) * innerHeight)),
  })
  const runs: { x: number; y: number }[][] = []
  let run: { x: number; y: number }[] = []
  for (const [index, value] of values.entries()) {
    if (value === null) {
      run = []
      continue
    }
    if (run.length === 0) runs.push(run)
    run.push(place(value, index))
  }
  const lines = runs.filter((points) => points.length > 1)
  return {
    path: lines
      .map((points) => points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join(''))
      .join(''),
    dots: runs.flatMap((points) => (points.length === 1 ? points : [])),
    end: run.at(-1) ?? null,
  }
}
