import type { ChartRow } from '@/lib/queries/dto/chart'
import { drawnUnit } from '@/lib/render/chart-cells'
import type { PlotPanel } from '@/lib/render/chart-plot'
import { formatCompact, formatCount } from '@/lib/render/format'
import { formatTime } from '@/lib/render/time'
import { Absent } from './absent'
import { ColumnHeader, DataTable, NumberCell } from './data-table'
import styles from './history-table.module.css'
import { Percent, Units, Usd } from './value'

/** A reader of the chart looks up the last few; more rows make every visit slower. */
const FEW_ROWS = 8
/** A page stays readable with this many rows; the download has all. */
const MOST_ROWS = 400

export const HISTORY_TABLE_ID = 'history-table'

/** The same figures as the chart, newest first. */
export function HistoryTable({
  rows,
  panels,
  whole,
  wholeHref,
  csvHref,
  exactHref,
}: {
  readonly rows: readonly ChartRow[]
  readonly panels: readonly PlotPanel[]
  /** The reader asked for more than the newest few. */
  readonly whole: boolean
  readonly wholeHref: string
  /** The rows of this table, all of them. */
  readonly csvHref: string
  /** The series behind it, with every digit. */
  readonly exactHref: string
}) {
  if (rows.length === 0) return null
  const several = new Set(rows.map(({ series }) => series)).size > 1
  const shown = rows.slice(0, whole ? MOST_ROWS : FEW_ROWS)
  const most = Math.min(rows.length, MOST_ROWS)
  const unit = drawnUnit(panels)
  return (
    <details className={styles.twin} id={HISTORY_TABLE_ID} open={whole}>
      <summary>The chart as a table</summary>
      <p className={styles.count}>
        {shown.length === rows.length
          ? formatCount(rows.length, 'row')
          : `The newest ${shown.length} of ${rows.length} rows`}
        .
      </p>
      <p className={styles.note}>
        {shown.length === most ? null : (
          <>
            <a href={wholeHref}>{most === rows.length ? `All ${most} rows here` : `The newest ${most} rows here`}</a>.{' '}
          </>
        )}
        <a href={csvHref}>All rows of this chart (CSV)</a>. With every digit: <a href={exactHref}>coverage (CSV)</a>.
      </p>
      <DataTable caption="The chart as a table, newest first">
        <thead>
          <tr>
            <ColumnHeader>Time (UTC)</ColumnHeader>
            {several ? <ColumnHeader>Fund</ColumnHeader> : null}
            {unit === null ? null : <ColumnHeader numeric>Drawn: {unit}</ColumnHeader>}
            <ColumnHeader numeric>Value</ColumnHeader>
            <ColumnHeader numeric>Units</ColumnHeader>
            <ColumnHeader numeric>Open interest</ColumnHeader>
            <ColumnHeader numeric>Coverage</ColumnHeader>
            <ColumnHeader>Note</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ series, at, drawn, fundUsd, units, oiUsd, coverage, note }) => (
            <tr key={`${series.venue} ${series.fund} ${series.unit} ${at}`}>
              <th scope="row">{formatTime(at)}</th>
              {several ? <td>{series.label}</td> : null}
              {unit === null ? null : (
                <NumberCell>
                  {drawn === null ? <Absent reason="not drawn" /> : <data value={drawn}>{formatCompact(drawn)}</data>}
                </NumberCell>
              )}
              <NumberCell>
                <Usd value={fundUsd} reason={series.unit === null ? 'no figure' : 'no price'} />
              </NumberCell>
              <NumberCell>
                {series.unit === null ? (
                  <Absent reason="several assets" />
                ) : (
                  <Units value={units} asset={series.unit} reason="no figure" />
                )}
              </NumberCell>
              <NumberCell>
                <Usd value={oiUsd} reason="no figure" />
              </NumberCell>
              <NumberCell>
                <Percent value={coverage === null ? null : Number(coverage)} reason="not stated" />
              </NumberCell>
              <td>{note ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </details>
  )
}
