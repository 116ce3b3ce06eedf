import type { Metadata } from 'next'
import Link from 'next/link'
import { FilterForm, FilterSelect } from '@/app/_components/filter-form'
import { Notice } from '@/app/_components/notice'
import { Page, Section } from '@/app/_components/page'
import { PageFooter } from '@/app/_components/page-footer'
import { getHappenings } from '@/app/_data/episodes'
import { HAPPENINGS_PER_PAGE } from '@/lib/queries/episodes'
import { venueName } from '@/lib/queries/venue-names'
import { pageRecord } from '@/lib/render/correction-text'
import { causeWords, severityWords } from '@/lib/render/episode-words'
import { confidenceWords } from '@/lib/render/event-words'
import { formatCount, formatInteger } from '@/lib/render/format'
import type { SearchParams } from '@/lib/render/overview-query'
import { EventsPager } from './events-pager'
import { EventsTable } from './events-table'
import styles from './page.module.css'
import { describeEventsQuery, eventChoices, eventsQueryProblems, parseEventsQuery, toHappeningQuery } from './query'
import { WatchedFunds } from './watched-funds'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: 'Events: when funds were used',
  description:
    'Documented uses of exchange insurance funds, auto-deleveraging, socialised losses and refills, and net outflows found in balances, each with its evidence.',
  alternates: { canonical: '/events' },
}

export default async function EventsPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const query = parseEventsQuery(await searchParams)
  const asked = toHappeningQuery(query)
  const list = await getHappenings(asked)
  const choices = eventChoices(list)
  const problems = eventsQueryProblems(query, list)
  const filters = describeEventsQuery(query, venueName)
  const isFiltered = filters.length > 0
  const total = list.record + list.detected
  const nameOptions = list.venues
    .map((venue) => ({ value: venue, text: venueName(venue) }))
    .sort((a, b) => a.text.localeCompare(b.text, 'en'))

  return (
    <Page
      title="Events: when funds were used"
      lede={
        <p>
          What sources document, and net outflows found in balances we hold, in one list. What venues never published is
          not here: a short list is not a quiet past.
        </p>
      }
      actions={
        <>
          <a href="/api/v1/events.csv">CSV of the record</a>
          <a href="/api/v1/episodes.csv">CSV of the detected</a>
        </>
      }
    >
      <div className={styles.list}>
        <FilterForm label="Find events" action="/events">
          <FilterSelect label="Source" name="source" value={query.source} options={choices.sources} />
          <FilterSelect label="Venue" name="venue" value={query.venue} options={nameOptions} />
          <FilterSelect label="Kind" name="kind" value={query.kind} options={choices.kinds} />
          <FilterSelect label="Severity" name="severity" value={query.severity} options={choices.severities} />
          <FilterSelect
            label="Year"
            name="year"
            value={query.year}
            options={list.years.map((year) => ({ value: year, text: year }))}
          />
        </FilterForm>
        {problems.length > 0 ? (
          <Notice title="The filter asks for something the list does not hold.">
            <ul className={styles.problems}>
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </Notice>
        ) : null}
        {list.rows.length === 0 ? (
          <Notice title={total > 0 ? 'There is no such page of this list.' : 'No event matches.'}>
            {isFiltered ? `The filter asks for: ${filters.join(', ')}. ` : 'The record is not loaded yet. '}
            {query.severity !== null && query.source === 'record'
              ? 'Events of the record have no severity: it is measured on balances. '
              : ''}
            {isFiltered ? <Link href="/events">Show all events</Link> : null}
          </Notice>
        ) : (
          <>
            <p className={styles.summary} role="status">
              {formatCount(list.record, 'event')} on record and {formatInteger(list.detected)} detected, newest first.{' '}
              {isFiltered ? `Filter: ${filters.join(', ')}. ` : ''}
              {query.severity === null
                ? 'Detected ones are material or severe, or fell by 5 % between samples too far apart; smaller ones are under severity. '
                : ''}
              {isFiltered ? <Link href="/events">Clear the filter</Link> : null}
            </p>
            <EventsTable caption="Events on record and detected, newest first" rows={list.rows} />
            <EventsPager query={query} page={asked.page} pages={Math.ceil(total / HAPPENINGS_PER_PAGE)} />
          </>
        )}
      </div>

      <Section
        id="watched"
        title="What is looked at"
        note={
          <>
            Every stored balance, in units, every ten minutes.{' '}
            <Link href="/methodology#episodes" prefetch={false}>
              How outflows are found
            </Link>
          </>
        }
      >
        <WatchedFunds watched={list.watched} />
      </Section>

      <Section id="reading" title="How to read a row">
        <dl className={styles.words}>
          {[...Object.values(severityWords), ...Object.values(causeWords)].map(({ word, meaning }) => (
            <div key={word}>
              <dt>Detected: {word}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
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
        record={pageRecord('/events')}
        meta={list.meta}
        sources={[{ text: 'each event names its own; rules of the record', href: '/methodology#record' }]}
        downloads={
          <>
            <a href="/api/v1/events.csv">events (CSV)</a>, <a href="/api/v1/episodes.csv">net outflows (CSV)</a>,{' '}
            <a href="/api/v1/figures.csv">published figures (CSV)</a>
          </>
        }
      />
    </Page>
  )
}
