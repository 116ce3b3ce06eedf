import Link from 'next/link'
import styles from './events-pager.module.css'
import { type EventsQuery, eventsPageHref } from './query'

/** Steps through the pages of the list; nothing where there is one. */
export function EventsPager({
  query,
  page,
  pages,
}: {
  readonly query: EventsQuery
  readonly page: number
  readonly pages: number
}) {
  if (pages <= 1) return null
  return (
    <nav className={styles.pager} aria-label="Pages of the list">
      {page > 1 ? (
        <Link href={eventsPageHref(query, page - 1)} prefetch={false} rel="prev">
          Newer
        </Link>
      ) : null}
      <span>
        page {page} of {pages}
      </span>
      {page < pages ? (
        <Link href={eventsPageHref(query, page + 1)} prefetch={false} rel="next">
          Older
        </Link>
      ) : null}
    </nav>
  )
}
