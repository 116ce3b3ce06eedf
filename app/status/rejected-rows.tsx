import { ColumnHeader, DataTable } from '@/app/_components/data-table'
import { EvidenceLink } from '@/app/_components/evidence-link'
import { Notice } from '@/app/_components/notice'
import { TimeText } from '@/app/_components/time-text'
import type { RejectedSource } from '@/lib/queries/dto/status'
import { venueName } from '@/lib/queries/venue-names'
import { formatCount } from '@/lib/render/format'
import { plainWord } from '@/lib/render/words'
import styles from './status.module.css'

const SHOWN_LENGTH = 80

function Sample({ text }: { readonly text: string }) {
  if (text.length <= SHOWN_LENGTH) return <code className={styles.sample}>{text}</code>
  return (
    <details>
      <summary>
        <code>{text.slice(0, SHOWN_LENGTH)}…</code>
      </summary>
      <code className={styles.sample}>{text}</code>
    </details>
  )
}

/** What was refused and why: counts by reason for each source, then the newest samples. */
export function RejectedRows({ rejected }: { readonly rejected: readonly RejectedSource[] }) {
  if (rejected.length === 0) return <Notice title="No row was refused in the last 7 days." />
  const samples = rejected.flatMap(({ venue, source, samples: own }) => own.map((row) => ({ ...row, venue, source })))
  return (
    <>
      <ul className={styles.counts}>
        {rejected.map(({ venue, source, count, reasons }) => (
          <li key={`${venue} ${source}`}>
            {venueName(venue)} {source}: {formatCount(count, 'row')} (
            {reasons.map(({ reason, count: of }) => `${plainWord(reason)} ${of}`).join(', ')})
          </li>
        ))}
      </ul>
      <DataTable caption="Newest refused rows of each source">
        <thead>
          <tr>
            <ColumnHeader>When (UTC)</ColumnHeader>
            <ColumnHeader>Source</ColumnHeader>
            <ColumnHeader>Reason</ColumnHeader>
            <ColumnHeader>Detail</ColumnHeader>
            <ColumnHeader>Sample</ColumnHeader>
            <ColumnHeader>Evidence</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          {samples.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two refused rows can be alike in everything
            <tr key={`${row.venue} ${row.source} ${row.rejectedAt} ${index}`}>
              <th scope="row">
                <TimeText at={row.rejectedAt} reason="" />
              </th>
              <td>
                {venueName(row.venue)} {row.source}
              </td>
              <td>{plainWord(row.reason)}</td>
              <td>
                <div className={styles.error}>{row.detail}</div>
              </td>
              <td>
                <div className={styles.error}>
                  <Sample text={row.sample} />
                </div>
              </td>
              <td>
                <EvidenceLink sha256={row.rawSha256} of="the refused row" reason="no answer archived" />
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </>
  )
}
