import { LiveChart } from '@/app/_client/live-chart'
import type { ChartSeries } from '@/lib/queries/dto/chart'
import { drawPanel } from '@/lib/render/chart-geometry'
import { hasMeasure, logRefusal, type PlotPanel, plotPanels, valueAxis } from '@/lib/render/chart-plot'
import {
  type ChartMeasure,
  type ChartQuery,
  type ChartRange,
  chartHref,
  chartMeasures,
  chartRanges,
} from '@/lib/render/chart-query'
import { describePanel } from '@/lib/render/chart-text'
import { formatTime } from '@/lib/render/time'
import { AnyLink } from './any-link'
import styles from './history-chart.module.css'
import { HistoryTable } from './history-table'
import { Notice } from './notice'
import { Segmented } from './segmented'
import { StaticChart } from './static-chart'

const MEASURE_TEXTS: Readonly<Record<ChartMeasure, string>> = { fund: 'Fund', coverage: 'Coverage', units: 'Units' }
const RANGE_TEXTS: Readonly<Record<ChartRange, string>> = {
  '24h': '24h',
  '7d': '7d',
  '30d': '30d',
  '90d': '90d',
  '1y': '1y',
  all: 'All',
}

export interface HistoryChartProps {
  readonly venue: string
  readonly name: string
  readonly series: readonly ChartSeries[]
  /** As the address says; links keep what it says and change one thing. */
  readonly query: ChartQuery
  readonly measure: ChartMeasure
  readonly range: ChartRange
  /** Epoch ms. */
  readonly now: number
}

/** The history of a venue's fund: what to draw and over which time in the address, the chart, its incidents, its table. */
export function HistoryChart({ venue, name, series, query, measure, range, now }: HistoryChartProps) {
  const panels = plotPanels(series, measure, now)
  const refusal = logRefusal(panels)
  const log = query.log && refusal === null
  const isSingle = panels.every((panel) => panel.from === panel.to)
  const unitless = series.length > 0 && series.every((one) => one.unit === null)
  return (
    <div className={styles.history}>
      <div className={styles.controls}>
        <Segmented
          label="What to draw"
          segments={chartMeasures.map((option) => ({
            href: chartHref(venue, { ...query, measure: option }),
            text: MEASURE_TEXTS[option],
            selected: option === measure,
            disabled: hasMeasure(series, option) ? null : `no ${MEASURE_TEXTS[option].toLowerCase()} in this range`,
          }))}
        />
        <Segmented
          label="Range"
          segments={chartRanges.map((option) => ({
            href: chartHref(venue, { ...query, range: option }),
            text: RANGE_TEXTS[option],
            selected: option === range,
          }))}
        />
        <Segmented
          label="Scale"
          segments={[
            { href: chartHref(venue, { ...query, log: false }), text: 'lin', selected: !log },
            { href: chartHref(venue, { ...query, log: true }), text: 'log', selected: log, disabled: refusal },
          ]}
        />
      </div>
      {panels.length === 0 ? (
        <Notice title="No figure in this range.">
          {range === 'all' ? 'Nothing is drawn until something is collected.' : 'A longer range may have some.'}
        </Notice>
      ) : (
        panels.map((panel) => <PanelFigure key={panel.title} panel={panel} name={name} log={log} />)
      )}
      {panels.length === 0 ? null : (
        <p className={styles.basis}>
          {isSingle ? 'One figure so far: a line needs two. ' : ''}
          {log ? 'Logarithmic scale: it does not start at zero.' : 'The vertical axis starts at zero.'}
          {refusal === null ? '' : ` No logarithmic scale: ${refusal}.`}
          {unitless ? ' Units are not drawn: the fund holds several assets.' : ''} Each figure holds until the next;
          gaps stay open. Times are UTC.
        </p>
      )}
      <IncidentList panels={panels} />
      {panels.length === 0 ? null : <HistoryTable venue={venue} series={series} />}
    </div>
  )
}

/** The incidents of charts in words, under the numbers the charts give them. */
export function IncidentList({ panels }: { readonly panels: readonly PlotPanel[] }) {
  const marks = [...new Map(panels.flatMap((panel) => panel.marks).map((mark) => [mark.number, mark])).values()].sort(
    (a, b) => a.number - b.number,
  )
  if (marks.length === 0) return null
  return (
    <ol className={styles.marks} aria-label="Incidents in the chart">
      {marks.map(({ number, at, title, href }) => (
        <li key={number} value={number}>
          <time dateTime={new Date(at).toISOString()}>{formatTime(at).replace(' 00:00', '')}</time>{' '}
          <AnyLink href={href}>{title}</AnyLink>
        </li>
      ))}
    </ol>
  )
}

/** One chart with its title: a picture in the HTML, drawn live where scripts run. */
export function PanelFigure({
  panel,
  name,
  log,
}: {
  readonly panel: PlotPanel
  readonly name: string
  readonly log: boolean
}) {
  const axis = valueAxis(panel, log)
  const label = `${name}: ${describePanel(panel)}`
  return (
    <figure className={styles.panel}>
      <figcaption className={styles.title}>
        {panel.title}
        {panel.series.length === 1 ? <span className={styles.series}> · {panel.series[0]?.name}</span> : null}
        {panel.omitted.length === 0 ? null : (
          <span className={styles.series}> · not drawn: {panel.omitted.join(', ')}</span>
        )}
      </figcaption>
      <LiveChart panel={panel} log={log} label={label}>
        <StaticChart
          drawing={drawPanel(panel, axis, log)}
          unit={panel.unit}
          label={label}
          simulated={panel.simulated}
        />
      </LiveChart>
    </figure>
  )
}
