import type { AdlStanding } from '@/lib/queries/dto/adl'
import { formatCount, formatProximity } from '@/lib/render/format'
import { formatAge } from '@/lib/render/time'
import { adlLevelWord } from '@/lib/render/words'
import { Absent } from './absent'
import { Aside } from './aside'
import { EvidenceLink } from './evidence-link'
import styles from './stacked.module.css'

/** The level of a signal in words; a signal that cannot be graded says so. */
export function AdlLevel({ row }: { readonly row: Pick<AdlStanding, 'level' | 'stale'> }) {
  if (row.stale !== null) return <Absent reason={row.stale} />
  if (row.level === null) return <Absent reason="not graded" />
  return <span className={row.level > 0 ? styles.raised : undefined}>{adlLevelWord(row.level)}</span>
}

const LONGEST_IN_PLACE = 40

/** A whole sentence of a venue's absence is behind a word, so that a table stays readable. */
function NoSignal({ absence }: { readonly absence: string }) {
  if (absence.length <= LONGEST_IN_PLACE) return <Absent reason={absence} />
  return (
    <span>
      <Absent reason="no public signal" /> <Aside label="note">{absence}</Aside>
    </span>
  )
}

/** The worst of several signals, with the raw value, its age and its evidence. `absence` where there is none. */
export function AdlCell({
  rows,
  absence,
  now,
}: {
  readonly rows: readonly AdlStanding[]
  readonly absence: string | null
  /** When the page was made. */
  readonly now: number
}) {
  const [worst] = rows
  if (worst === undefined) return <NoSignal absence={absence ?? 'no signal'} />
  return (
    <span>
      <AdlLevel row={worst} />
      <span className={styles.small}>
        {worst.subject}: {worst.signal} <code>{worst.value}</code>
        {worst.proximity === null ? '' : `, proximity ${formatProximity(worst.proximity)}`}
      </span>
      <span className={styles.small}>
        {formatAge(now - Date.parse(worst.observedAt))} old
        {rows.length > 1 ? `; worst of ${formatCount(rows.length, 'signal')}` : ''}{' '}
        <EvidenceLink sha256={worst.rawSha256} of={`the ADL signal of ${worst.subject}`} reason="no archived answer" />
      </span>
    </span>
  )
}
