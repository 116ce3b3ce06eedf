import { type LinearAxis, linearAxis } from '@/lib/render/chart-axis'
import { spreadLabels } from '@/lib/render/chart-plot'

export const CURVE_HEIGHT = 320
export const CURVE_TOP = 16
export const CURVE_BOTTOM = 288
/** The width of the drawing's own coordinates; the browser stretches it to the page. */
export const CURVE_WIDTH = 10_000

const LABEL_GAP = 15
/** A line is cut where it is this many times above the fund and the chosen loss, so that both stay readable. */
const HEADROOM = 2.5
const MOST_TICKS = 7

export interface CurveInput {
  readonly lines: readonly {
    readonly name: string
    readonly points: readonly { readonly gap: number; readonly shortfall: number }[]
    readonly meets: number | null
  }[]
  readonly usable: number
  readonly gap: number
  readonly end: number
}

export interface CurveDrawing {
  readonly axis: LinearAxis
  readonly lines: readonly {
    readonly name: string
    readonly path: string
    readonly meets: { readonly percent: number; readonly y: number } | null
    readonly labelY: number
    readonly labelPercent: number
  }[]
  readonly fundY: number
  readonly gapPercent: number
  readonly valueTicks: readonly { readonly value: number; readonly y: number }[]
  readonly gapTicks: readonly { readonly gap: number; readonly percent: number }[]
}

function roundTo(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}

/** Steps of the gap axis that read well: 5, 10, 20, 50 % and so on. */
function gapTicks(end: number): readonly number[] {
  const step =
    [0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 20, 50].find((size) => end / size <= MOST_TICKS) ?? 100
  return Array.from({ length: Math.floor(end / step + 1e-9) + 1 }, (_, index) => roundTo(index * step, 6))
}

function shortfallAt(points: CurveInput['lines'][number]['points'], gap: number): number {
  return points.findLast((point) => point.gap <= gap)?.shortfall ?? 0
}

/** Where everything of the curve stands: gaps in percent of the width, amounts in pixels from the top. */
export function drawCurve({ lines, usable, gap, end }: CurveInput): CurveDrawing {
  const highest = Math.max(0, ...lines.flatMap(({ points }) => points.map(({ shortfall }) => shortfall)))
  const atGap = Math.max(0, ...lines.map(({ points }) => shortfallAt(points, gap)))
  const axis = linearAxis([Math.min(Math.max(highest, usable), Math.max(usable, atGap) * HEADROOM || highest)], 5)
  const y = (value: number) => roundTo(CURVE_BOTTOM - (value / axis.max) * (CURVE_BOTTOM - CURVE_TOP), 1)
  const percent = (at: number) => roundTo((at / end) * 100, 3)
  const ends = lines.map(
    ({ points }) => points.findLast(({ shortfall }) => shortfall <= axis.max) ?? { gap: 0, shortfall: 0 },
  )
  const labelYs = spreadLabels(
    ends.map(({ shortfall }) => y(shortfall) + 4),
    LABEL_GAP,
    CURVE_TOP + 4,
    CURVE_BOTTOM - 4,
  )
  return {
    axis,
    lines: lines.map(({ name, points, meets }, index) => ({
      name,
      path: points
        .map(
          (point, at) => `${at === 0 ? 'M' : 'L'}${Math.round((point.gap / end) * CURVE_WIDTH)} ${y(point.shortfall)}`,
        )
        .join(''),
      meets: meets === null ? null : { percent: percent(meets), y: y(usable) },
      labelY: labelYs[index] ?? CURVE_TOP,
      labelPercent: percent(ends[index]?.gap ?? 0),
    })),
    fundY: y(usable),
    gapPercent: percent(gap),
    valueTicks: axis.ticks.map((value) => ({ value, y: y(value) })),
    gapTicks: gapTicks(end).map((tick) => ({ gap: tick, percent: percent(tick) })),
  }
}
