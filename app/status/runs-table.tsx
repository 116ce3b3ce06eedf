import { Absent } from '@/app/_components/absent'
import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { Notice } from '@/app/_components/notice'
import { TimeText } from '@/app/_components/time-text'
import type { RunRowView } from '@/lib/queries/dto/status'
import { venueName } from '@/lib/queries/venue-names'
import { formatBytes } from '@/lib/render/bytes'
import { formatInteger } from '@/lib/render/format'
import { plainWord } from '@/lib/render/words'
import styles from './status.module.css'

function took({ startedAt, finishedAt }: RunRowView): string | null {
  if (finishedAt === null) return null
  return `${((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000).toFixed(1)} s`
}

/** The newest runs: how each ended, how long it took, what it asked for and wrote. */
export function RunsTable({ runs }: { readonly runs: readonly RunRowView[] }) {
  if (runs.length === 0) return <Notice title="The collector has not run yet." />
  return (
    <DataTable caption="Newest runs, newest first">
      <thead>
        <tr>
          <ColumnHeader>Started (UTC)</ColumnHeader>
          <ColumnHeader>Source</ColumnHeader>
          <ColumnHeader>Outcome</ColumnHeader>
          <ColumnHeader numeric>Took</ColumnHeader>
          <ColumnHeader numeric>Requests</ColumnHeader>
          <ColumnHeader numeric>Received</ColumnHeader>
          <ColumnHeader numeric>Written</ColumnHeader>
          <ColumnHeader numeric>Unchanged</ColumnHeader>
          <ColumnHeader numeric>Refused</ColumnHeader>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={`${run.venue} ${run.source} ${run.startedAt}`}>
            <th scope="row">
              <TimeText at={run.startedAt} reason="" />
            </th>
            <td>
              {venueName(run.venue)} {run.source}
            </td>
            <td>
              {run.outcome === null ? 'running, or ended without a word' : plainWord(run.outcome)}
              {run.errorKind === null ? null : (
                <div className={styles.error}>
                  <span className={styles.small}>
                    {plainWord(run.errorKind)}: {run.errorMessage ?? 'no message'}
                  </span>
                </div>
              )}
            </td>
            <NumberCell>{took(run) ?? <Absent reason="not finished" />}</NumberCell>
            <NumberCell>{formatInteger(run.requests)}</NumberCell>
            <NumberCell>{formatBytes(run.bytes)}</NumberCell>
            <NumberCell>{formatInteger(run.rowsWritten)}</NumberCell>
            <NumberCell>{formatInteger(run.rowsUnchanged)}</NumberCell>
            <NumberCell>{formatInteger(run.rowsRejected)}</NumberCell>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
