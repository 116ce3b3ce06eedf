import { Absent } from '@/app/_components/absent'
import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { ExternalLink } from '@/app/_components/external-link'
import { Remarks, ReportLink } from '@/app/_components/remarks'
import { Units, Usd } from '@/app/_components/value'
import { recordId } from '@/lib/core/record-id'
import type { VenueRemarks } from '@/lib/queries/dto/correction'
import type { FigureRow } from '@/lib/queries/dto/record'
import { repliesAbout } from '@/lib/render/correction-text'
import { formatCount, formatDatePartial } from '@/lib/render/format'
import { plainWord } from '@/lib/render/words'
import styles from './parts.module.css'

const MOST_OPEN = 15
/** The download has all. */
const MOST_ROWS = 100

const recordOf = ({ venue, figure }: FigureRow): string => recordId({ kind: 'figures', venue, figure })

function Table({
  rows,
  caption,
  remarks,
}: {
  readonly rows: readonly FigureRow[]
  readonly caption: string
  readonly remarks: VenueRemarks
}) {
  return (
    <DataTable caption={caption}>
      <thead>
        <tr>
          <ColumnHeader>Date</ColumnHeader>
          <ColumnHeader>What</ColumnHeader>
          <ColumnHeader numeric>Amount</ColumnHeader>
          <ColumnHeader numeric>US dollars then</ColumnHeader>
          <ColumnHeader>Note</ColumnHeader>
          <ColumnHeader>Source</ColumnHeader>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.figure}>
            <th scope="row">
              {row.date === null ? (
                <Absent reason="undated" />
              ) : (
                <time dateTime={row.date}>{formatDatePartial(row.date)}</time>
              )}
            </th>
            <td>{plainWord(row.metric)}</td>
            <NumberCell>
              <Units value={row.amount} asset={row.asset} reason="no figure" />
            </NumberCell>
            <NumberCell>
              <Usd value={row.usd} reason="no price on record" />
            </NumberCell>
            <td className={styles.note}>
              {row.note}{' '}
              <span className={styles.small}>
                confidence {row.confidence}
                {row.viaCopy ? ', read in a copy' : ''}
              </span>
              <Remarks
                corrections={remarks.edited.filter((note) => note.record === recordOf(row))}
                replies={repliesAbout(remarks.replies, recordOf(row))}
              />
            </td>
            <td>
              <ExternalLink href={row.sourceUrl} />{' '}
              <ReportLink record={recordOf(row)} of={`${plainWord(row.metric)} ${row.date ?? ''}`} />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

/** Figures the venue or others published, typed in with their sources, newest first. */
export function FiguresTable({
  figures,
  venue,
  remarks,
}: {
  readonly figures: readonly FigureRow[]
  readonly venue: string
  readonly remarks: VenueRemarks
}) {
  const rows = [...figures].sort((a, b) => (b.date ?? '').localeCompare(a.date ?? ''))
  const rest = rows.slice(MOST_OPEN, MOST_ROWS)
  return (
    <>
      <Table rows={rows.slice(0, MOST_OPEN)} caption="Published figures, newest first" remarks={remarks} />
      {rest.length === 0 ? null : (
        <details>
          <summary>{formatCount(rest.length, 'earlier figure')}</summary>
          <Table rows={rest} caption="Earlier published figures" remarks={remarks} />
        </details>
      )}
      {rows.length > MOST_ROWS ? (
        <p className={styles.small}>
          {formatCount(rows.length, 'figure')} in all: <a href={`/api/v1/figures.csv?venue=${venue}`}>figures (CSV)</a>
        </p>
      ) : null}
    </>
  )
}
