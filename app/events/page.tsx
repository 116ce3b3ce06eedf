import type { Metadata } from 'next'
import Link from 'next/link'
import { FilterForm, FilterSelect } from '@/app/_components/filter-form'
import { Notice } from '@/app/_components/notice'
import { Page, Section } from '@/app/_components/page'
import { PageFooter } from '@/app/_components/page-footer'
import { getEvents } from '@/app/_data/events'
import { venueName } from '@/lib/queries/venue-names'
import { confidenceWords } from '@/lib/render/event-words'
import { formatCount } from '@/lib/render/format'
import type { SearchParams } from '@/lib/render/overview-query'
import { plainWord } from '@/lib/render/words'
import { EventsTable } from './events-table'
import styles from './page.module.css'
import { describeEventsQuery, eventChoices, eventsQueryProblems, filterEvents, parseEventsQuery } from './query'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: 'Events: when funds were used',
  description:
    'Documented uses of exchange insurance funds, auto-deleveraging, socialised losses and refills, each with its sources.',
  alternates: { canonical: '/events' },
}

export default async function EventsPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const query = parseEventsQuery(await searchParams)
  const { rows, meta } = await getEvents()
  const choices = eventChoices(rows)
  const problems = eventsQueryProblems(query, choices)
  const shown = filterEvents(rows, query)
  const filters = describeEventsQuery(query, venueName)
  const isFiltered = filters.length > 0
  const nameOptions = choices.venues
    .map((venue) => ({ value: venue, text: venueName(venue) }))
    .sort((a, b) => a.text.localeCompare(b.text, 'en'))

  return (
    <Page
      title="Events: when funds were used"
      lede={
        <p>
          {formatCount(rows.length, 'documented event')} of fund use, auto-deleveraging, shared losses, halts and
          refills. What venues never published is not here: a short list is not a quiet past.
        </p>
      }
      actions={
        <>
          <a href="/api/v1/events.csv">CSV</a>
          <a href="/api/v1/events.json">JSON</a>
          <a href="/api/v1/events.ndjson">NDJSON</a>
        </>
      }
    >
      <div className={styles.list}>
        <FilterForm label="Find events" action="/events">
          <FilterSelect label="Venue" name="venue" value={query.venue} options={nameOptions} />
          <FilterSelect
            label="Kind"
            name="kind"
            value={query.kind}
            options={choices.kinds.map((kind) => ({ value: kind, text: plainWord(kind) }))}
          />
          <FilterSelect
            label="Year"
            name="year"
            value={query.year}
            options={choices.years.map((year) => ({ value: year, text: year }))}
          />
        </FilterForm>
        {problems.length > 0 ? (
          <Notice title="The filter asks for something the record does not hold.">
            <ul className={styles.problems}>
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </Notice>
        ) : null}
        {shown.length === 0 ? (
          <Notice title="No event matches.">
            {isFiltered ? `The filter asks for: ${filters.join(', ')}. ` : 'The record is not loaded yet. '}
            {isFiltered ? <Link href="/events">Show all events</Link> : null}
          </Notice>
        ) : (
          <>
            <p className={styles.summary} role="status">
              {isFiltered
                ? `${formatCount(shown.length, 'event')} of ${rows.length}. Filter: ${filters.join(', ')}. `
                : `${formatCount(shown.length, 'event')}, newest first.`}
              {isFiltered ? <Link href="/events">Clear the filter</Link> : null}
            </p>
            <EventsTable
              caption="Events of the record, newest first"
              rows={shown.map((event) => ({ event, venueName: venueName(event.venue) }))}
            />
          </>
        )}
      </div>

      <Section id="reading" title="How to read a row">
        <dl className={styles.words}>
          {Object.entries(confidenceWords).map(([word, meaning]) => (
            <div key={word}>
              <dt>Confidence {word}</dt>
              <dd>{meaning.slice(word.length + 2)}.</dd>
            </div>
          ))}
          <div>
            <dt>Via copy</dt>
            <dd>The text was read on a host that is not its publisher: a mirror, a repost, a press service.</dd>
          </div>
          <div>
            <dt>Amount</dt>
            <dd>One number of the source, and what it is. Amounts of different kinds do not add up.</dd>
          </div>
          <div>
            <dt>Stages</dt>
            <dd>
              What the sources say was reached. A stage that is not named may have been reached without anyone saying
              so.
            </dd>
          </div>
        </dl>
      </Section>

      <PageFooter
        meta={meta}
        sources={[{ text: 'each event names its own; rules of the record', href: '/methodology#record' }]}
        downloads={
          <>
            <a href="/api/v1/events.csv">events (CSV)</a>, <a href="/api/v1/figures.csv">published figures (CSV)</a>
          </>
        }
      />
    </Page>
  )
}
