import { Absent } from './absent'
import { ExternalLink } from './external-link'
import styles from './source-line.module.css'

/** Where a statement comes from and on which day it was read there. */
export function SourceLine({ href, on }: { readonly href: string | null; readonly on: string | null }) {
  return (
    <span className={styles.source}>
      Source: {href === null ? <Absent reason="no public source" /> : <ExternalLink href={href} />}
      {on === null ? null : (
        <>
          , read <time dateTime={on}>{on.slice(0, 10)}</time>
        </>
      )}
    </span>
  )
}
