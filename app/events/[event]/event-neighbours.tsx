import Link from 'next/link'
import { Section } from '@/app/_components/page'
import type { EventRow } from '@/lib/queries/dto/record'
import { venueName } from '@/lib/queries/venue-names'
import { stagesInOrder } from '@/lib/render/event-words'
import { EventDates } from '../event-dates'
import styles from './event-neighbours.module.css'

function EventLink({ event }: { readonly event: EventRow }) {
  return (
    <Link href={`/events/${event.event}`} prefetch={false}>
      {event.title}
    </Link>
  )
}

/** Events of the record, a line each. */
export function EventList({ events }: { readonly events: readonly EventRow[] }) {
  if (events.length === 0) return <p className={styles.none}>None on record.</p>
  return (
    <ul className={styles.list}>
      {events.map((event) => (
        <li key={event.event}>
          <EventLink event={event} />
          <span className={styles.detail}>
            {venueName(event.venue)} · <EventDates event={event} /> · {stagesInOrder(event.stages).join(' → ')}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** What happened elsewhere at the same time, and the events before and after in the record. */
export function EventNeighbours({
  previous,
  next,
  elsewhere,
}: {
  readonly previous: EventRow | null
  readonly next: EventRow | null
  readonly elsewhere: readonly EventRow[]
}) {
  return (
    <>
      <Section
        id="elsewhere"
        title="Other venues in the same days"
        note="Events of the record whose dates meet this one, within a day."
      >
        <EventList events={elsewhere} />
      </Section>
      <nav className={styles.neighbours} aria-label="Events before and after">
        {previous === null ? null : (
          <p>
            <span className={styles.detail}>
              Before · <EventDates event={previous} />
            </span>
            <EventLink event={previous} />
          </p>
        )}
        {next === null ? null : (
          <p className={styles.next}>
            <span className={styles.detail}>
              After · <EventDates event={next} />
            </span>
            <EventLink event={next} />
          </p>
        )}
      </nav>
    </>
  )
}
