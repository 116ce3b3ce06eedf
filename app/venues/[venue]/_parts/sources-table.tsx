import { Absent } from '@/app/_components/absent'
import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { ExternalLink } from '@/app/_components/external-link'
import { StateBadge } from '@/app/_components/state-badge'
import { TimeText } from '@/app/_components/time-text'
import type { IsoTime } from '@/lib/queries/dto/common'
import type { SourceRow } from '@/lib/queries/dto/source'
import { formatAge, formatCount, formatInteger } from '@/lib/render/format'
import { plainWord } from '@/lib/render/words'
import styles from './parts.module.css'

function LastError({ source }: { readonly source: SourceRow }) {
  if (source.errorAt === null) return <span className={styles.small}>none</span>
  return (
    <span className={source.state === 'failing' ? styles.error : undefined}>
      {source.errorKind === null ? '' : `${plainWord(source.errorKind)}: `}
      {source.errorMessage ?? 'no message'} <TimeText at={source.errorAt} reason="" />
    </span>
  )
}

/** The sources of a venue with their clocks and what last went wrong. */
export function SourcesTable({
  sources,
  renderedAt,
}: {
  readonly sources: readonly SourceRow[]
  readonly renderedAt: IsoTime
}) {
  return (
    <DataTable caption="Sources and their clocks">
      <thead>
        <tr>
          <ColumnHeader>Source</ColumnHeader>
          <ColumnHeader>State · age (UTC)</ColumnHeader>
          <ColumnHeader>Expected every</ColumnHeader>
          <ColumnHeader>Last changed (UTC)</ColumnHeader>
          <ColumnHeader numeric>Rows kept</ColumnHeader>
          <ColumnHeader numeric>Rejected</ColumnHeader>
          <ColumnHeader>Last error (UTC)</ColumnHeader>
          <ColumnHeader>Described at</ColumnHeader>
        </tr>
      </thead>
      <tbody>
        {sources.map((source) => (
          <tr key={source.source}>
            <th scope="row">
              {source.source}
              <br />
              <span className={styles.small}>{plainWord(source.kind)}</span>
            </th>
            <td>
              <StateBadge
                state={source.state}
                checkedAt={source.lastSuccessAt}
                expectedEveryS={source.cadenceS}
                renderedAt={renderedAt}
                reason={
                  source.consecutiveFailures > 0
                    ? `${formatCount(source.consecutiveFailures, 'failure')} in a row`
                    : null
                }
              />
            </td>
            <td>{formatAge(source.cadenceS * 1000)}</td>
            <td>
              <TimeText at={source.lastChangedAt} reason="not yet collected" />
            </td>
            <NumberCell>{formatInteger(source.rowsWritten)}</NumberCell>
            <NumberCell>{formatInteger(source.rowsRejected)}</NumberCell>
            <td className={styles.note}>
              <LastError source={source} />
            </td>
            <td>
              {source.docsUrl === null ? <Absent reason="no public page" /> : <ExternalLink href={source.docsUrl} />}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
