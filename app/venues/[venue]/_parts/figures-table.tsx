import { Absent } from '@/app/_components/absent'
import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { ExternalLink } from '@/app/_components/external-link'
import { Remarks, ReportLink } from '@/app/_components/remarks'
import { Units, Usd } from '@/app/_components/value'
import { recordId } from '@/lib/core/record-id'
import type { VenueRemarks } from '@/lib/queries/dto/correction'
import type { FigureRow } from '@/lib/queries/dto/record'
import { repliesAbout } from '@/lib/render/correction-text'
import { formatDatePartial } from '@/lib/render/format'
import { plainWord } from '@/lib/render/words'
import styles from './parts.module.css'

const recordOf = ({ venue, figure }: FigureRow): string => recordId({ kind: 'figures', venue, figure })

/** Figures the venue or others published, typed in with their sources, in the order given. */
export function FiguresTable({
  rows,
  remarks,
}: {
  readonly rows: readonly FigureRow[]
  readonly remarks: VenueRemarks
}) {
  return (
    <DataTable caption="Published figures, newest first">
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
