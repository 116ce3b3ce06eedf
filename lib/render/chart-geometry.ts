import { type LinearAxis, type Tick, timeTicks } from '@/lib/render/chart-axis'
import { type PlotPanel, type PlotSeries, runsOf, spreadLabels } from '@/lib/render/chart-plot'
import { markSign, markWord } from '@/lib/render/words'

/** Heights in pixels, shared by the chart in the HTML and the one on the canvas, so that one can replace the other. */
export const CHART_HEIGHT = 320
export const PLOT_TOP = 24
export const PLOT_BOTTOM = 292
/** The width of the drawing's own coordinates; the browser stretches it to the page. */
export const PLOT_WIDTH = 10_000

const LABEL_GAP = 15
/** Incidents nearer than this share of the width share a label. */
const MARK_GAP_PERCENT = 2
const MOST_TIME_TICKS = 7

/** Dash patterns, so that colour is never the only difference between lines. */
export const DASHES: readonly (readonly number[])[] = [[], [7, 3], [2, 2], [9, 3, 2, 3], [14, 4], [4, 4]]

export interface Drawing {
  readonly lines: readonly DrawnLine[]
  readonly labels: readonly { readonly name: string; readonly y: number }[]
  readonly timeTicks: readonly (Tick & { readonly percent: number; readonly anchor: 'start' | 'middle' | 'end' })[]
  readonly valueTicks: readonly { readonly value: number; readonly y: number }[]
  readonly marks: readonly DrawnMark[]
  /** Where the first late source stopped; null when all are on time. */
  readonly stalePercent: number | null
  /** What to write into the hatched end: whose figure is missing, where only some are. */
  readonly staleText: string
}

interface DrawnLine {
  readonly name: string
  readonly path: string
  /** Single observations: hollow points. */
  readonly dots: readonly Place[]
  /** Observations stored again since: small squares. */
  readonly restated: readonly Place[]
}

/** An incident's line. Of lines too near one another only the first is labelled, for all of them. */
export interface DrawnMark {
  readonly percent: number
  /** `9`, or `10, 12` or `13–16` for neighbours; null under a neighbour's label. */
  readonly label: string | null
  /** The kind of incident, where there is room for it. */
  readonly word: string | null
  /** The sign of its kind, at the head of its line. */
  readonly sign: string
}

export interface Place {
  readonly percent: number
  readonly y: number
}

function roundTo(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}

/** Positions on a panel: time as a share of the width in percent, values as pixels from the top. */
export function scales(panel: Pick<PlotPanel, 'from' | 'to'>, axis: LinearAxis, log: boolean) {
  const span = panel.to - panel.from
  const transform = log ? Math.log10 : (value: number) => value
  const low = transform(axis.min)
  const height = transform(axis.max) - low
  return {
    percent: (at: number) => roundTo(span === 0 ? 50 : ((at - panel.from) / span) * 100, 3),
    y: (value: number) => roundTo(PLOT_BOTTOM - ((transform(value) - low) / height) * (PLOT_BOTTOM - PLOT_TOP), 1),
  }
}

/** More squares than this would hide the line; the table marks every restated figure. */
const MOST_SQUARES = 60

/** Observations of a line that were stored again since, where they are few enough to be marked one by one. */
export function restatedPoints(series: PlotSeries): readonly { readonly at: number; readonly value: number }[] {
  const points = series.points.flatMap(([at, value, , restated]) =>
    restated === true && value !== null ? [{ at, value }] : [],
  )
  return points.length > MOST_SQUARES ? [] : points
}

/** SVG path data of a step line (a balance holds until the next observation), broken where the data is. */
function stepPath(series: PlotSeries, at: (time: number) => number, y: (value: number) => number): string {
  return runsOf(series)
    .filter((run) => run.length > 1)
    .map((run) =>
      run
        .map((point, index) =>
          index === 0 ? `M${at(point.at)} ${y(point.value)}` : `H${at(point.at)}V${y(point.value)}`,
        )
        .join(''),
    )
    .join('')
}

/** Labels the lines of incidents, given in order of time. */
export function labelMarks(marks: PlotPanel['marks'], percent: (at: number) => number): readonly DrawnMark[] {
  const clusters: { marks: PlotPanel['marks'][number][]; end: number }[] = []
  for (const mark of marks) {
    const cluster = clusters.at(-1)
    if (cluster !== undefined && percent(mark.at) - cluster.end < MARK_GAP_PERCENT) {
      cluster.marks.push(mark)
      cluster.end = percent(mark.at)
    } else clusters.push({ marks: [mark], end: percent(mark.at) })
  }
  return clusters.flatMap(({ marks: near }) =>
    near.map((mark, index) => {
      const numbers = near.map(({ number }) => number)
      const label = numbers.length > 2 ? `${numbers[0]}–${numbers.at(-1)}` : numbers.join(', ')
      const word = near.length === 1 ? markWord(mark.kind) : null
      return { percent: percent(mark.at), label: index === 0 ? label : null, word, sign: markSign(mark.kind) }
    }),
  )
}

/** Everything a static picture of the panel needs. */
export function drawPanel(panel: PlotPanel, axis: LinearAxis, log: boolean): Drawing {
  const { percent, y } = scales(panel, axis, log)
  const wide = (time: number) => Math.round(percent(time) * (PLOT_WIDTH / 100))
  const ends = panel.series.map((series) => runsOf(series).at(-1)?.at(-1)?.value ?? axis.min)
  const labelYs = spreadLabels(
    ends.map((value) => y(value) - 6),
    LABEL_GAP,
    PLOT_TOP,
    PLOT_BOTTOM - 2,
  )
  const late = panel.series.filter(({ staleFrom }) => staleFrom !== null)
  const stale = late.flatMap(({ staleFrom }) => staleFrom ?? [])
  return {
    lines: panel.series.map((series) => ({
      name: series.name,
      path: stepPath(series, wide, y),
      dots: runsOf(series).flatMap((run) =>
        run.length === 1 ? run.map((point) => ({ percent: percent(point.at), y: y(point.value) })) : [],
      ),
      restated: restatedPoints(series).map((point) => ({ percent: percent(point.at), y: y(point.value) })),
    })),
    labels: panel.series.map(({ name }, index) => ({ name, y: labelYs[index] ?? PLOT_TOP })),
    timeTicks: timeTicks(panel.from, panel.to, MOST_TIME_TICKS).map((tick) => {
      const share = percent(tick.at)
      return { ...tick, percent: share, anchor: share < 5 ? 'start' : share > 95 ? 'end' : 'middle' }
    }),
    valueTicks: axis.ticks.map((value) => ({ value, y: y(value) })),
    marks: labelMarks(panel.marks, percent),
    stalePercent: stale.length === 0 ? null : Math.max(0, percent(Math.min(...stale))),
    staleText:
      late.length < panel.series.length
        ? `no current figure: ${late.map(({ name }) => name).join(', ')}`
        : 'no current figure',
  }
}
