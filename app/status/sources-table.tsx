import { Absent } from '@/app/_components/absent'
import { ColumnHeader, DataTable, GroupRow, NumberCell } from '@/app/_components/data-table'
import { ExternalLink } from '@/app/_components/external-link'
import { Notice } from '@/app/_components/notice'
import { StateBadge } from '@/app/_components/state-badge'
import { TimeText } from '@/app/_components/time-text'
import { groupBy } from '@/lib/core/collections'
import type { IsoTime } from '@/lib/queries/dto/common'
import type { StatusSource } from '@/lib/queries/dto/status'
import { formatInteger } from '@/lib/render/format'
import { formatCadence, lagInCadences } from '@/lib/render/status-text'
import { plainWord } from '@/lib/render/words'
import styles from './status.module.css'

const COLUMNS = 8

function Failures({ source }: { readonly source: StatusSource }) {
  if (source.consecutiveFailures === 0) return <span className={styles.small}>none</span>
  return (
    <>
      <strong>{source.consecutiveFailures}</strong>
      {source.failingSince === null ? null : (
        <span className={styles.small}>
          since <TimeText at={source.failingSince} reason="" />
        </span>
      )}
    </>
  )
}

function LastError({ source }: { readonly source: StatusSource }) {
  if (source.errorAt === null && source.failure === null) return <span className={styles.small}>none</span>
  return (
    <div className={styles.error}>
      <p>{source.failure ?? 'The last error is past: the source was read since.'}</p>
      <details>
        <summary>
          Detail
          <span className="visually-hidden">
            {' '}
            of the last error of {source.venueName} {source.source}
          </span>
        </summary>
        <dl className={styles.detail}>
          <dt>Kind</dt>
          <dd>{source.errorKind === null ? 'not recorded' : plainWord(source.errorKind)}</dd>
          <dt>Message</dt>
          <dd>{source.errorMessage ?? 'none'}</dd>
          <dt>At (UTC)</dt>
          <dd>
            <TimeText at={source.errorAt} reason="not recorded" />
          </dd>
          {source.errorSample === null ? null : (
            <>
              <dt>Sample</dt>
              <dd>
                <code className={styles.sample}>{source.errorSample}</code>
              </dd>
            </>
          )}
        </dl>
      </details>
    </div>
  )
}

function FormChanges({ source: { venue, formChanges } }: { readonly source: StatusSource }) {
  if (formChanges.count === 0) return <span className={styles.small}>none</span>
  return (
    <>
      <a href={`/disclosure?venue=${venue}#changes`}>{formatInteger(formChanges.count)}</a>
      {formChanges.lastOn === null ? null : <span className={styles.small}>last {formChanges.lastOn}</span>}
    </>
  )
}

function SourceLine({ source, renderedAt }: { readonly source: StatusSource; readonly renderedAt: IsoTime }) {
  const lag = lagInCadences(source)
  return (
    <tr>
      <th scope="row">
        {source.docsUrl === null ? source.source : <ExternalLink href={source.docsUrl}>{source.source}</ExternalLink>}
        {source.kind === source.source ? null : <span className={styles.small}>{plainWord(source.kind)}</span>}
      </th>
      <td>
        <StateBadge
          state={source.state}
          checkedAt={source.lastSuccessAt}
          expectedEveryS={source.cadenceS}
          renderedAt={renderedAt}
        />
        {source.lastSuccessAt === null ? (
          <span className={styles.small}>
            <Absent reason="never read with success" />
          </span>
        ) : null}
      </td>
      <NumberCell>{formatCadence(source.cadenceS)}</NumberCell>
      <NumberCell>{lag === null ? <Absent reason="never read" /> : lag}</NumberCell>
      <NumberCell>
        <Failures source={source} />
      </NumberCell>
      <td>
        <LastError source={source} />
      </td>
      <NumberCell>
        <FormChanges source={source} />
      </NumberCell>
      <NumberCell>
        {formatInteger(source.lastRunRejected)}{' '}
        <span className={styles.small}>{formatInteger(source.rowsRejected)} in all</span>
      </NumberCell>
    </tr>
  )
}

const BROKEN: readonly StatusSource['state'][] = ['failing', 'late', 'withdrawn']

/** Venues with a source that needs a look come first, the others stay in their order. */
function brokenFirst(sources: readonly StatusSource[]) {
  const isBroken = (rows: readonly StatusSource[]) => rows.some((source) => BROKEN.includes(source.state))
  return [...groupBy(sources, (source) => source.venue)].sort(
    ([, a], [, b]) => Number(isBroken(b)) - Number(isBroken(a)),
  )
}

/** Every declared source with its clocks, what fails and since when, and how many of its rows were refused. */
export function SourcesTable({
  sources,
  renderedAt,
}: {
  readonly sources: readonly StatusSource[]
  readonly renderedAt: IsoTime
}) {
  if (sources.length === 0) return <Notice title="No source is declared." />
  return (
    <DataTable caption="Sources by venue">
      <thead>
        <tr>
          <ColumnHeader>Source</ColumnHeader>
          <ColumnHeader>State, last good check (UTC)</ColumnHeader>
          <ColumnHeader numeric>Cadence</ColumnHeader>
          <ColumnHeader numeric>Lag in cadences</ColumnHeader>
          <ColumnHeader numeric>Failures in a row</ColumnHeader>
          <ColumnHeader>Last error</ColumnHeader>
          <ColumnHeader numeric>Form changes</ColumnHeader>
          <ColumnHeader numeric>Rows refused, last run</ColumnHeader>
        </tr>
      </thead>
      {brokenFirst(sources).map(([venue, rows]) => (
        <tbody key={venue}>
          <GroupRow columns={COLUMNS}>
            <a href={`/venues/${venue}`}>{rows[0]?.venueName ?? venue}</a>
          </GroupRow>
          {rows.map((source) => (
            <SourceLine key={source.source} source={source} renderedAt={renderedAt} />
          ))}
        </tbody>
      ))}
    </DataTable>
  )
}
