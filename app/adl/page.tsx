import type { Metadata } from 'next'
import Link from 'next/link'
import { Refresher } from '@/app/_client/refresher'
import { AdlLevels } from '@/app/_components/adl-levels'
import { ColumnHeader, DataTable } from '@/app/_components/data-table'
import { Definitions } from '@/app/_components/definitions'
import { FilterForm, FilterSelect } from '@/app/_components/filter-form'
import { HeatLegend } from '@/app/_components/heat-strip'
import { HeatStrips } from '@/app/_components/heat-strips'
import { Notice } from '@/app/_components/notice'
import { Page, Prose, Section } from '@/app/_components/page'
import { PageFooter } from '@/app/_components/page-footer'
import { SourceLine } from '@/app/_components/source-line'
import { StateBadge } from '@/app/_components/state-badge'
import { getAdlMonitor } from '@/app/_data/adl'
import type { AdlMonitor, AdlSilent, AdlVenue } from '@/lib/queries/dto/adl'
import type { IsoTime } from '@/lib/queries/dto/common'
import { type AdlQuery, adlHref, MOST_SIGNALS, parseAdlQuery, selectSignals } from '@/lib/render/adl-query'
import { adlVerdict, describeCounts } from '@/lib/render/adl-text'
import { pageRecord } from '@/lib/render/correction-text'
import { formatCount } from '@/lib/render/format'
import type { SearchParams } from '@/lib/render/overview-query'
import { adlLevelWord, asSentence } from '@/lib/render/words'
import styles from './page.module.css'
import { SignalsTable } from './signals-table'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: 'ADL monitor: every public signal of auto-deleveraging',
  description:
    'The public auto-deleveraging signals of all venues now, with their level, raw value, distance to the trigger, age and evidence, and their history as a strip.',
  alternates: { canonical: '/adl' },
}

export default async function AdlPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const query = parseAdlQuery(await searchParams)
  const { venues, silent, strips, meta } = await getAdlMonitor()
  const asked = venues.filter(({ venue }) => query.venue === null || venue === query.venue)
  const known = query.venue === null || asked.length > 0
  return (
    <Page
      title="ADL monitor: every public signal now"
      lede={
        <>
          <p>{adlVerdict(venues, silent)}</p>
          <p>
            Auto-deleveraging (ADL) closes profitable positions of other traders when the fund cannot, or by rule may
            not, pay. Venues measure different things; their signals are never averaged.
          </p>
        </>
      }
      actions={
        <>
          <a href="/api/v1/adl.csv">CSV</a>
          <a href="/api/v1/adl.json">JSON</a>
          <a href="/methodology#adl">How levels are made</a>
        </>
      }
    >
      <Refresher renderedAt={Date.parse(meta.generatedAt)} />
      <div className={styles.venue}>
        <FilterForm key={adlHref(query)} label="Find signals" action="/adl">
          <FilterSelect
            label="Venue"
            name="venue"
            value={query.venue}
            options={venues.map(({ venue, name }) => ({ value: venue, text: name }))}
          />
          <FilterSelect
            label="Level at least"
            name="level"
            value={query.level === null ? null : String(query.level)}
            options={[1, 2, 3].map((level) => ({ value: String(level), text: adlLevelWord(level) }))}
          />
        </FilterForm>
        {query.venue === null && query.level === null ? null : (
          <p className={styles.facts} role="status">
            Filter: {query.venue === null ? 'every venue' : (asked[0]?.name ?? query.venue)}
            {query.level === null ? '' : `, level ${adlLevelWord(query.level)} or higher`}.{' '}
            <Link href="/adl" prefetch={false}>
              Clear the filter
            </Link>
          </p>
        )}
        {known ? null : <SilentNotice venue={query.venue ?? ''} silent={silent} />}
      </div>
      {asked.length === 0 ? null : <HeatLegend />}
      {asked.map((venue) => (
        <VenueSection key={venue.venue} venue={venue} query={query} strips={strips} renderedAt={meta.generatedAt} />
      ))}
      <Section
        id="silent"
        title={`Venues without a public signal (${silent.length})`}
        note="That a venue publishes none is a finding, not a calm market."
      >
        <SilentTable silent={silent} />
      </Section>
      <Section id="levels" title="What the levels say">
        <AdlLevels />
        <Prose>
          <p>
            The venue’s raw value is always shown beside the level. Other venues keep their own words: a value that
            cannot be graded has no level. A level on one venue is not the same risk as that level on another.
          </p>
          <p>
            Proximity is computed only where a venue publishes its rule with numbers. A strip shows the highest level of
            any market in an hour or a day by our checks; hatched is where nothing was read, and says nothing of the
            venue.
          </p>
        </Prose>
        <Definitions names={['adl', 'proximity', 'state']} />
      </Section>
      <PageFooter
        record={pageRecord('/adl')}
        meta={meta}
        sources={[
          { text: 'signals and rules, venue by venue', href: '/methodology#adl' },
          { text: 'every source and its state', href: '/status' },
        ]}
        downloads={
          <>
            <a href="/api/v1/adl.csv">all signals with their history (CSV)</a>, <a href="/data#adl">its columns</a>
          </>
        }
      />
    </Page>
  )
}

function VenueSection({
  venue,
  query,
  strips,
  renderedAt,
}: {
  readonly venue: AdlVenue
  readonly query: AdlQuery
  readonly strips: AdlMonitor['strips']
  readonly renderedAt: IsoTime
}) {
  const rows = selectSignals(venue, query)
  const shown = query.venue === null ? rows.slice(0, MOST_SIGNALS) : rows
  const own = strips.find((one) => one.venue === venue.venue)
  return (
    <Section
      id={venue.venue}
      title={
        <>
          <Link href={`/venues/${venue.venue}#adl`} prefetch={false}>
            {venue.name}
          </Link>
          {venue.level === null ? ': no level' : `: ${adlLevelWord(venue.level)}`}
        </>
      }
      note={describeCounts(venue)}
    >
      <div className={styles.venue}>
        <StateBadge
          state={venue.state}
          checkedAt={venue.checkedAt}
          expectedEveryS={venue.expectedEveryS}
          renderedAt={renderedAt}
          reason={venue.reason}
          staleText="too old to say now"
        />
        {own === undefined ? null : (
          <div className={styles.strips}>
            <HeatStrips strips={own} />
          </div>
        )}
        {rows.length === 0 ? (
          <Notice title={venue.rows.length === 0 ? 'No signal collected yet.' : 'No signal at this level now.'}>
            {venue.rows.length === 0
              ? venue.reason
              : `The signal ${venue.signal} was read; none of its markets is so high.`}
          </Notice>
        ) : (
          <SignalsTable rows={shown} name={venue.name} renderedAt={renderedAt} />
        )}
        {shown.length === rows.length ? null : (
          <p className={styles.facts}>
            The first {shown.length} of {formatCount(rows.length, 'signal')}.{' '}
            <Link href={adlHref({ ...query, venue: venue.venue })} prefetch={false}>
              Show all of {venue.name}
            </Link>
          </p>
        )}
        {venue.rule === null ? null : <p className={styles.text}>{venue.rule}</p>}
        <SourceLine href={venue.sourceUrl} on={null} />
      </div>
    </Section>
  )
}

function SilentNotice({ venue, silent }: { readonly venue: string; readonly silent: readonly AdlSilent[] }) {
  const found = silent.find((one) => one.venue === venue)
  return (
    <Notice title={found === undefined ? 'No such venue publishes a signal.' : `${found.name} has no public signal.`}>
      {found === undefined ? `The filter asks for “${venue}”.` : asSentence(found.absence)}
    </Notice>
  )
}

function SilentTable({ silent }: { readonly silent: readonly AdlSilent[] }) {
  return (
    <DataTable caption="Venues without a public ADL signal" height="flowing">
      <thead>
        <tr>
          <ColumnHeader>Venue</ColumnHeader>
          <ColumnHeader>Finding</ColumnHeader>
          <ColumnHeader>Where it was looked for</ColumnHeader>
        </tr>
      </thead>
      <tbody>
        {silent.map((one) => (
          <tr key={one.venue}>
            <th scope="row">
              <Link href={`/venues/${one.venue}#adl`} prefetch={false}>
                {one.name}
              </Link>
            </th>
            <td>{asSentence(one.absence)}</td>
            <td>
              <SourceLine href={one.sourceUrl} on={null} />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
