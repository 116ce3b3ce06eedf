import { ChartControls } from '@/app/_components/chart-controls'
import { HISTORY_TABLE_ID, HistoryTable } from '@/app/_components/history-table'
import { IncidentList } from '@/app/_components/incident-list'
import { Notice } from '@/app/_components/notice'
import { Section } from '@/app/_components/page'
import { PanelFigure } from '@/app/_components/panel-figure'
import type { ChartRange, ChartSeries } from '@/lib/queries/dto/chart'
import type { Meta } from '@/lib/queries/dto/common'
import { chartRows } from '@/lib/render/chart-cells'
import type { PlotPanel } from '@/lib/render/chart-plot'
import { type ReadRange, viewParameters, writeQuery } from '@/lib/render/chart-query'
import { axisSentence, type ChartShown, measureRefusal, nameByVenue, viewPanels } from '@/lib/render/chart-view'
import { fundTypeWords } from '@/lib/render/words'
import styles from './compare-chart.module.css'
import { type Comparable, isLikeWithLike, kindsOf } from './like-with-like'
import { type CompareQuery, compareHref, compareMeasures, compareParameters } from './query'

export interface ComparedVenue extends Comparable {
  readonly venue: string
}

/** Charts of lines of one kind of fund each; all in one where there is one kind, or the reader asks for it. */
function panelsByKind(
  venues: readonly ComparedVenue[],
  series: readonly ChartSeries[],
  query: CompareQuery,
  now: number,
): ChartShown {
  const whole = viewPanels(series, query, now)
  if (query.mixed || isLikeWithLike(venues)) return whole
  const known = new Set(venues.flatMap(({ venue, fundType }) => (fundType === null ? [] : [venue])))
  const groups = [
    ...kindsOf(venues).map((kind) => ({
      title: fundTypeWords[kind.fundType].word,
      slugs: new Set(kind.venues.map(({ venue }) => venue)),
    })),
    { title: 'kind not known', slugs: new Set(venues.map(({ venue }) => venue).filter((venue) => !known.has(venue))) },
  ]
  const panels = groups.flatMap(({ title, slugs }): readonly PlotPanel[] =>
    viewPanels(
      series.filter(({ venue }) => slugs.has(venue)),
      { ...query, scale: whole.scale },
      now,
    ).panels.map((panel) => ({ ...panel, title: `${panel.title}: ${title}` })),
  )
  // Each kind numbers its own incidents; over all charts a number stands once.
  const order = new Map(
    whole.panels.flatMap(({ marks }) => marks).map(({ at, title, number }) => [`${at} ${title}`, number]),
  )
  return {
    ...whole,
    panels: panels.map((panel) => ({
      ...panel,
      marks: panel.marks.map((mark) => ({ ...mark, number: order.get(`${mark.at} ${mark.title}`) ?? mark.number })),
    })),
  }
}

/** All venues over the same time: in figures or from a common start of 100, one kind of fund to a chart. */
export function CompareChart({
  venues,
  series: all,
  meta,
  query,
  read,
  range,
}: {
  readonly venues: readonly ComparedVenue[]
  readonly series: readonly ChartSeries[]
  readonly meta: Meta
  readonly query: CompareQuery
  readonly read: ReadRange
  readonly range: ChartRange
}) {
  const series = nameByVenue(all)
  const shown = panelsByKind(venues, series, query, Date.parse(meta.generatedAt))
  const { panels } = shown
  const drawn = new Set(series.filter((one) => measureRefusal([one], query.measure) === null).map(({ venue }) => venue))
  const missing = venues.filter(({ venue }) => !drawn.has(venue)).map(({ name }) => name)
  const asOf = query.asOf === null ? [] : [['as_of', query.asOf.toISOString()] as const]
  const list = venues.map(({ venue }) => venue).join(',')
  const file = writeQuery([
    ['venue', list],
    ...(query.measure === 'fund' ? [] : [['m', query.measure] as const]),
    ...viewParameters({ range, scale: shown.scale, fit: false, allRows: false }),
    ...asOf,
  ])
  const interval = series.some((one) => one.interval === 'hour') ? 'hour' : 'day'
  return (
    <Section id="history" title="History">
      <ChartControls
        measure={query.measure}
        measures={compareMeasures.map((measure) => ({ measure, refusal: measureRefusal(series, measure) }))}
        range={range}
        shown={shown}
        href={({ measure, ...change }) =>
          compareHref({
            ...query,
            ...change,
            measure: compareMeasures.find((known) => known === measure) ?? query.measure,
          })
        }
        form={{
          action: '/compare',
          hidden: [['v', query.venues.join(',')], ...compareParameters({ ...query, range: null })],
          read,
        }}
      />
      {panels.length === 0 ? (
        <Notice title="Nothing to draw in this range.">None of these venues has such a figure in it.</Notice>
      ) : (
        <>
          {panels.map((panel) => (
            <PanelFigure
              key={panel.title}
              panel={panel}
              name="Comparison"
              log={shown.scale === 'log'}
              asOf={meta.dataAsOf}
              note={axisSentence(shown)}
            />
          ))}
          <p className={styles.basis}>
            {axisSentence(shown)}
            {shown.noLog === null ? '' : ` No logarithmic scale: ${shown.noLog}.`} Each figure holds until the next;
            gaps stay open. Times are UTC; a range ends before its last moment.
            {query.asOf === null
              ? ''
              : ' A pinned chart ends with the last hour or day that had closed, without incidents.'}
            {missing.length === 0 ? '' : ` Not drawn, no figure in view: ${missing.join(', ')}.`}
          </p>
          <IncidentList panels={panels} />
          <HistoryTable
            rows={chartRows(series, panels)}
            panels={panels}
            whole={query.allRows}
            wholeHref={`${compareHref({ ...query, allRows: true })}#${HISTORY_TABLE_ID}`}
            csvHref={`/api/v1/chart.csv?${file}`}
            exactHref={`/api/v1/coverage.csv?${writeQuery([['venue', list], ['interval', interval], ...asOf])}`}
          />
        </>
      )}
    </Section>
  )
}
