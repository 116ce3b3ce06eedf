import styles from './absent.module.css'

/** A missing value: an em dash and the reason, never a zero. */
export function Absent({ reason }: { readonly reason: string }) {
  return (
    <span className={styles.absent}>
      <span aria-hidden="true">—</span> <span className={styles.reason}>{reason}</span>
    </span>
  )
}
