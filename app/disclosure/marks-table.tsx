import { DataTable, GroupRow } from '@/app/_components/data-table'
import { ExternalLink } from '@/app/_components/external-link'
import { MarkWord } from '@/app/_components/mark-word'
import { recordId } from '@/lib/core/record-id'
import type { DisclosureVenue } from '@/lib/queries/disclosure-matrix'
import { repliesAbout } from '@/lib/render/correction-text'
import { type CriterionRow, criteria, criteriaRows } from '@/lib/render/criteria'
import { evidenceText, floorText, markRemarks, stageNames, stageReasons, sumText } from '@/lib/render/disclosure-text'
import styles from './matrix.module.css'
import { groupVenues } from './matrix-rows'
import type { Order } from './query'

const COLUMNS = criteria.length + 2

function MarkCell({
  row: { criterion, title, mark, judged },
  venue: { venue, remarks: said },
}: {
  readonly row: CriterionRow
  readonly venue: DisclosureVenue
}) {
  const record = recordId({ kind: 'marks', venue, criterion })
  const [correction] = said.edited.filter((note) => note.record === record)
  const [reply] = repliesAbout(said.replies, criterion, record)
  const remarks = judged === null ? [] : markRemarks(judged)
  const word = <MarkWord mark={mark} />
  return (
    <td className={mark === 'under_review' || mark === 'not_applicable' ? styles.open : undefined}>
      {judged === null || judged.evidenceUrl === null ? (
        word
      ) : (
        <ExternalLink href={judged.evidenceUrl}>
          {word}
          <span className="visually-hidden">: evidence for {title}</span>
        </ExternalLink>
      )}
      {judged?.evidenceLevel == null ? null : (
        <span className={styles.small} title={[evidenceText(judged), ...remarks].join('. ')}>
          {judged.evidenceLevel} <span className={styles.date}>{judged.observedOn?.slice(0, 7)}</span>
        </span>
      )}
      {correction === undefined ? null : (
        <a href={correction.path} className={styles.remark} title={correction.text}>
          corrected {correction.date}
        </a>
      )}
      {reply === undefined ? null : (
        <a href={`/corrections#reply-${reply.id}`} className={styles.remark} title={reply.text}>
          {reply.disputes ? 'disputed' : 'reply'} {reply.date}
        </a>
      )}
      {judged?.expired == null ? null : <span className={styles.remark}>expired</span>}
      {judged?.downgrade == null ? null : <span className={styles.remark}>downgrade pending</span>}
    </td>
  )
}

function StageCell({ venue, stage }: Pick<DisclosureVenue, 'venue' | 'stage'>) {
  if (stage === null) return <td>none: closed</td>
  const sum = sumText(stage)
  const reasons = stageReasons(stage)
  return (
    <td className={styles.stage}>
      <a href={`/venues/${venue}#disclosure`}>{stageNames[stage.state]}</a>
      <span className={styles.small}>lowest: {floorText(stage)}</span>
      {sum === null ? null : <span className={styles.small}>{sum}</span>}
      {reasons.length === 0 ? null : (
        <details className={styles.small}>
          <summary>why</summary>
          {reasons.map((reason) => (
            <p key={reason}>{reason}</p>
          ))}
        </details>
      )}
    </td>
  )
}

function VenueLine({ venue }: { readonly venue: DisclosureVenue }) {
  return (
    <tr>
      <th scope="row" className={styles.venue}>
        <a href={`/venues/${venue.venue}#disclosure`}>{venue.name}</a>
      </th>
      <StageCell venue={venue.venue} stage={venue.stage} />
      {criteriaRows(venue.disclosures).map((row) => (
        <MarkCell key={row.criterion} row={row} venue={venue} />
      ))}
    </tr>
  )
}

/** Venues as rows, criteria as columns; every mark is a sign and a word that leads to its evidence. */
export function MarksTable({ venues, order }: { readonly venues: readonly DisclosureVenue[]; readonly order: Order }) {
  return (
    <DataTable caption="Stage and disclosure marks by venue" className={styles.matrix}>
      <thead>
        <tr>
          <th scope="col">Venue</th>
          <th scope="col">Stage</th>
          {criteria.map(({ criterion, short, title }) => (
            <th key={criterion} scope="col">
              <a href={`#${criterion}`} title={title}>
                {criterion}
              </a>
              <span className={styles.small}>{short}</span>
            </th>
          ))}
        </tr>
      </thead>
      {groupVenues(venues, order).map(({ title, venues: own }) => (
        <tbody key={title ?? 'all'}>
          {title === null ? null : <GroupRow columns={COLUMNS}>{title}</GroupRow>}
          {own.map((venue) => (
            <VenueLine key={venue.venue} venue={venue} />
          ))}
        </tbody>
      ))}
    </DataTable>
  )
}
