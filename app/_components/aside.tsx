import { type ReactNode, useId } from 'react'
import styles from './aside.module.css'

/** A word that opens a few more in place: a press or Enter opens them, Escape closes them, without JavaScript. */
export function Aside({ label, children }: { readonly label: ReactNode; readonly children: ReactNode }) {
  const id = useId()
  return (
    <>
      <button type="button" className={styles.button} popoverTarget={id}>
        {label}
      </button>
      <span id={id} popover="auto" className={styles.aside}>
        {children}
      </span>
    </>
  )
}
