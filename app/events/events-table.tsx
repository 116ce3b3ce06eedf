import Link from 'next/link'
import { Absent } from '@/app/_components/absent'
import { ColumnHeader, DataTable } from '@/app/_components/data-table'
import type { EventRow } from '@/lib/queries/dto/record'
import { stagesInOrder } from '@/lib/render/event-words'
import { plainWord } from '@/lib/render/words'
import { EventAmount } from './event-amount'
import { EventDates } from './event-dates'
import styles from './events-table.module.css'

export interface EventListRow {
  readonly event: EventRow
  readonly venueName: string
}

/** Events of the record, one row each; on a narrow screen the cells of a row stand below each other. */
export function EventsTable({ rows, caption }: { readonly rows: readonly EventListRow[]; readonly caption: string }) {
  return (
    <DataTable caption={caption} height="flowing" className={styles.table}>
      <thead className={styles.head}>
        <tr>
          <ColumnHeader>Event</ColumnHeader>
          <ColumnHeader>Date (UTC)</ColumnHeader>
          <ColumnHeader>Venue</ColumnHeader>
          <ColumnHeader>Stages on record, in the order of the waterfall</ColumnHeader>
          <ColumnHeader>Amount, and what it is</ColumnHeader>
          <ColumnHeader>Confidence</ColumnHeader>
        </tr>
      </thead>
      <tbody className={styles.body}>
        {rows.map(({ event, venueName }) => (
          <tr key={event.event} className={styles.row}>
            <th scope="row" className={styles.title}>
              <Link href={`/events/${event.event}`} prefetch={false}>
                {event.title}
              </Link>
              <span className={styles.kind}>{plainWord(event.kind)}</span>
            </th>
            <td className={styles.date}>
              <EventDates event={event} />
            </td>
            <td className={styles.venue}>{venueName}</td>
            <td className={styles.stages}>{stagesInOrder(event.stages).join(' → ')}</td>
            <td className={styles.amount}>
              {event.amount === null ? <Absent reason="no amount on record" /> : <EventAmount event={event} />}
            </td>
            <td className={styles.confidence}>
              {event.confidence}
              {event.viaCopy ? <span className={styles.kind}>via copy</span> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
