import { dec, plain } from '@/lib/core/decimal'
import type { Cell, Column } from '@/lib/export/series'
import type { ChartSeries } from '@/lib/queries/dto/chart'
import type { DecimalText } from '@/lib/queries/dto/common'
import { noteOf, type PlotPanel, seriesKey } from '@/lib/render/chart-plot'

/** One row of the table beside a chart, and of the file with the same rows. */
export interface ChartRow {
  readonly series: ChartSeries
  readonly at: number
  /** What is drawn of it on a scale of its own (from 100, or at a fixed price); null where the figures are drawn as they are. */
  readonly drawn: DecimalText | null
  readonly fundUsd: DecimalText | null
  readonly units: DecimalText | null
  readonly oiUsd: DecimalText | null
  readonly coverage: DecimalText | null
  readonly note: string | null
}

function digits(value: number | null): DecimalText | null {
  return value === null ? null : plain(dec(value))
}

/** True when the lines drawn are made of the figures and not the figures themselves. */
export function isDerived(panels: readonly PlotPanel[]): boolean {
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

const text = (name: string, description: string): Column => ({ name, kind: 'text', description })
const decimal = (name: string, description: string): Column => ({ name, kind: 'decimal', description })

/** Columns of the file with the rows of a chart. */
export const chartColumns: readonly Column[] = [
  text('venue', 'Venue slug.'),
  text('fund', 'Fund id; total for the venue.'),
  text('label', 'The name in the chart.'),
  { name: 'time', kind: 'time', description: 'Start of the hour or day; the time itself for published figures.' },
  text('interval', 'hour, day or record.'),
  decimal('fund_usd', 'Value of the fund, US dollars.'),
  decimal('units', 'Amount of the asset.'),
  text('asset', 'The asset; empty where the fund holds several.'),
  decimal('oi_usd', 'Open interest, US dollars, one side.'),
  decimal('coverage', 'fund over open interest, plain ratio.'),
  decimal('drawn', 'What is drawn, where it is made of the figures: from 100, or at a fixed price.'),
  text('drawn_unit', 'Unit of drawn.'),
  text('basis', 'collected, published or simulated.'),
  text('note', 'How the figure was made, or why it is missing.'),
]

/** The cells of a row, in the order of the columns. */
export function chartCells(row: ChartRow, unitOfDrawn: string | null): readonly Cell[] {
  const { series } = row
  return [
    series.venue,
    series.fund,
    series.label,
    new Date(row.at).toISOString(),
    series.interval,
    row.fundUsd,
    row.units,
    series.unit,
    row.oiUsd,
    row.coverage,
    row.drawn,
    row.drawn === null ? null : unitOfDrawn,
    series.basis,
    row.note,
  ]
}
