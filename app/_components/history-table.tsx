import { dec, plain } from '@/lib/core/decimal'
import type { ChartSeries } from '@/lib/queries/dto/chart'
import { noteOf } from '@/lib/render/chart-plot'
import { formatTime } from '@/lib/render/time'
import { Absent } from './absent'
import { ColumnHeader, DataTable, NumberCell } from './data-table'
import styles from './history-table.module.css'
import { Percent, Units, Usd } from './value'

/** A page stays readable with this many rows; the download has all. */
const MOST_ROWS = 400

function text(value: number | null): string | null {
  return value === null ? null : plain(dec(value))
}

/** The same figures as the chart, newest first. */
export function HistoryTable({ venue, series }: { readonly venue: string; readonly series: readonly ChartSeries[] }) {
  const rows = series
    .flatMap((one) => one.points.map((point) => ({ label: one.label, fund: one.fund, unit: one.unit, point })))
    .sort((a, b) => b.point.at - a.point.at)
  if (rows.length === 0) return null
  const several = series.length > 1
  const shown = rows.slice(0, MOST_ROWS)
  const interval = series.some((one) => one.interval === 'hour') ? 'hour' : 'day'
  return (
    <details className={styles.twin} id="history-table">
      <summary>The chart as a table</summary>
      <p className={styles.note}>
        {shown.length === rows.length ? `${rows.length} rows.` : `The newest ${shown.length} of ${rows.length} rows.`}{' '}
        All of them: <a href={`/api/v1/coverage.csv?venue=${venue}&interval=${interval}`}>coverage (CSV)</a>,{' '}
        <a href={`/api/v1/fund-balances.csv?venue=${venue}`}>balances (CSV)</a>.
      </p>
      <DataTable caption="The chart as a table, newest first">
        <thead>
          <tr>
            <ColumnHeader>Time (UTC)</ColumnHeader>
            {several ? <ColumnHeader>Fund</ColumnHeader> : null}
            <ColumnHeader numeric>Value</ColumnHeader>
            <ColumnHeader numeric>Units</ColumnHeader>
            <ColumnHeader numeric>Open interest</ColumnHeader>
            <ColumnHeader numeric>Coverage</ColumnHeader>
            <ColumnHeader>Note</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ label, fund, unit, point }) => (
            <tr key={`${fund} ${label} ${unit} ${point.at}`}>
              <th scope="row">{formatTime(point.at)}</th>
              {several ? <td>{label}</td> : null}
              <NumberCell>
                <Usd value={text(point.fundUsd)} reason={unit === null ? 'no figure' : 'no price'} />
              </NumberCell>
              <NumberCell>
                {unit === null ? (
                  <Absent reason="several assets" />
                ) : (
                  <Units value={text(point.units)} asset={unit} reason="no figure" />
                )}
              </NumberCell>
              <NumberCell>
                <Usd value={text(point.oiUsd)} reason="no figure" />
              </NumberCell>
              <NumberCell>
                <Percent value={point.coverage} reason="not stated" />
              </NumberCell>
              <td>{noteOf(point) ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </details>
  )
}
