import { IncidentList, PanelFigure } from '@/app/_components/history-chart'
import { HistoryTable } from '@/app/_components/history-table'
import { Notice } from '@/app/_components/notice'
import { Section } from '@/app/_components/page'
import { Segmented } from '@/app/_components/segmented'
import type { Comparison } from '@/lib/queries/dto/compare'
import { hasMeasure } from '@/lib/render/chart-plot'
import { type ChartRange, chartRanges } from '@/lib/render/chart-query'
import { comparePanels, nameByVenue } from './chart-panels'
import styles from './compare-chart.module.css'
import { type CompareMeasure, type CompareQuery, compareHref, compareMeasures } from './query'

const MEASURE_TEXTS: Readonly<Record<CompareMeasure, string>> = { fund: 'Fund', coverage: 'Coverage' }

/** All venues in one chart: fund or coverage, in figures or from a common start of 100. */
export function CompareChart({
  comparison: { pages, series, meta },
  query,
  range,
}: {
  readonly comparison: Comparison
  readonly query: CompareQuery
  readonly range: ChartRange
}) {
  const panels = comparePanels(series, query.measure, query.indexed, Date.parse(meta.generatedAt))
  const drawn = new Set(series.filter((one) => hasMeasure([one], query.measure)).map(({ venue }) => venue))
  const missing = pages.filter(({ venue }) => !drawn.has(venue)).map(({ name }) => name)
  return (
    <Section id="history" title="History">
      <div className={styles.controls}>
        <Segmented
          label="What to draw"
          segments={compareMeasures.map((measure) => ({
            href: compareHref({ ...query, measure }),
            text: MEASURE_TEXTS[measure],
            selected: measure === query.measure,
          }))}
        />
        <Segmented
          label="Scale"
          segments={[
            { href: compareHref({ ...query, indexed: false }), text: 'In figures', selected: !query.indexed },
            { href: compareHref({ ...query, indexed: true }), text: 'From 100', selected: query.indexed },
          ]}
        />
        <Segmented
          label="Range"
          segments={chartRanges.map((option) => ({
            href: compareHref({ ...query, range: option }),
            text: option === 'all' ? 'All' : option,
            selected: option === range,
          }))}
        />
      </div>
      {panels.length === 0 ? (
        <Notice title="Nothing to draw in this range.">
          None of these venues has a {MEASURE_TEXTS[query.measure].toLowerCase()} figure in it.
        </Notice>
      ) : (
        <>
          {panels.map((panel) => (
            <PanelFigure key={panel.title} panel={panel} name="Comparison" log={false} />
          ))}
          <p className={styles.basis}>
            {query.indexed
              ? 'Each line starts at 100 at its first value in view: it shows change, not size. '
              : 'The vertical axis starts at zero. '}
            Each figure holds until the next; gaps stay open. Times are UTC.
            {missing.length === 0 ? '' : ` Not drawn, no figure in view: ${missing.join(', ')}.`}
          </p>
          <IncidentList panels={panels} />
          <HistoryTable venue={pages.map(({ venue }) => venue).join(',')} series={nameByVenue(series)} />
        </>
      )}
    </Section>
  )
}
