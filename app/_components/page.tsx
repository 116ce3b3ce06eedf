import type { ReactNode } from 'react'
import styles from './page.module.css'

/** The frame of a page: its title, the sentence under it, links to its other forms, then sections. */
export function Page({
  title,
  kicker,
  lede,
  actions,
  children,
}: {
  readonly title: ReactNode
  readonly kicker?: ReactNode
  readonly lede?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <div className={styles.heading}>
          {kicker === undefined ? null : <p className={styles.kicker}>{kicker}</p>}
          <h1>{title}</h1>
          {lede === undefined ? null : <div className={styles.lede}>{lede}</div>}
        </div>
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  )
}

/** A part of a page with an address of its own. */
export function Section({
  id,
  title,
  note,
  children,
}: {
  readonly id: string
  readonly title: ReactNode
  readonly note?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {note === undefined ? null : <p className={styles.note}>{note}</p>}
      {children}
    </section>
  )
}

/** Running text at reading width. */
export function Prose({ children }: { readonly children: ReactNode }) {
  return <div className={styles.prose}>{children}</div>
}
