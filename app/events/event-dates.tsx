import type { EventRow } from '@/lib/queries/dto/record'
import { formatDatePartial } from '@/lib/render/time'
import styles from './event-dates.module.css'

function RecordDate({ date }: { readonly date: string }) {
  return (
    <time className={styles.date} dateTime={date}>
      {formatDatePartial(date)}
    </time>
  )
}

/** When an event was, no more precise than the record; a date never breaks over two lines. */
export function EventDates({
  event: { start, end, startPrecision, datesApproximate },
}: {
  readonly event: Pick<EventRow, 'start' | 'end' | 'startPrecision' | 'datesApproximate'>
}) {
  if (start === null) return <>undated</>
  return (
    <>
      <RecordDate date={start} />
      {end === null || end === start ? null : (
        <>
          {' to '}
          <RecordDate date={end} />
        </>
      )}
      {startPrecision === 'month' || startPrecision === 'year' ? ` (${startPrecision} only)` : ''}
      {datesApproximate ? ', times approximate' : ''}
    </>
  )
}
