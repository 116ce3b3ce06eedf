import Link from 'next/link'
import { Absent } from '@/app/_components/absent'
import { ExternalLink } from '@/app/_components/external-link'
import { Remarks, ReportLink } from '@/app/_components/remarks'
import { recordId } from '@/lib/core/record-id'
import type { VenueRemarks } from '@/lib/queries/dto/correction'
import type { EventRow } from '@/lib/queries/dto/record'
import { repliesAbout } from '@/lib/render/correction-text'
import { formatDatePartial, formatUnits, formatUsd } from '@/lib/render/format'
import { plainWord } from '@/lib/render/words'
import styles from './parts.module.css'

const recordOf = ({ venue, event }: EventRow): string => recordId({ kind: 'events', venue, event })

function amountWords(event: EventRow): string | null {
  const amount = event.amount === null || event.asset === null ? null : formatUnits(event.amount, event.asset)
  const usd = event.usd === null || event.asset === 'USD' ? null : formatUsd(event.usd)
  const figure = amount !== null && usd !== null ? `${amount} (${usd})` : (amount ?? usd)
  if (figure === null) return null
  return event.amountMeaning === null ? figure : `${plainWord(event.amountMeaning)}: ${figure}`
}

/** Documented events of the venue, newest first, each with its sources. */
export function EventsList({
  events,
  remarks,
}: {
  readonly events: readonly EventRow[]
  readonly remarks: VenueRemarks
}) {
  const ordered = [...events].sort((a, b) => (b.start ?? '').localeCompare(a.start ?? ''))
  return (
    <ul className={styles.events}>
      {ordered.map((event) => {
        const amount = amountWords(event)
        return (
          <li key={event.event} className={styles.event}>
            <span>
              {event.start === null ? (
                <Absent reason="date not on record" />
              ) : (
                <>
                  {event.datesApproximate ? 'about ' : ''}
                  <time dateTime={event.start}>{formatDatePartial(event.start)}</time>
                </>
              )}
            </span>
            <div>
              <p className={styles.eventTitle}>
                <Link href={`/events/${event.event}`} prefetch={false}>
                  {event.title}
                </Link>
              </p>
              <p>{event.summary}</p>
              <p className={styles.small}>
                {plainWord(event.kind)}
                {event.stages.length === 0 ? '' : ` · stages reached: ${event.stages.map(plainWord).join(', ')}`}
                {amount === null ? '' : ` · ${amount}`} · confidence {event.confidence}
                {event.viaCopy ? ' · read in a copy' : ''} · source: <ExternalLink href={event.sourceUrl} />
                {event.otherSources.map((href) => (
                  <span key={href}>
                    , <ExternalLink href={href} />
                  </span>
                ))}{' '}
                <ReportLink record={recordOf(event)} of={event.title} />
              </p>
              <Remarks
                corrections={remarks.edited.filter((note) => note.record === recordOf(event))}
                replies={repliesAbout(remarks.replies, recordOf(event))}
              />
            </div>
          </li>
        )
      })}
    </ul>
  )
}
