import type { ChartMark, ChartPoint, ChartSeries } from '@/lib/queries/dto/chart'
import { fittedAxis, type LinearAxis, linearAxis, logAxis } from '@/lib/render/chart-axis'
import type { ChartMeasure } from '@/lib/render/chart-query'

/** One observation as drawn: when, how much (null: no figure), what to say of it (null: nothing unusual), if restated. */
export type PlotPoint = readonly [at: number, value: number | null, note: string | null, restated?: boolean]

export interface PlotSeries {
  readonly name: string
  /** Which series it is drawn from, whatever it is called. */
  readonly key?: string
  /** Made of the figures: drawn at a fixed price. */
  readonly made?: boolean
  readonly points: readonly PlotPoint[]
  readonly breakAfterMs: number
  readonly staleFrom: number | null
}

export interface PlotMark extends ChartMark {
  /** From 1, in order of time; the list under the chart uses the same numbers. */
  readonly number: number
}

/** What the values of a panel are: dollars, a ratio, a share of the first value in percent, or an amount of one asset. */
export type PlotUnit =
  | { readonly kind: 'usd' }
  | { readonly kind: 'ratio' }
  | { readonly kind: 'index' }
  | { readonly kind: 'asset'; readonly asset: string }

/** One chart: series that share a unit, and so an axis. */
export interface PlotPanel {
  readonly title: string
  readonly unit: PlotUnit
  readonly series: readonly PlotSeries[]
  readonly marks: readonly PlotMark[]
  readonly from: number
  readonly to: number
  readonly simulated: boolean
  /** Series beyond the most that one chart can show, by name. */
  readonly omitted: readonly string[]
  /** The value axis fits the values instead of starting at zero. */
  readonly fit?: boolean
}

/** More lines than this cannot be told apart. */
export const MAX_LINES = 6

const STATUS_NOTES: Readonly<Record<ChartPoint['status'], string | null>> = {
  A: null,
  E: 'estimated',
  P: 'provisional',
  M: 'missing',
  B: 'break in the series',
}

/** What can be drawn as it stands; `price` is made of two of them. */
export type PlainMeasure = Exclude<ChartMeasure, 'price'>

function measured(point: ChartPoint, measure: PlainMeasure): number | null {
  if (measure === 'fund') return point.fundUsd
  return measure === 'coverage' ? point.coverage : point.units
}

/** What is unusual about a point: how it was made, restated, and why it is missing; null for nothing. */
export function noteOf(point: ChartPoint): string | null {
  const restated = point.restated ? 'restated since it was first stored' : null
  const notes = [STATUS_NOTES[point.status], restated, point.reason].filter((note) => note !== null)
  return notes.length === 0 ? null : notes.join(': ')
}

/** Tells the lines of a chart apart, whatever they are called. */
export function seriesKey({ venue, fund, unit }: Pick<ChartSeries, 'venue' | 'fund' | 'unit'>): string {
  return `${venue} ${fund} ${unit ?? ''}`
}

function toPlotSeries(series: ChartSeries, measure: PlainMeasure): PlotSeries {
  return {
    name: series.label,
    key: seriesKey(series),
    points: series.points.map((point) => [point.at, measured(point, measure), noteOf(point), point.restated] as const),
    breakAfterMs: series.breakAfterMs,
    staleFrom: series.staleFrom,
  }
}

/** The values that are known, in order of time. */
export function knownValues(series: Pick<PlotSeries, 'points'>): readonly number[] {
  return series.points.flatMap(([, value]) => (value === null ? [] : [value]))
}

/** True when the measure has at least `atLeast` values in one of the series. */
export function hasMeasure(series: readonly ChartSeries[], measure: PlainMeasure, atLeast = 1): boolean {
  return series.some(
    (one) =>
      (measure !== 'units' || one.unit !== null) &&
      one.points.filter((point) => measured(point, measure) !== null).length >= atLeast,
  )
}

/** What to draw when the address does not say: published balances in their own units, collected funds in dollars. */
export function preferredMeasure(series: readonly ChartSeries[]): PlainMeasure {
  if (!hasMeasure(series, 'fund')) return hasMeasure(series, 'units') ? 'units' : 'fund'
  return series.some((one) => one.basis === 'published') && hasMeasure(series, 'units') ? 'units' : 'fund'
}

function markKey(mark: ChartMark): string {
  return `${mark.at} ${mark.title}`
}

/** Incidents of all series between two moments, each once, numbered in order of time. */
function numberMarks(series: readonly ChartSeries[], from: number, to: number): readonly PlotMark[] {
  const within = series.flatMap((one) => one.marks).filter((mark) => mark.at >= from && mark.at <= to)
  const unique = [...new Map(within.map((mark) => [markKey(mark), mark])).values()]
  return unique.sort((a, b) => a.at - b.at).map((mark, index) => ({ ...mark, number: index + 1 }))
}

/** The incidents of some series, from their first point on. */
function marksOf(numbered: readonly PlotMark[], series: readonly ChartSeries[], from: number): readonly PlotMark[] {
  const keys = new Set(series.flatMap((one) => one.marks).map(markKey))
  return numbered.filter((mark) => mark.at >= from && keys.has(markKey(mark)))
}

/** When a series has its first and its last value; empty when it has none. */
function knownTimes(series: ChartSeries, measure: PlainMeasure): readonly number[] {
  const known = series.points.filter((point) => measured(point, measure) !== null)
  return [known[0]?.at, known.at(-1)?.at].filter((at) => at !== undefined)
}

function lastKnown(series: PlotSeries): number {
  return knownValues(series).at(-1) ?? Number.NEGATIVE_INFINITY
}

/**
 * Charts of one measure: amounts of different assets never share an axis, so `units` makes one chart per asset. Time
 * runs from the first point to the last, or to `now` where a series is late. Series without a value are left out.
 */
export function plotPanels(all: readonly ChartSeries[], measure: PlainMeasure, now: number): readonly PlotPanel[] {
  const drawn = all.filter((series) => hasMeasure([series], measure))
  if (drawn.length === 0) return []
  const keys = measure === 'units' ? [...new Set(drawn.map((series) => series.unit ?? ''))] : [measure]
  const times = drawn.flatMap((series) => knownTimes(series, measure))
  const from = Math.min(...times)
  const to = drawn.some((series) => series.staleFrom !== null) ? now : Math.max(...times)
  const numbered = numberMarks(drawn, from, to)
  return keys.map((key) => {
    const members = measure === 'units' ? drawn.filter((series) => series.unit === key) : drawn
    const ranked = members.map((series) => toPlotSeries(series, measure)).sort((a, b) => lastKnown(b) - lastKnown(a))
    const unit: PlotUnit =
      measure === 'units' ? { kind: 'asset', asset: key } : { kind: measure === 'fund' ? 'usd' : 'ratio' }
    return {
      title:
        measure === 'units' ? `Fund in ${key}` : measure === 'fund' ? 'Fund in US dollars' : 'Fund, % of open interest',
      unit,
      series: ranked.slice(0, MAX_LINES),
      marks: marksOf(numbered, members, Math.min(...members.flatMap((series) => knownTimes(series, measure)))),
      from,
      to,
      simulated: members.some((series) => series.basis === 'simulated'),
      omitted: ranked.slice(MAX_LINES).map(({ name }) => name),
    }
  })
}

/** Why a logarithmic scale cannot be used; null when it can. */
export function logRefusal(panels: readonly PlotPanel[]): string | null {
  const values = panels.flatMap((panel) => panel.series.flatMap(knownValues))
  if (values.length === 0) return 'there is nothing to draw'
  return values.every((value) => value > 0) ? null : 'a logarithmic scale cannot show zero or less, and some values are'
}

/** The value axis of a panel. */
export function valueAxis(panel: PlotPanel, log: boolean): LinearAxis {
  const values = panel.series.flatMap(knownValues)
  if (log) return logAxis(values)
  return panel.fit === true ? fittedAxis(values, 5) : linearAxis(values, 5)
}

/** Unbroken runs: a line is not drawn over a missing value, nor over a gap longer than the series allows. */
export function runsOf(series: PlotSeries): readonly (readonly { readonly at: number; readonly value: number }[])[] {
  const runs: { at: number; value: number }[][] = []
  let run: { at: number; value: number }[] = []
  for (const [at, value] of series.points) {
    const previous = run.at(-1)
    if (value === null || (previous !== undefined && at - previous.at > series.breakAfterMs)) run = []
    if (value === null) continue
    if (run.length === 0) runs.push(run)
    run.push({ at, value })
  }
  return runs
}

/** Moves labels apart so that none covers another: `gap` between neighbours, all within `[top, bottom]`. */
export function spreadLabels(ys: readonly number[], gap: number, top: number, bottom: number): readonly number[] {
  const order = ys.map((y, index) => ({ y, index })).sort((a, b) => a.y - b.y)
  const placed: number[] = []
  for (const { y } of order) {
    const previous = placed.at(-1)
    placed.push(Math.max(top, previous === undefined ? y : Math.max(y, previous + gap)))
  }
  for (let index = placed.length - 1, limit = bottom; index >= 0; index -= 1) {
    const y = Math.min(placed[index] ?? limit, limit)
    placed[index] = y
    limit = y - gap
  }
  const result = [...ys]
  for (const [position, { index }] of order.entries()) result[index] = placed[position] ?? result[index] ?? top
  return result
}
