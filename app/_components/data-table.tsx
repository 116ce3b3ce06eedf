import type { ReactNode } from 'react'
import styles from './data-table.module.css'

export interface DataTableProps {
  /** Names the scroll region and the table. */
  readonly caption: string
  /** Shows the caption above the table; otherwise it is for screen readers only. */
  readonly showCaption?: boolean
  /** `flowing`: bounded, except on a narrow screen, where the table lays its rows out one below the other. */
  readonly height?: 'bounded' | 'flowing'
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** A native table in a scroll region of its own: the header row and the first column stay in sight. */
export function DataTable({ caption, showCaption = false, height = 'bounded', className, children }: DataTableProps) {
  return (
    <section
      className={height === 'bounded' ? styles.region : `${styles.region} ${styles.flowing}`}
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region must be reachable by keyboard
      tabIndex={0}
    >
      <table className={className === undefined ? styles.table : `${styles.table} ${className}`}>
        <caption className={showCaption ? styles.caption : 'visually-hidden'}>{caption}</caption>
        {children}
      </table>
    </section>
  )
}

/** A column header. `numeric` columns are set to the right. */
export function ColumnHeader({
  numeric = false,
  children,
}: {
  readonly numeric?: boolean
  readonly children: ReactNode
}) {
  return (
    <th scope="col" {...(numeric ? { className: styles.numericHead } : {})}>
      {children}
    </th>
  )
}

/** A cell of figures, set to the right. */
export function NumberCell({
  children,
  rowSpan,
}: {
  readonly children: ReactNode
  readonly rowSpan?: number | undefined
}) {
  return (
    // A property that is not set is written out in the flight data of every cell: better not given.
    <td className={styles.number} {...(rowSpan === undefined || rowSpan === 1 ? {} : { rowSpan })}>
      {children}
    </td>
  )
}

/** A heading over a group of rows: a `tbody` of its own keeps like with like. */
export function GroupRow({ columns, children }: { readonly columns: number; readonly children: ReactNode }) {
  return (
    <tr>
      <th scope="rowgroup" colSpan={columns} className={styles.group}>
        <span className={styles.groupText}>{children}</span>
      </th>
    </tr>
  )
}
