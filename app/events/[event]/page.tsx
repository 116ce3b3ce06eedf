import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Cite } from '@/app/_components/cite'
import { ExternalLink } from '@/app/_components/external-link'
import { Page, Section } from '@/app/_components/page'
import { PageFooter } from '@/app/_components/page-footer'
import { Remarks, ReportLink } from '@/app/_components/remarks'
import { getAdlAround } from '@/app/_data/adl'
import { getEpisode } from '@/app/_data/episodes'
import { getEventContext } from '@/app/_data/event-context'
import { getEvent } from '@/app/_data/events'
import { recordId } from '@/lib/core/record-id'
import { env } from '@/lib/env'
import { eventCitation } from '@/lib/export/cite/citation'
import { venueName } from '@/lib/queries/venue-names'
import { repliesAbout } from '@/lib/render/correction-text'
import { episodeTitle } from '@/lib/render/episode-words'
import { confidenceWords } from '@/lib/render/event-words'
import { plainWord } from '@/lib/render/words'
import { EventAmount } from '../event-amount'
import { EventDates } from '../event-dates'
import { EpisodeList } from './episode-list'
import { EpisodeView } from './episode-view'
import { EventCharts } from './event-charts'
import { EventFigures, OtherFigures } from './event-figures'
import { EventNeighbours } from './event-neighbours'
import { EventStages } from './event-stages'
import { FundSpansTable } from './fund-spans-table'
import styles from './page.module.css'

export const dynamic = 'force-dynamic'

interface Props {
  readonly params: Promise<{ readonly event: string }>
}

/** Ids of funds may hold what an address encodes. */
async function readId(params: Props['params']): Promise<string> {
  const { event } = await params
  try {
    return decodeURIComponent(event)
  } catch {
    return event
  }
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const id = await readId(params)
  const found = await getEvent(id)
  if (found === null) {
    const detected = await getEpisode(id)
    if (detected === null) return { title: 'No such event' }
    const { episode } = detected
    const title = episodeTitle(episode)
    return {
      title,
      description: `${title}, found in stored balances: before, lowest, recovery and sampling, with evidence.`,
      alternates: { canonical: `/events/${encodeURIComponent(id)}` },
      ...(episode.retracted ? { robots: { index: false } } : {}),
    }
  }
  const { event } = found
  return { title: event.title, description: event.summary, alternates: { canonical: `/events/${event.event}` } }
}

export default async function EventPage({ params }: Props) {
  const id = await readId(params)
  const [found, context] = await Promise.all([getEvent(id), getEventContext(id)])
  if (found === null || context === null) {
    const detected = await getEpisode(id)
    if (detected === null) notFound()
    const { from, to } = detected.window
    return <EpisodeView page={detected} adl={await getAdlAround(from, to)} />
  }
  const { event, previous, next, funds, charts, spans, episodes, window, remarks, meta } = found
  const record = recordId({ kind: 'events', venue: event.venue, event: event.event })
  const name = venueName(event.venue)
  const isVenue = event.venue !== 'all'
  const { simulated, publicUrl } = env()
  const { generatedAt, dataAsOf } = meta
  const cited = { site: publicUrl, generatedAt, dataAsOf, asOf: null, simulated }

  return (
    <Page
      kicker={
        <>
          <Link href="/events" prefetch={false}>
            Events
          </Link>{' '}
          · <EventDates event={event} /> ·{' '}
          {isVenue ? (
            <Link href={`/venues/${event.venue}`} prefetch={false}>
              {name}
            </Link>
          ) : (
            name
          )}
        </>
      }
      title={event.title}
      lede={
        <>
          <p>{event.summary}</p>
          <Remarks
            corrections={remarks.edited.filter((note) => note.record === record)}
            replies={repliesAbout(remarks.replies, record)}
          />
        </>
      }
      actions={<ReportLink record={record} of={event.title} />}
    >
      <dl className={styles.facts}>
        <div>
          <dt>Kind</dt>
          <dd>{plainWord(event.kind)}</dd>
        </div>
        <div>
          <dt>When</dt>
          <dd>
            <EventDates event={event} />
            {event.start?.includes('T') ? '' : ' (UTC)'}
          </dd>
        </div>
        <div>
          <dt>Amount</dt>
          <dd>{event.amount === null ? 'The sources state no amount.' : <EventAmount event={event} />}</dd>
        </div>
        <div>
          <dt>Confidence</dt>
          <dd>{confidenceWords[event.confidence] ?? event.confidence}</dd>
        </div>
        <div>
          <dt>Source</dt>
          <dd>
            <ExternalLink href={event.sourceUrl} />
            {event.viaCopy ? ' (read via a copy: the host is not the publisher)' : ''}
          </dd>
        </div>
        {event.otherSources.length === 0 ? null : (
          <div>
            <dt>Other sources</dt>
            <dd>
              <ul className={styles.sources}>
                {event.otherSources.map((href) => (
                  <li key={href}>
                    <ExternalLink href={href} />
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        )}
      </dl>

      <Section
        id="stages"
        title="Stages of the loss waterfall"
        note="In the usual order of layers. “Not on record” means that no source says so, not that it did not happen."
      >
        <EventStages stages={event.stages} />
      </Section>

      {spans === null ? null : (
        <Section
          id="venues"
          title="Funds of all venues over these days"
          note="Collected balances, and published ones marked as such, from the first day of the event to three days after its last."
        >
          <FundSpansTable spans={spans} />
        </Section>
      )}

      <Section
        id="around"
        title="Funds around the event"
        note="One chart per venue, all over the same days; then what the record says. Figures on record are published or typed in from the sources named."
      >
        <EventCharts
          charts={charts}
          venue={event.venue}
          venueName={name}
          window={window}
          now={Date.parse(meta.generatedAt)}
          adl={await getAdlAround(window.from, window.to)}
        />
        <EventFigures name={name} funds={funds} figures={context.figures} />
        {context.otherFigures.length === 0 ? null : <OtherFigures figures={context.otherFigures} />}
      </Section>

      <Section id="detected" title="Net outflows found in balances in these days" note="Deepest first, of any venue.">
        <EpisodeList episodes={episodes} />
      </Section>

      <EventNeighbours previous={previous} next={next} elsewhere={context.elsewhere} />

      <Cite
        citation={eventCitation({ id: event.event, title: event.title }, cited)}
        file={`/cite/event/${event.event}`}
      />
      <PageFooter
        record={record}
        meta={meta}
        sources={[event.sourceUrl, ...event.otherSources].map((href) => ({ text: hostOf(href), href }))}
        downloads={
          <>
            <a href="/api/v1/events.csv">all events (CSV)</a>, <a href="/api/v1/figures.csv">all figures (CSV)</a>
          </>
        }
      />
    </Page>
  )
}

function hostOf(href: string): string {
  return URL.canParse(href) ? new URL(href).host.replace(/^www\./, '') : href
}
