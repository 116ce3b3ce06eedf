import { ColumnHeader, DataTable } from '@/app/_components/data-table'
import { ExternalLink } from '@/app/_components/external-link'
import { MarkWord } from '@/app/_components/mark-word'
import { Remarks, ReportLink } from '@/app/_components/remarks'
import { recordId } from '@/lib/core/record-id'
import type { VenueRemarks } from '@/lib/queries/dto/correction'
import type { StageView } from '@/lib/queries/dto/disclosure'
import type { VenuePage } from '@/lib/queries/dto/venue'
import { repliesAbout } from '@/lib/render/correction-text'
import { type CriterionRow, criteriaRows, summariseMarks } from '@/lib/render/criteria'
import { evidenceText, floorText, markRemarks, stageNames, stageReasons, sumText } from '@/lib/render/disclosure-text'
import styles from './disclosure-panel.module.css'

function StageBlock({ stage, summary }: { readonly stage: StageView; readonly summary: string }) {
  const sum = sumText(stage)
  return (
    <div className={styles.stage}>
      <p className={styles.name}>{stageNames[stage.state]}</p>
      {stageReasons(stage).map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
      <p>
        Lowest mark of T1, T5, T7, T9 and T10: {floorText(stage)}. {sum === null ? '' : `${sum}. `}
        All marks: {summary}. <a href="/methodology#disclosure">How stages are made</a>
      </p>
    </div>
  )
}

function MarkLine({
  row: { criterion, title, yes, mark, judged },
  venue,
  remarks,
}: {
  readonly row: CriterionRow
  readonly venue: string
  readonly remarks: VenueRemarks
}) {
  const record = recordId({ kind: 'marks', venue, criterion })
  return (
    <tr>
      <th scope="row" className={styles.criterion}>
        {criterion} {title}
        <span className={styles.small}>Full mark: {yes}</span>
      </th>
      <td className={mark === 'under_review' || mark === 'not_applicable' ? styles.open : styles.mark}>
        <MarkWord mark={mark} />
      </td>
      <td className={styles.why}>
        {judged === null || judged.note === 'not judged yet'
          ? 'Nobody has judged this with dated evidence yet.'
          : judged.note}
        {(judged === null ? [] : markRemarks(judged)).map((remark) => (
          <p key={remark} className={styles.remark}>
            {remark}
          </p>
        ))}
        <Remarks
          corrections={remarks.edited.filter((note) => note.record === record)}
          replies={repliesAbout(remarks.replies, criterion, record)}
        />
      </td>
      <td>
        {judged === null || judged.evidenceUrl === null ? null : <ExternalLink href={judged.evidenceUrl} />}
        {judged === null ? null : <span className={styles.small}>{evidenceText(judged)}</span>}
        <ReportLink record={record} of={`the mark ${criterion}`} />
      </td>
    </tr>
  )
}

/** The stage with its reasons, then the fourteen criteria with mark, reason and evidence. Transparency is not adequacy. */
export function DisclosurePanel({
  page,
}: {
  readonly page: Pick<VenuePage, 'venue' | 'disclosures' | 'stage' | 'remarks'>
}) {
  const rows = criteriaRows(page.disclosures)
  return (
    <>
      {page.stage === null ? null : <StageBlock stage={page.stage} summary={summariseMarks(rows)} />}
      <DataTable caption="Disclosure criteria and marks">
        <thead>
          <tr>
            <ColumnHeader>Criterion</ColumnHeader>
            <ColumnHeader>Mark</ColumnHeader>
            <ColumnHeader>Why</ColumnHeader>
            <ColumnHeader>Evidence</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <MarkLine key={row.criterion} row={row} venue={page.venue} remarks={page.remarks} />
          ))}
        </tbody>
      </DataTable>
    </>
  )
}
