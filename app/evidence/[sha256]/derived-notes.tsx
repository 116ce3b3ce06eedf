import type { ReactNode } from 'react'
import { formatCount } from '@/lib/render/format'
import styles from './page.module.css'

/** Says that a list is cut. */
export function Cut({ shown, all, what }: { readonly shown: number; readonly all: number; readonly what: string }) {
  if (shown === all) return null
  return (
    <p className={styles.note}>
      The first {shown} of {formatCount(all, what)}.
    </p>
  )
}

/** The note of a row, and where to report an error of it. */
export function Reason({ reason, children }: { readonly reason: string | null; readonly children?: ReactNode }) {
  return (
    <td>
      {reason === null ? null : <div className={styles.reason}>{reason}</div>}
      {children}
    </td>
  )
}
