import { Absent } from '@/app/_components/absent'
import { EvidenceLink } from '@/app/_components/evidence-link'
import { ExternalLink } from '@/app/_components/external-link'
import { Notice } from '@/app/_components/notice'
import type { StoredRecord, StoredRevision } from '@/lib/queries/dto/correction'
import { formatTime } from '@/lib/render/time'
import styles from './page.module.css'

function Revision({ row, of }: { readonly row: StoredRevision; readonly of: string }) {
  const { revision, figures, observedAt, recordedAt, reason, source, sourceUrl, rawSha256 } = row
  return (
    <dl className={styles.facts}>
      {revision === null ? null : (
        <>
          <dt>Revision</dt>
          <dd>
            {revision}
            {recordedAt === null ? null : `, stored ${formatTime(recordedAt)} UTC`}
          </dd>
        </>
      )}
      {figures.map(({ name, value }) => (
        <div key={name} className={styles.pair}>
          <dt>{name.replaceAll('_', ' ')}</dt>
          <dd>{value ?? <Absent reason="missing" />}</dd>
        </div>
      ))}
      {observedAt === null ? null : (
        <>
          <dt>Observed</dt>
          <dd>
            <time dateTime={observedAt}>{formatTime(observedAt)}</time> UTC
          </dd>
        </>
      )}
      {reason === null ? null : (
        <>
          <dt>Note</dt>
          <dd>{reason}</dd>
        </>
      )}
      <dt>Source</dt>
      <dd>
        {source} {sourceUrl === null ? null : <ExternalLink href={sourceUrl} />}
      </dd>
      <dt>Evidence</dt>
      <dd>
        <EvidenceLink
          sha256={rawSha256}
          of={of}
          reason={sourceUrl === null ? 'no archived answer' : 'the source above'}
        />
      </dd>
    </dl>
  )
}

/** Every revision under a record id, newest first. */
export function StoredRows({ stored }: { readonly stored: StoredRecord }) {
  const { title, record, path, revisions } = stored
  const isPage = record.startsWith('pages/') || record.startsWith('venues/')
  return (
    <>
      <p>
        <a href={path}>{title}</a>
      </p>
      <p className={styles.small}>
        Record id: <code className={styles.id}>{record}</code>
      </p>
      {revisions.length > 0 || isPage ? null : (
        <Notice title="Nothing is stored under this id here.">
          The row may be in another installation, or the id may be mistyped. A report can still be composed.
        </Notice>
      )}
      {revisions.map((row, index) => (
        <div key={row.revision ?? 'record'}>
          {index === 1 ? <h3>Earlier revisions</h3> : null}
          <Revision row={row} of={title} />
        </div>
      ))}
    </>
  )
}
