import { TimeText } from '@/app/_components/time-text'
import type { EvidencePage } from '@/lib/queries/dto/evidence'
import { venueName } from '@/lib/queries/venue-names'
import { formatCount } from '@/lib/render/format'
import styles from './page.module.css'

type Capture = EvidencePage['captures'][number]

const BASIS_WORDS: Readonly<Record<Capture['basis'], string>> = {
  collected: 'collected from the venue',
  published: 'from the published record',
  simulated: 'SIMULATED: from the exchange simulator, not from the venue',
}

function CaptureFacts({ capture }: { readonly capture: Capture }) {
  const headers = Object.entries(capture.headers)
  return (
    <dl className={styles.facts}>
      <dt>Venue, source</dt>
      <dd>
        <a href={`/venues/${capture.venue}`}>{venueName(capture.venue)}</a>, {capture.source} ({capture.endpoint}
        {capture.subject === null ? '' : `, ${capture.subject}`})
      </dd>
      <dt>Request</dt>
      <dd>
        <code className={styles.code}>
          {capture.method} {capture.url}
        </code>
      </dd>
      {capture.requestBody === null ? null : (
        <>
          <dt>Request body</dt>
          <dd>
            <code className={styles.code}>{capture.requestBody}</code>
          </dd>
        </>
      )}
      <dt>Answered</dt>
      <dd>
        <TimeText at={capture.fetchedAt} reason="" /> UTC, HTTP {capture.status}, after {capture.durationMs} ms
      </dd>
      <dt>Headers kept</dt>
      <dd>
        {headers.length === 0 ? (
          'none'
        ) : (
          <ul className={styles.plain}>
            {headers.map(([name, value]) => (
              <li key={name}>
                <code className={styles.code}>
                  {name}: {value}
                </code>
              </li>
            ))}
          </ul>
        )}
      </dd>
      <dt>Read by</dt>
      <dd>
        reader <code className={styles.code}>{capture.parserVersion}</code>
      </dd>
      <dt>Basis</dt>
      <dd>{BASIS_WORDS[capture.basis]}</dd>
    </dl>
  )
}

/** The newest fetch in full, earlier ones behind a disclosure. */
export function Captures({ captures }: { readonly captures: readonly Capture[] }) {
  const [newest, ...earlier] = captures
  if (newest === undefined) return <p>The bytes are kept; the request that gave them is not.</p>
  return (
    <>
      <CaptureFacts capture={newest} />
      {earlier.length === 0 ? null : (
        <details>
          <summary>{formatCount(earlier.length, 'earlier fetch', 'earlier fetches')} with the same bytes</summary>
          <ul className={styles.plain}>
            {earlier.map((capture) => (
              <li key={`${capture.fetchedAt} ${capture.url}`}>
                <TimeText at={capture.fetchedAt} reason="" /> UTC{' '}
                <code className={styles.code}>
                  {capture.method} {capture.url}
                </code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
