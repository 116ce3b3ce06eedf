import { type Cell, type Column, decimal, text, time } from '@/lib/export/columns'
import type { ChartRow } from '@/lib/queries/dto/chart'

/** Columns of the file with the rows of a chart. */
export const chartColumns: readonly Column[] = [
  text('venue', 'Venue slug.'),
  text('fund', 'Fund id; total for the venue.'),
  text('label', 'The name in the chart.'),
  time('time', 'Start of the hour or day; the time itself for published figures.'),
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
