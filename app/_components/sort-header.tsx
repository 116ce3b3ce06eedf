import Link from 'next/link'
import type { ReactNode } from 'react'
import styles from './sort-header.module.css'

/** A column header that sorts by its column: a link, so that the order is in the address. */
export function SortHeader({
  href,
  sorted,
  numeric = false,
  children,
}: {
  readonly href: string
  /** The present direction when the table is sorted by this column. */
  readonly sorted: 'ascending' | 'descending' | null
  readonly numeric?: boolean
  readonly children: ReactNode
}) {
  return (
    <th scope="col" className={numeric ? styles.numeric : styles.text} aria-sort={sorted ?? undefined}>
      <Link className={styles.link} href={href} prefetch={false} scroll={false}>
        {children}
        <span className={styles.arrow} aria-hidden="true">
          {sorted === null ? '' : sorted === 'descending' ? ' ↓' : ' ↑'}
        </span>
      </Link>
    </th>
  )
}
