import type { ReactNode } from 'react'
import styles from './formula.module.css'

/** A formula on a line of its own, with what its letters mean below it. */
export function Formula({ children, where }: { readonly children: ReactNode; readonly where?: ReactNode }) {
  return (
    <div className={styles.formula}>
      <p className={styles.lines}>{children}</p>
      {where === undefined ? null : <p className={styles.where}>{where}</p>}
    </div>
  )
}

/** A variable or a name as formulas write it. */
export function Var({ children }: { readonly children: ReactNode }) {
  return <var className={styles.variable}>{children}</var>
}

/** A table of an example, with the note that its inputs are made up. */
export function Example({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.example}>
      {children}
      <WorkedNote />
    </div>
  )
}

/** Says that the numbers of a table are made up and computed by the functions of the site. */
export function WorkedNote() {
  return (
    <p className={styles.where}>
      Example with made-up inputs, computed when this page was made by the same functions that make the published
      figures.
    </p>
  )
}
