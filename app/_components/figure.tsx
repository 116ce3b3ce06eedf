import type { ReactNode } from 'react'
import styles from './figure.module.css'

/** A row of headline figures. */
export function Figures({ children }: { readonly children: ReactNode }) {
  return <dl className={styles.figures}>{children}</dl>
}

/** One headline figure: what it is, the figure, and a line on its basis. */
export function Figure({
  label,
  note,
  children,
}: {
  readonly label: ReactNode
  readonly note?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <div className={styles.figure}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.value}>{children}</dd>
      {note === undefined ? null : <dd className={styles.note}>{note}</dd>}
    </div>
  )
}
