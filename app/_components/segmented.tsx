import Link from 'next/link'
import styles from './segmented.module.css'

export interface Segment {
  readonly href: string
  readonly text: string
  readonly selected: boolean
  /** Why it cannot be chosen; it is then shown without a link. */
  readonly disabled?: string | null
}

/** Links that choose one view of several; the choice is in the address. */
export function Segmented({ label, segments }: { readonly label: string; readonly segments: readonly Segment[] }) {
  return (
    <nav className={styles.segmented} aria-label={label}>
      <ul>
        {segments.map(({ href, text, selected, disabled = null }) => (
          <li key={text}>
            {disabled === null ? (
              <Link href={href} prefetch={false} scroll={false} aria-current={selected ? 'true' : undefined}>
                {text}
              </Link>
            ) : (
              <span title={disabled}>
                {text}
                <span className="visually-hidden"> ({disabled})</span>
              </span>
            )}
          </li>
        ))}
      </ul>
    </nav>
  )
}
