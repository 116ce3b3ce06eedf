import { DataTable } from '@/app/_components/data-table'
import { ExternalLink } from '@/app/_components/external-link'
import type { DisclosureVenue } from '@/lib/queries/disclosure-matrix'
import { type CriterionRow, criteria, criteriaRows, markWords } from '@/lib/render/criteria'
import styles from './page.module.css'

function MarkCell({ row: { mark, judged } }: { readonly row: CriterionRow }) {
  if (judged === null || mark === 'under_review') return <td className={styles.open}>{markWords.under_review}</td>
  return (
    <td className={mark === 'yes' ? styles.met : undefined}>
      {judged.evidenceUrl === null ? (
        markWords[mark]
      ) : (
        <ExternalLink href={judged.evidenceUrl}>{markWords[mark]}</ExternalLink>
      )}
      <span className={styles.small}>
        {judged.evidenceLevel} <span className={styles.date}>{judged.observedOn}</span>
      </span>
    </td>
  )
}

/** Venues as rows, criteria as columns; every mark is a word that leads to its evidence. */
export function MarksTable({ venues }: { readonly venues: readonly DisclosureVenue[] }) {
  return (
    <DataTable caption="Disclosure marks by venue and criterion" className={styles.marks}>
      <thead>
        <tr>
          <th scope="col">Venue</th>
          {criteria.map(({ criterion, title }) => (
            <th key={criterion} scope="col" className={styles.criterion}>
              {criterion}
              <span className={styles.small}>{title}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {venues.map(({ venue, name, marks }) => (
          <tr key={venue}>
            <th scope="row">
              <a href={`/venues/${venue}#disclosure`}>{name}</a>
            </th>
            {criteriaRows(marks).map((row) => (
              <MarkCell key={row.criterion} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
