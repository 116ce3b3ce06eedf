import { indexTo100 } from '@/lib/core/metrics/index-series'
import type { ChartSeries } from '@/lib/queries/dto/chart'
import { type PlotPanel, plotPanels } from '@/lib/render/chart-plot'
import type { CompareMeasure } from './query'

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

function indexed(panel: PlotPanel): PlotPanel {
  return {
    ...panel,
    title: `${panel.title}, first value in view = 100`,
    unit: { kind: 'index' },
    series: panel.series.map((one) => {
      const values = indexTo100(one.points.map(([, value]) => value))
      return { ...one, points: one.points.map(([at, , note], index) => [at, values[index] ?? null, note] as const) }
    }),
  }
}

/** The one chart of a comparison; empty when no venue has a value to draw. */
export function comparePanels(
  series: readonly ChartSeries[],
  measure: CompareMeasure,
  isIndexed: boolean,
  now: number,
): readonly PlotPanel[] {
  const panels = plotPanels(nameByVenue(series), measure, now)
  return isIndexed ? panels.map(indexed) : panels
}
