import { IncidentList } from '@/app/_components/incident-list'
import { PanelFigure } from '@/app/_components/panel-figure'
import { groupBy } from '@/lib/core/collections'
import type { ChartSeries } from '@/lib/queries/dto/chart'
import type { EventPage } from '@/lib/queries/dto/event'
import { hasMeasure, type PlotPanel, plotPanels, preferredMeasure } from '@/lib/render/chart-plot'
import { formatDay } from '@/lib/render/time'
import styles from './event-charts.module.css'

/** More venues than this do not help the eye. */
const MOST_OTHERS = 6

interface VenueCharts {
  readonly venue: string
  readonly name: string
  readonly panels: readonly PlotPanel[]
}

/** The event's own venue in the measure that shows most; another one in a single chart, in dollars where it can be. */
function panelsOf(series: readonly ChartSeries[], isOwn: boolean, now: number): readonly PlotPanel[] {
  if (isOwn) return plotPanels(series, preferredMeasure(series), now)
  return plotPanels(series, hasMeasure(series, 'fund', 2) ? 'fund' : preferredMeasure(series), now).slice(0, 1)
}

/** One chart per venue, the event's own first, all over the same time. */
function chartsByVenue(charts: readonly ChartSeries[], venue: string, window: EventPage['window'], now: number) {
  const [from, to] = [Date.parse(window.from), Math.min(Date.parse(window.to), now)]
  const all = [...groupBy(charts, (series) => series.venue)].map(
    ([slug, series]): VenueCharts => ({
      venue: slug,
      name: series[0]?.name ?? slug,
      panels: panelsOf(series, slug === venue, now).map((panel) => ({ ...panel, from, to })),
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
  venueName,
  window,
  now,
}: {
  readonly charts: readonly ChartSeries[]
  readonly venue: string
  readonly venueName: string
  readonly window: EventPage['window']
  readonly now: number
}) {
  const venues = chartsByVenue(charts, venue, window, now)
  const others = venues.filter((one) => one.venue !== venue)
  const span = `${formatDay(window.from)} to ${formatDay(window.to)}`
  if (venues.length === 0) {
    return (
      <p className={styles.note}>
        No series in the store has points from {span}, so there is no chart: drops between published figures cannot be
        seen.
      </p>
    )
  }
  return (
    <div className={styles.charts}>
      {others.length === venues.length ? (
        <p className={styles.note}>
          No series of {venueName} in the store has points from {span}.
        </p>
      ) : null}
      {venues
        .filter((one) => one.venue === venue)
        .map((own) => (
          <VenueFigure key={own.venue} charts={own} heading="h3" />
        ))}
      {others.length === 0 ? null : (
        <>
          <h3>Other funds over the same days</h3>
          <div className={styles.others}>
            {others.slice(0, MOST_OTHERS).map((other) => (
              <VenueFigure key={other.venue} charts={other} heading="h4" />
            ))}
          </div>
        </>
      )}
      <p className={styles.note}>
        All charts run from {span}. Where points are days apart, a hole within a day is not seen.
        {others.length > MOST_OTHERS
          ? ` Not drawn: ${others
              .slice(MOST_OTHERS)
              .map(({ name }) => name)
              .join(', ')}.`
          : ''}
      </p>
    </div>
  )
}

function VenueFigure({
  charts: { name, panels },
  heading: Heading,
}: {
  readonly charts: VenueCharts
  readonly heading: 'h3' | 'h4'
}) {
  return (
    <div className={styles.venue}>
      <Heading>{name}</Heading>
      {panels.map((panel) => (
        <PanelFigure key={panel.title} panel={panel} name={name} log={false} />
      ))}
      <IncidentList panels={panels} />
    </div>
  )
}
