import type { ReactNode } from 'react'
import styles from './notice.module.css'

/** A plain sentence where figures would be: nothing found, not disclosed, not collected, failing. */
export function Notice({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className={styles.notice}>
      <p className={styles.title}>{title}</p>
      {children === undefined ? null : <div className={styles.text}>{children}</div>}
    </div>
  )
}
