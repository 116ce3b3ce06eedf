import { LiveChart } from '@/app/_client/live-chart'
import { drawPanel } from '@/lib/render/chart-geometry'
import { type PlotPanel, valueAxis } from '@/lib/render/chart-plot'
import { describePanel } from '@/lib/render/chart-text'
import { formatTime } from '@/lib/render/time'
import styles from './history-chart.module.css'
import { HISTORY_TABLE_ID } from './history-table'
import { StaticChart } from './static-chart'

/** One chart with its title: a picture in the HTML, drawn live where scripts run. */
export function PanelFigure({
  panel,
  name,
  log,
  asOf = null,
  note = '',
}: {
  readonly panel: PlotPanel
  readonly name: string
  readonly log: boolean
  /** Newest check behind it, for its picture; the end of the chart where none is given. */
  readonly asOf?: string | null
  /** What the axis does, for its picture. */
  readonly note?: string
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
      <LiveChart
        panel={panel}
        log={log}
        label={label}
        tableId={HISTORY_TABLE_ID}
        about={{ title: `${name}: ${panel.title}`, note, asOf: formatTime(asOf ?? panel.to) }}
      >
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
