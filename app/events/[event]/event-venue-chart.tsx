import { IncidentList } from '@/app/_components/incident-list'
import { PanelFigure } from '@/app/_components/panel-figure'
import type { AdlAround } from '@/lib/queries/dto/adl'
import type { PlotPanel } from '@/lib/render/chart-plot'
import { AdlUnderFund } from './adl-under-fund'
import styles from './event-charts.module.css'

export interface VenueCharts {
  readonly venue: string
  readonly name: string
  /** All over the same time. */
  readonly panels: readonly PlotPanel[]
}

/** One venue of the timeline: its fund, then what belongs under it on the same axis. */
export function EventVenueChart({
  charts: { venue, name, panels },
  heading: Heading,
  adl,
}: {
  readonly charts: VenueCharts
  readonly heading: 'h3' | 'h4'
  readonly adl: readonly AdlAround[]
}) {
  return (
    <div className={styles.venue}>
      <Heading>{name}</Heading>
      {panels.map((panel) => (
        <PanelFigure key={panel.title} panel={panel} name={name} log={false} />
      ))}
      <IncidentList panels={panels} />
      <AdlUnderFund around={adl} venue={venue} name={name} />
    </div>
  )
}
