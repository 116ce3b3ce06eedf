import { IncidentList, PanelFigure } from '@/app/_components/history-chart'
import { groupBy } from '@/lib/core/collections'
import type { ChartSeries, EventPage } from '@/lib/queries/dto'
import { type PlotPanel, plotPanels, preferredMeasure } from '@/lib/render/chart-plot'
import { formatDay } from '@/lib/render/time'
import styles from './event-charts.module.css'

/** More venues than this do not help the eye. */
const MOST_VENUES = 6

interface VenueCharts {
  readonly venue: string
  readonly name: string
  readonly panels: readonly PlotPanel[]
}

/** One small chart per venue, the event's own first, all over the same time. */
function chartsByVenue(charts: readonly ChartSeries[], venue: string, window: EventPage['window'], now: number) {
  const [from, to] = [Date.parse(window.from), Math.min(Date.parse(window.to), now)]
  const all = [...groupBy(charts, (series) => series.venue)].map(
    ([slug, series]): VenueCharts => ({
      venue: slug,
      name: series[0]?.name ?? slug,
      panels: plotPanels(series, preferredMeasure(series), now).map((panel) => ({ ...panel, from, to })),
    }),
  )
  const own = (one: VenueCharts) => (one.venue === venue ? 0 : 1)
  return all
    .filter((one) => one.panels.length > 0)
    .sort((a, b) => own(a) - own(b) || a.name.localeCompare(b.name, 'en'))
}

/** The funds of all venues that have data around the event, on one time axis. */
export function EventCharts({
  charts,
  venue,
  window,
  now,
}: {
  readonly charts: readonly ChartSeries[]
  readonly venue: string
  readonly window: EventPage['window']
  readonly now: number
}) {
  const venues = chartsByVenue(charts, venue, window, now)
  const span = `${formatDay(window.from)} to ${formatDay(window.to)}`
  if (venues.length === 0) {
    return (
      <p className={styles.none}>
        No series in the store has points from {span}, so there is no chart: drops between published figures cannot be
        seen.
      </p>
    )
  }
  return (
    <div className={styles.charts}>
      <p className={styles.none}>
        Funds with points from {span}, one chart per venue, the same time axis. Where points are days apart, a hole
        within a day is not seen.
      </p>
      {venues.slice(0, MOST_VENUES).map(({ venue: slug, name, panels }) => (
        <div key={slug} className={styles.venue}>
          <h3>{name}</h3>
          {panels.map((panel) => (
            <PanelFigure key={panel.title} panel={panel} name={name} log={false} />
          ))}
          <IncidentList panels={panels} />
        </div>
      ))}
      {venues.length > MOST_VENUES ? (
        <p className={styles.none}>
          Not drawn:{' '}
          {venues
            .slice(MOST_VENUES)
            .map(({ name }) => name)
            .join(', ')}
        </p>
      ) : null}
    </div>
  )
}
