import Link from 'next/link'
import { Absent } from '@/app/_components/absent'
import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { Notice } from '@/app/_components/notice'
import type { RestatementView } from '@/lib/queries/dto/correction'
import { venueName } from '@/lib/queries/venue-names'
import { formatTime } from '@/lib/render/time'
import styles from './page.module.css'

const pageHref = (page: number): string => `/corrections${page === 1 ? '' : `?page=${page}`}#restatements`

/** Restated values by venue and hour, with the largest change of each and the way to the rows. */
export function RestatementsTable({
  restatements,
  page,
  hasMore,
}: {
  readonly restatements: readonly RestatementView[]
  readonly page: number
  readonly hasMore: boolean
}) {
  return (
    <>
      {restatements.length === 0 ? (
        <Notice title={page === 1 ? 'No stored value has been restated.' : 'There are no more restatements.'} />
      ) : (
        <DataTable caption="Restated values, newest hour first" height="flowing">
          <thead>
            <tr>
              <ColumnHeader>Stored in the hour of (UTC)</ColumnHeader>
              <ColumnHeader>Venue</ColumnHeader>
              <ColumnHeader numeric>Rows</ColumnHeader>
              <ColumnHeader>Largest change</ColumnHeader>
              <ColumnHeader>Why</ColumnHeader>
            </tr>
          </thead>
          <tbody>
            {restatements.map((row) => (
              <tr key={`${row.hour} ${row.venue} ${row.thing}`}>
                <th scope="row">
                  <time dateTime={row.hour}>{formatTime(row.hour)}</time>
                </th>
                <td>
                  <a href={`/venues/${row.venue}`}>{venueName(row.venue)}</a>
                  {row.simulated ? ' (simulated)' : ''}
                </td>
                <NumberCell>
                  <a href={row.path}>
                    {row.rows} {row.thing}
                    {row.rows === 1 ? '' : 's'}
                  </a>
                </NumberCell>
                <td>
                  {row.subject}: {row.before ?? <Absent reason="missing" />}{' '}
                  {row.before === row.after ? 'as before,' : <>→ {row.after ?? <Absent reason="missing" />}</>}{' '}
                  {row.unit}
                  <span className={styles.small}>
                    at <time dateTime={row.observedAt}>{formatTime(row.observedAt)}</time>
                  </span>
                </td>
                <td className={styles.why}>{row.why}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      {page === 1 && !hasMore ? null : (
        <nav aria-label="Pages of restatements" className={styles.pager}>
          {page === 1 ? null : (
            <Link href={pageHref(page - 1)} prefetch={false} rel="prev">
              Newer
            </Link>
          )}
          <span>page {page}</span>
          {hasMore ? (
            <Link href={pageHref(page + 1)} prefetch={false} rel="next">
              Older
            </Link>
          ) : null}
        </nav>
      )}
    </>
  )
}
