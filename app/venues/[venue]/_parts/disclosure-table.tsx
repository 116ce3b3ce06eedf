import { ColumnHeader, DataTable } from '@/app/_components/data-table'
import { ExternalLink } from '@/app/_components/external-link'
import type { VenuePage } from '@/lib/queries/dto'
import { criteriaRows, markWords, summariseMarks } from '@/lib/render/criteria'
import styles from './parts.module.css'

/** The fourteen disclosure criteria: what each asks, the mark, the evidence. Transparency is not adequacy. */
export function DisclosureTable({ marks }: { readonly marks: VenuePage['disclosures'] }) {
  const rows = criteriaRows(marks)
  return (
    <>
      <p className={styles.text}>{summariseMarks(rows)}.</p>
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
          {rows.map(({ criterion, title, asks, mark, judged }) => (
            <tr key={criterion}>
              <th scope="row" className={styles.note}>
                {criterion} {title}
                <br />
                <span className={styles.small}>Full mark: {asks}</span>
              </th>
              <td>{markWords[mark]}</td>
              <td className={styles.note}>
                {judged === null ? 'Nobody has judged this with dated evidence yet.' : judged.note}
              </td>
              <td>
                {judged === null || judged.evidenceUrl === null ? null : (
                  <>
                    <ExternalLink href={judged.evidenceUrl} />
                    <br />
                  </>
                )}
                <span className={styles.small}>
                  {[judged?.evidenceLevel, judged?.observedOn].filter((part) => part != null).join(', ')}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </>
  )
}
