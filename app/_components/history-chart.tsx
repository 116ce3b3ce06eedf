import type { ChartRange, ChartSeries } from '@/lib/queries/dto/chart'
import { chartRows } from '@/lib/render/chart-cells'
import {
  type ChartMeasure,
  type ChartQuery,
  chartHref,
  chartMeasures,
  chartParameters,
  type ReadRange,
  viewParameters,
  writeQuery,
} from '@/lib/render/chart-query'
import { axisSentence, type ChartShown, measureRefusal, viewPanels } from '@/lib/render/chart-view'
import { ChartControls } from './chart-controls'
import styles from './history-chart.module.css'
import { HISTORY_TABLE_ID, HistoryTable } from './history-table'
import { IncidentList } from './incident-list'
import { Notice } from './notice'
import { PanelFigure } from './panel-figure'

export interface HistoryChartProps {
  readonly venue: string
  readonly name: string
  readonly series: readonly ChartSeries[]
  /** As the address says; links keep what it says and change one thing. */
  readonly query: ChartQuery
  readonly read: ReadRange
  readonly measure: ChartMeasure
  readonly range: ChartRange
  /** Epoch ms. */
  readonly now: number
  /** Newest check of the venue's sources; null where nothing was collected. */
  readonly dataAsOf: string | null
}

/** Sentences under a chart: what its axis does, and what cannot be chosen and why. */
function basisText(series: readonly ChartSeries[], shown: ChartShown): string {
  const isSingle = shown.panels.every((panel) => panel.from === panel.to)
  const unitless = series.length > 0 && series.every((one) => one.unit === null)
  return [
    isSingle ? 'One figure so far: a line needs two.' : null,
    axisSentence(shown),
    shown.noLog === null ? null : `No logarithmic scale: ${shown.noLog}.`,
    unitless ? 'Units and the price effect are not drawn: the fund holds several assets.' : null,
    'Each figure holds until the next; gaps stay open. Times are UTC; a range ends before its last moment.',
  ]
    .filter((sentence) => sentence !== null)
    .join(' ')
}

const PINNED = ' A pinned chart ends with the last hour or day that had closed, without incidents.'

/** The history of a venue's fund: what to draw and over which time in the address, the chart, its incidents, its table. */
export function HistoryChart(props: HistoryChartProps) {
  const { venue, name, series, query, read, measure, range, now, dataAsOf } = props
  const shown = viewPanels(series, { measure, scale: query.scale, fit: query.fit }, now)
  const { panels } = shown
  const basis = `${basisText(series, shown)}${query.asOf === null ? '' : PINNED}`
  const asOf = query.asOf === null ? [] : [['as_of', query.asOf.toISOString()] as const]
  const file = writeQuery([
    ['venue', venue],
    ...(query.fund === null ? [] : [['fund', query.fund] as const]),
    ...(measure === 'fund' ? [] : [['m', measure] as const]),
    ...viewParameters({ range, scale: shown.scale, fit: false, allRows: false }),
    ...asOf,
  ])
  const interval = series.some((one) => one.interval === 'hour') ? 'hour' : 'day'
  return (
    <div className={styles.history}>
      <ChartControls
        measure={measure}
        measures={chartMeasures.map((option) => ({ measure: option, refusal: measureRefusal(series, option) }))}
        range={range}
        shown={shown}
        href={(change) => chartHref(venue, { ...query, ...change })}
        form={{ action: `/venues/${venue}`, hidden: chartParameters({ ...query, range: null }), read }}
      />
      {panels.length === 0 ? (
        <Notice title="No figure in this range.">
          {range === 'all' ? 'Nothing is drawn until something is collected.' : 'A longer range may have some.'}
        </Notice>
      ) : (
        <>
          {panels.map((panel) => (
            <PanelFigure
              key={panel.title}
              panel={panel}
              name={name}
              log={shown.scale === 'log'}
              asOf={dataAsOf}
              note={axisSentence(shown)}
            />
          ))}
          <p className={styles.basis}>{basis}</p>
          <IncidentList panels={panels} />
          <HistoryTable
            rows={chartRows(series, panels)}
            panels={panels}
            whole={query.allRows}
            wholeHref={chartHref(venue, { ...query, allRows: true }, HISTORY_TABLE_ID)}
            csvHref={`/api/v1/chart.csv?${file}`}
            exactHref={`/api/v1/coverage.csv?${writeQuery([['venue', venue], ['interval', interval], ...asOf])}`}
          />
        </>
      )}
    </div>
  )
}
