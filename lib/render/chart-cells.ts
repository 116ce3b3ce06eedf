import { dec, plain } from '@/lib/core/decimal'
import type { ChartRow, ChartSeries } from '@/lib/queries/dto/chart'
import type { DecimalText } from '@/lib/queries/dto/common'
import { noteOf, type PlotPanel, seriesKey } from '@/lib/render/chart-plot'

function digits(value: number | null): DecimalText | null {
  return value === null ? null : plain(dec(value))
}

/** True when the lines drawn are made of the figures and not the figures themselves. */
function isDerived(panels: readonly PlotPanel[]): boolean {
  return panels.some(({ unit, series }) => unit.kind === 'index' || series.some(({ made }) => made === true))
}

function drawnValues(panels: readonly PlotPanel[]): ReadonlyMap<string, number> {
  const values = new Map<string, number>()
  for (const { unit, series } of panels) {
    for (const line of series) {
      if (unit.kind !== 'index' && line.made !== true) continue
      for (const [at, value] of line.points) if (value !== null) values.set(`${line.key} ${at}`, value)
    }
  }
  return values
}

/** The rows behind a chart, newest first, lines in the order given. */
export function chartRows(series: readonly ChartSeries[], panels: readonly PlotPanel[]): readonly ChartRow[] {
  const drawn = drawnValues(panels)
  return series
    .flatMap((one) =>
      one.points.map(
        (point): ChartRow => ({
          series: one,
          at: point.at,
          drawn: digits(drawn.get(`${seriesKey(one)} ${point.at}`) ?? null),
          fundUsd: digits(point.fundUsd),
          units: digits(point.units),
          oiUsd: digits(point.oiUsd),
          coverage: digits(point.coverage),
          note: noteOf(point),
        }),
      ),
    )
    .sort((a, b) => b.at - a.at)
}

/** What the extra column of drawn values is called. */
export function drawnUnit(panels: readonly PlotPanel[]): string | null {
  if (!isDerived(panels)) return null
  return panels.some(({ unit }) => unit.kind === 'index') ? 'first value in view = 100' : 'US dollars at a fixed price'
}
