import { CopyButton } from '@/app/_client/copy-button'
import styles from './copy-link.module.css'

/** A link, and beside it a button that copies its address where the browser lets it. */
export function CopyLink({ href, children }: { readonly href: string; readonly children: string }) {
  return (
    <span className={styles.copy}>
      <a href={href}>{children}</a>
      <CopyButton text={href} label="Copy link" what={children} isAddress />
    </span>
  )
}
