import Link from 'next/link'
import type { OverviewRow } from '@/lib/queries/dto/overview'
import { describeRecordSpan, describeStatus } from '@/lib/render/overview-text'
import { Absent } from './absent'
import styles from './record-list.module.css'

/** Venues that are closed, or known from the record only: their history stays. */
export function RecordList({ rows }: { readonly rows: readonly OverviewRow[] }) {
  return (
    <ul className={styles.list}>
      {rows.map((row) => {
        const span = describeRecordSpan(row)
        return (
          <li key={row.venue}>
            <Link href={`/venues/${row.venue}`} prefetch={false}>
              {row.name}
            </Link>{' '}
            <span className={styles.span}>
              {describeStatus(row)} ·{' '}
              {span === null ? (
                <Absent reason="no dated figure" />
              ) : (
                <span className={styles.dates}>on record {span}</span>
              )}
            </span>
            {row.statusNote === null ? null : <p className={styles.note}>{row.statusNote}</p>}
          </li>
        )
      })}
    </ul>
  )
}
