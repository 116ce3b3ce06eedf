import { ExternalLink } from '@/app/_components/external-link'
import type { DisclosureChangeRow } from '@/lib/queries/dto'
import { plainWord } from '@/lib/render/words'
import styles from './parts.module.css'

/** What the venue changed in what it publishes, newest first. */
export function ChangesList({ changes }: { readonly changes: readonly DisclosureChangeRow[] }) {
  const ordered = [...changes].sort((a, b) => b.changedOn.localeCompare(a.changedOn))
  return (
    <>
      <h3>Changes in what the venue publishes</h3>
      <ul className={styles.events}>
        {ordered.map((change) => (
          <li key={`${change.changedOn} ${change.kind} ${change.text}`} className={styles.event}>
            <time dateTime={change.changedOn}>{change.changedOn}</time>
            <p>
              {plainWord(change.kind)}: {change.text}{' '}
              {change.sourceUrl === null ? null : <ExternalLink href={change.sourceUrl} />}
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}
