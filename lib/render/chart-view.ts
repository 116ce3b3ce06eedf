import { atFixedPrice, priceMovement } from '@/lib/core/metrics/fixed-price'
import { indexTo100 } from '@/lib/core/metrics/index-series'
import type { ChartSeries } from '@/lib/queries/dto/chart'
import {
  hasMeasure,
  logRefusal,
  MAX_LINES,
  noteOf,
  type PlotPanel,
  type PlotSeries,
  plotPanels,
} from '@/lib/render/chart-plot'
import type { ChartMeasure, ChartScale } from '@/lib/render/chart-query'
import { formatUsdPrice } from '@/lib/render/format'

/** A price that moves by less than this share leaves nothing to tell apart. */
const LEAST_MOVEMENT = 0.001

/** What a chart shows after the reader's choices: its panels, and which choices cannot be followed, with the reason. */
export interface ChartShown {
  readonly panels: readonly PlotPanel[]
  /** The scale that is drawn; `lin` where the one asked for cannot be. */
  readonly scale: ChartScale
  readonly fit: boolean
  readonly noLog: string | null
}

/** Lines named by venue, and by asset where a venue has several; incidents say whose they are. */
export function nameByVenue(series: readonly ChartSeries[]): readonly ChartSeries[] {
  return series.map((one) => {
    const isOneOfSeveral = series.filter(({ venue }) => venue === one.venue).length > 1
    return {
      ...one,
      label: isOneOfSeveral ? `${one.name} ${one.unit ?? one.label}` : one.name,
      marks: one.marks.map((mark) => ({ ...mark, title: `${one.name}: ${mark.title}` })),
    }
  })
}

function movesInPrice(series: ChartSeries): boolean {
  const held = series.points.map(({ fundUsd, units }) => ({ valueUsd: fundUsd, units }))
  return series.unit !== null && priceMovement(held) > LEAST_MOVEMENT
}

/** Why a measure cannot be drawn from these series; null when it can. */
export function measureRefusal(series: readonly ChartSeries[], measure: ChartMeasure): string | null {
  if (measure === 'price') {
    if (series.length > 0 && series.every(({ unit }) => unit === null)) return 'the fund holds several assets'
    return series.some(movesInPrice) ? null : 'no price of the asset moves in this range'
  }
  if (hasMeasure(series, measure)) return null
  if (measure === 'units' && series.length > 0 && series.every(({ unit }) => unit === null))
    return 'the fund holds several assets'
  return measure === 'coverage' ? 'no coverage in this range' : 'no figure in this range'
}

/** One chart per fund: its value, and the same at the price of its first point. */
function pricePanels(all: readonly ChartSeries[], now: number): readonly PlotPanel[] {
  return all.filter(movesInPrice).flatMap((series) => {
    const fixed = atFixedPrice(series.points.map(({ fundUsd, units }) => ({ valueUsd: fundUsd, units })))
    return plotPanels([series], 'fund', now).flatMap((panel) => {
      const [line] = panel.series
      if (fixed === null || line === undefined) return []
      const steady: PlotSeries = {
        ...line,
        made: true,
        name: `at ${formatUsdPrice(fixed.price)} per ${series.unit}`,
        points: series.points.map((point, index) => [
          point.at,
          fixed.values[index] ?? null,
          noteOf(point),
          point.restated,
        ]),
      }
      const named = { ...line, name: 'at the price of the time' }
      return [{ ...panel, title: `${series.label}: dollars with and without price changes`, series: [named, steady] }]
    })
  })
}

function startAt100(series: PlotSeries): PlotSeries {
  const values = indexTo100(series.points.map(([, value]) => value))
  return {
    ...series,
    points: series.points.map(([at, , note, restated = false], index) => [at, values[index] ?? null, note, restated]),
  }
}

/** Lines from a common start of 100; amounts of different assets may then share one chart. */
function indexPanels(panels: readonly PlotPanel[]): readonly PlotPanel[] {
  const [first, ...others] = panels
  if (first === undefined) return []
  const sharable = first.unit.kind === 'asset' && others.length > 0
  const merged = sharable
    ? [
        {
          ...first,
          title: 'Fund in its own units',
          series: panels.flatMap(({ series }) => series).slice(0, MAX_LINES),
          omitted: [
            ...panels.flatMap(({ omitted }) => omitted),
            ...panels
              .flatMap(({ series }) => series)
              .slice(MAX_LINES)
              .map(({ name }) => name),
          ],
          marks: [...new Map(panels.flatMap(({ marks }) => marks).map((mark) => [mark.number, mark])).values()].sort(
            (a, b) => a.number - b.number,
          ),
          simulated: panels.some(({ simulated }) => simulated),
        },
      ]
    : panels
  return merged.map((panel) => ({
    ...panel,
    title: `${panel.title}, first value in view = 100`,
    unit: { kind: 'index' },
    series: panel.series.map(startAt100),
  }))
}

/** The charts of series as the reader chose to see them. */
export function viewPanels(
  series: readonly ChartSeries[],
  asked: { readonly measure: ChartMeasure; readonly scale: ChartScale; readonly fit: boolean },
  now: number,
): ChartShown {
  const plain = asked.measure === 'price' ? pricePanels(series, now) : plotPanels(series, asked.measure, now)
  const noLog = logRefusal(plain)
  const scale = asked.scale === 'log' && noLog !== null ? 'lin' : asked.scale
  const fit = asked.fit && scale !== 'log'
  const panels = scale === 'index' ? indexPanels(plain) : plain
  return { panels: fit ? panels.map((panel) => ({ ...panel, fit })) : panels, scale, fit, noLog }
}

/** What the value axis does, in one sentence. */
export function axisSentence({ scale, fit }: Pick<ChartShown, 'scale' | 'fit'>): string {
  if (scale === 'log') return 'Logarithmic scale: it does not start at zero.'
  const start =
    scale === 'index' ? 'Each line starts at 100 at its first value in view: it shows change, not size. ' : ''
  return `${start}${fit ? 'The vertical axis is fitted to the values: it does not start at zero.' : 'The vertical axis starts at zero.'}`
}
