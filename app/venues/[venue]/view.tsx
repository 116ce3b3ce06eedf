import Link from 'next/link'
import { Refresher } from '@/app/_client/refresher'
import { Cite } from '@/app/_components/cite'
import { ExternalLink } from '@/app/_components/external-link'
import { HistoryChart } from '@/app/_components/history-chart'
import { JsonLd } from '@/app/_components/json-ld'
import { Notice } from '@/app/_components/notice'
import { Page, Section } from '@/app/_components/page'
import { PageFooter } from '@/app/_components/page-footer'
import { Remarks } from '@/app/_components/remarks'
import { ShownLine } from '@/app/_components/shown-line'
import { Term } from '@/app/_components/term'
import { recordId } from '@/lib/core/record-id'
import { env } from '@/lib/env'
import { longCitation, venueCitation } from '@/lib/export/cite/citation'
import type { AdlStrips } from '@/lib/queries/dto/adl'
import type { Attribution } from '@/lib/queries/dto/attribution'
import type { ChartRange, ChartSeries } from '@/lib/queries/dto/chart'
import type { Meta } from '@/lib/queries/dto/common'
import type { PlausibilityRow } from '@/lib/queries/dto/plausibility'
import type { VenuePage } from '@/lib/queries/dto/venue'
import { preferredMeasure } from '@/lib/render/chart-plot'
import { type ChartQuery, chartMeasures, type ReadRange } from '@/lib/render/chart-query'
import { measureRefusal } from '@/lib/render/chart-view'
import { isStoredRow, reportHref, rowNotes } from '@/lib/render/correction-text'
import { formatCount } from '@/lib/render/format'
import type { PeriodQuery } from '@/lib/render/period-query'
import { venueDataset } from '@/lib/render/structured-data'
import { pickFigures, pickFunds, pickMarkets, venueTablePath } from '@/lib/render/venue-shown'
import { confusions, limits, venueKicker } from '@/lib/render/venue-text'
import { verdict } from '@/lib/render/verdict'
import { asSentence } from '@/lib/render/words'
import { AdlPanel } from './_parts/adl-panel'
import { ChangeSection } from './_parts/change-section'
import { ChangesList } from './_parts/changes-list'
import { DisclosurePanel } from './_parts/disclosure-panel'
import { EventsList } from './_parts/events-list'
import { FiguresTable } from './_parts/figures-table'
import { FundsTable } from './_parts/funds-table'
import { KeyFigures } from './_parts/key-figures'
import { LeverageFacts } from './_parts/leverage'
import { Liquidity } from './_parts/liquidity'
import { MarketsTable } from './_parts/markets-table'
import { Measures } from './_parts/measures'
import parts from './_parts/parts.module.css'
import { hasFindings, PlausibilityPanel } from './_parts/plausibility-panel'
import { RecordFunds } from './_parts/record-funds'
import { Share } from './_parts/share'
import { SourcesTable } from './_parts/sources-table'
import { Waterfall } from './_parts/waterfall'
import styles from './page.module.css'

const feedOf = (venue: string, form: 'xml' | 'json'): string => `/venues/${venue}/feed.${form}`

/** The page of a venue as it stands now. */
export function VenueView({
  page,
  meta,
  series,
  range,
  query,
  tests,
  strips,
  attribution,
  change,
  read,
}: {
  readonly page: VenuePage
  readonly meta: Meta
  readonly series: readonly ChartSeries[]
  readonly range: ChartRange
  readonly query: ChartQuery
  readonly tests: readonly PlausibilityRow[]
  readonly strips: AdlStrips | null
  readonly attribution: Attribution | null
  readonly change: PeriodQuery
  readonly read: ReadRange
}) {
  const record = recordId({ kind: 'venues', venue: page.venue })
  const onRecord = page.recordOnly || page.status === 'closed'
  const [funds, markets] = [pickFunds(page.funds), pickMarkets(page.markets)]
  const figures = pickFigures(page.figures)
  const drawable = chartMeasures.some((measure) => measureRefusal(series, measure) === null)
  const drawnFund =
    query.fund === null ? null : (page.funds.find(({ fund }) => fund === query.fund)?.label ?? query.fund)
  return (
    <Page
      title={page.name}
      kicker={venueKicker(page)}
      lede={
        <>
          {page.statusNote === null ? null : <p className={styles.statusNote}>{page.statusNote}</p>}
          <p className={styles.verdict}>{verdict(page).join(' ').replaceAll(' %', '\u00a0%')}</p>
        </>
      }
      actions={
        <>
          <a href={`/compare?v=${page.venue}`}>Compare</a>
          <a href={`/api/v1/venues/${page.venue}`}>JSON</a>
          <a href={`/api/v1/coverage.csv?venue=${page.venue}`}>CSV</a>
          <a href={feedOf(page.venue, 'xml')}>Feed</a>
          <Link href={reportHref(record)} prefetch={false}>
            Report an error
          </Link>
        </>
      }
    >
      <link
        rel="alternate"
        type="application/atom+xml"
        title={`${page.name} (Atom)`}
        href={feedOf(page.venue, 'xml')}
      />
      <link
        rel="alternate"
        type="application/feed+json"
        title={`${page.name} (JSON Feed)`}
        href={feedOf(page.venue, 'json')}
      />
      <Refresher renderedAt={Date.parse(meta.generatedAt)} />
      <JsonLd data={datasetOf(page, meta)} />
      {onRecord ? null : <KeyFigures page={page} renderedAt={meta.generatedAt} />}

      {(onRecord || page.fundAbsence !== null) &&
      !drawable &&
      query.range === null &&
      read.problems.length === 0 ? null : (
        <Section
          id="history"
          title="History"
          note={
            drawnFund === null ? undefined : (
              <>
                Only {drawnFund}. <Link href={`/venues/${page.venue}#history`}>Show the venue</Link>
              </>
            )
          }
        >
          <HistoryChart
            venue={page.venue}
            name={page.name}
            series={series}
            query={query}
            read={read}
            measure={query.measure ?? preferredMeasure(series)}
            range={range}
            now={Date.parse(meta.generatedAt)}
            dataAsOf={meta.dataAsOf}
          />
        </Section>
      )}

      {onRecord && page.funds.length === 0 ? null : (
        <Section
          id="funds"
          title="Funds"
          note="A fund pays only for the contracts it covers. Its total says nothing about its thinnest pool."
        >
          <ShownLine rule={funds.rule} href={venueTablePath(page.venue, 'pools')}>
            {`All ${formatCount(page.funds.length, 'pool')}`}
          </ShownLine>
          {page.funds.length === 0 ? (
            <Notice
              title={asSentence(`No fund figure: ${page.fundAbsence ?? page.latest.reason ?? 'not yet collected'}`)}
            >
              {page.fundPageUrl === null ? undefined : (
                <>
                  The venue’s own page: <ExternalLink href={page.fundPageUrl} />
                </>
              )}
            </Notice>
          ) : onRecord ? (
            <RecordFunds funds={funds.rows} venue={page.venue} />
          ) : (
            <FundsTable funds={funds.rows} venue={page.venue} renderedAt={meta.generatedAt} />
          )}
          <Remarks
            corrections={rowNotes(page.remarks)}
            replies={page.remarks.replies.filter(({ about }) => isStoredRow(about))}
          />
          <h3>What a fund is not</h3>
          <ul className={parts.lines}>
            {confusions(page).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Section>
      )}

      {onRecord || page.funds.length === 0 ? null : (
        <Section
          id="measures"
          title="How much it could bear"
          note={
            <>
              What the fund’s size is to be read with: how much of it counts, what it is made of, its own past, and four
              falls.{' '}
              <Link href="/methodology#measures" prefetch={false}>
                How these are made
              </Link>
            </>
          }
        >
          <Measures page={page} />
        </Section>
      )}

      {attribution === null || (attribution.funds.length === 0 && change.problem === null) ? null : (
        <ChangeSection attribution={attribution} query={change} />
      )}

      {onRecord && page.waterfall.length === 0 ? null : (
        <Section id="waterfall" title="What happens when a liquidation fails">
          <Waterfall steps={page.waterfall} />
        </Section>
      )}

      {onRecord ? null : (
        <>
          <Section id="adl" title={<Term name="adl">ADL now</Term>}>
            <AdlPanel page={page} strips={strips} />
          </Section>
          <Section id="leverage" title="Leverage and open interest">
            <LeverageFacts page={page} />
          </Section>
          <Section
            id="liquidity"
            title="Liquidity and activity"
            note={
              <>
                What a fund’s size is to be read against: trading, order books, how prices move, and what is liquidated.{' '}
                <Link href="/methodology#market-context" prefetch={false}>
                  How these are made
                </Link>
              </>
            }
          >
            <Liquidity page={page} renderedAt={meta.generatedAt} />
          </Section>
          <Section id="markets" title="Markets">
            {page.markets.length === 0 ? (
              <Notice title="No market collected yet." />
            ) : (
              <>
                <ShownLine rule={markets.rule} href={venueTablePath(page.venue, 'markets')}>
                  {`All ${formatCount(page.markets.length, 'market')}`}
                </ShownLine>
                <MarketsTable rows={markets.rows} funds={page.funds} />
              </>
            )}
          </Section>
          <Section
            id="disclosure"
            title="Disclosure"
            note="What the venue lets the public check. This grades evidence, not size."
          >
            <DisclosurePanel page={page} />
          </Section>
        </>
      )}

      {hasFindings(tests) ? (
        <Section
          id="plausibility"
          title={<Term name="plausibility">Plausibility</Term>}
          note={
            <>
              Does what is published behave like a ledger? The tests were declared before any collected series was
              looked at; one, on jumps, was set with BitMEX’s published record in view. A pattern is a question, not an
              accusation.{' '}
              <Link href="/methodology#plausibility" prefetch={false}>
                The tests and their limits
              </Link>
            </>
          }
        >
          <PlausibilityPanel tests={tests} venue={page.venue} />
        </Section>
      ) : null}

      <Section id="events" title="Events">
        <p className={parts.text}>
          <Link href={`/events?source=detected&venue=${page.venue}`} prefetch={false}>
            Net outflows found in balances
          </Link>{' '}
          are listed with the events.
        </p>
        {page.events.length === 0 ? (
          <Notice title="No documented event on record." />
        ) : (
          <EventsList events={page.events} remarks={page.remarks} />
        )}
      </Section>

      {page.figures.length === 0 ? null : (
        <Section
          id="figures"
          title="Published figures"
          note="Typed in from publications, each with its source. They are not collected by us."
        >
          <ShownLine rule={figures.rule} href={venueTablePath(page.venue, 'figures')}>
            {`All ${formatCount(page.figures.length, 'figure')}`}
          </ShownLine>
          <FiguresTable rows={figures.rows} remarks={page.remarks} />
        </Section>
      )}

      {page.sources.length === 0 && page.changes.length === 0 && page.notes.length === 0 ? null : (
        <Section id="sources" title="Sources and changes">
          {page.sources.length === 0 ? null : <SourcesTable sources={page.sources} renderedAt={meta.generatedAt} />}
          {page.changes.length === 0 ? null : <ChangesList venue={page.venue} changes={page.changes} />}
          {page.notes.length === 0 ? null : (
            <>
              <h3>Before you compare</h3>
              <ul className={parts.lines}>
                {page.notes.map((note) => (
                  <li key={note}>{note}</li>
                ))}
              </ul>
            </>
          )}
        </Section>
      )}

      <Section id="limits" title="What this does not tell you">
        <ul className={parts.lines}>
          {limits(page).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Section>

      <Section
        id="share"
        title="Show it elsewhere"
        note="For the venue’s own site, an article or a README: what is shown always says when it was checked, and when it is stale."
      >
        <Share page={page} publicUrl={env().publicUrl} asOf={meta.generatedAt} />
      </Section>

      <Cite citation={citationOf(page, meta)} file={`/cite/venue/${page.venue}`} query={`?as_of=${meta.generatedAt}`} />
      <PageFooter
        meta={meta}
        record={record}
        sources={pageSources(page)}
        downloads={
          <>
            <a href={`/api/v1/venues/${page.venue}`}>this page (JSON)</a>,{' '}
            <a href={`/api/v1/coverage.csv?venue=${page.venue}`}>coverage (CSV)</a>,{' '}
            <a href={`/api/v1/fund-balances.csv?venue=${page.venue}`}>fund balances (CSV)</a>,{' '}
            <a href={`/api/v1/open-interest.csv?venue=${page.venue}`}>open interest (CSV)</a>,{' '}
            <a href={`/api/v1/adl.csv?venue=${page.venue}`}>ADL signals (CSV)</a>
          </>
        }
      />
    </Page>
  )
}

function citationOf(page: VenuePage, { generatedAt, dataAsOf }: Meta) {
  const simulated = page.latest.basis === 'simulated'
  return venueCitation(page, { site: env().publicUrl, generatedAt, dataAsOf, asOf: null, simulated })
}

function datasetOf(page: VenuePage, meta: Meta) {
  const { publicUrl } = env()
  const days = page.events.flatMap(({ start }) => start ?? [])
  const from = page.figures.flatMap(({ date }) => date ?? [])
  return venueDataset(page, {
    publicUrl,
    licence: `${publicUrl}/data#licence`,
    citation: longCitation(citationOf(page, meta)),
    from: [...days, ...from].sort()[0] ?? null,
  })
}

/** Where a page of a venue points its readers for the venue's own word. */
export function pageSources(page: VenuePage) {
  return [
    page.website === null ? null : { text: page.name, href: page.website },
    page.fundPageUrl === null ? null : { text: 'its fund page', href: page.fundPageUrl },
    page.docsUrl === null ? null : { text: 'its API documents', href: page.docsUrl },
    { text: 'how figures are made', href: '/methodology' },
  ].filter((source) => source !== null)
}
