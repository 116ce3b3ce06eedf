import { Absent } from '@/app/_components/absent'
import { EvidenceLink } from '@/app/_components/evidence-link'
import { ExternalLink } from '@/app/_components/external-link'
import { Notice } from '@/app/_components/notice'
import type { CorrectionRow } from '@/lib/queries/dto/correction'
import { venueName } from '@/lib/queries/venue-names'
import { correctionStateWords, reportHref } from '@/lib/render/correction-text'
import { formatTime } from '@/lib/render/time'
import { asSentence } from '@/lib/render/words'
import styles from './page.module.css'

function Evidence({ evidence, of }: { readonly evidence: string; readonly of: string }) {
  return /^[0-9a-f]{64}$/.test(evidence) ? (
    <EvidenceLink sha256={evidence} of={of} reason="" />
  ) : (
    <ExternalLink href={evidence} />
  )
}

/** The entries, newest first, each with an address of its own. */
export function CorrectionsList({
  corrections,
  simulated = false,
}: {
  readonly corrections: readonly CorrectionRow[]
  readonly simulated?: boolean
}) {
  if (corrections.length === 0) return <Notice title="No correction has been published yet." />
  return (
    <>
      {simulated ? <p className={styles.small}>The entries are about real figures, not about simulated ones.</p> : null}
      <ol className={styles.entries}>
        {corrections.map((row) => (
          <li key={row.id} id={row.id} className={styles.entry}>
            <h3>
              <a href={`#${row.id}`}>{row.id}</a> · {row.venue === 'all' ? 'all venues' : venueName(row.venue)}:{' '}
              {row.field.replaceAll('_', ' ')}
            </h3>
            <dl className={styles.facts}>
              <dt>Was</dt>
              <dd>{row.was ?? <Absent reason="missing" />}</dd>
              <dt>Is</dt>
              <dd>{row.now ?? <Absent reason="withdrawn" />}</dd>
              <dt>Why</dt>
              <dd>{asSentence(row.why)}</dd>
              <dt>Evidence</dt>
              <dd>
                <Evidence evidence={row.evidence} of={row.id} />
              </dd>
              <dt>Row</dt>
              <dd>
                <a href={reportHref(row.record)} className={styles.id}>
                  {row.record}
                </a>
              </dd>
              <dt>Dated</dt>
              <dd>
                <time dateTime={row.date}>{row.date}</time>
                {row.reportedBy === null ? null : `, reported by ${row.reportedBy}`}
              </dd>
              <dt>Here</dt>
              <dd>
                {correctionStateWords[row.state]}
                {row.appliedAt === null ? null : ` ${formatTime(row.appliedAt)} UTC`}
              </dd>
            </dl>
          </li>
        ))}
      </ol>
    </>
  )
}
