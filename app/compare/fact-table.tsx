import Link from 'next/link'
import { DataTable, GroupRow } from '@/app/_components/data-table'
import { Term } from '@/app/_components/term'
import styles from './compare-table.module.css'
import type { Fact, FactGroup } from './fact'
import { differs, type Rank, rankValues } from './marks'

/** Which cells of a line stand out, and whether the line is marked as different. */
function marksOf<Page>(fact: Fact<Page>, group: FactGroup<Page>, pages: readonly Page[], isLike: boolean) {
  const { rank, answer } = fact
  const isRanked = rank !== undefined && (isLike || !group.ofFund)
  const ranks: readonly Rank[] = isRanked ? rankValues(pages.map(rank)) : pages.map(() => null)
  return { ranks, isDifferent: answer !== undefined && differs(pages.map(answer)) }
}

interface Named {
  readonly venue: string
  readonly name: string
}

function FactRow<Page extends Named>({
  fact,
  group,
  pages,
  isLike,
}: {
  readonly fact: Fact<Page>
  readonly group: FactGroup<Page>
  readonly pages: readonly Page[]
  readonly isLike: boolean
}) {
  const { ranks, isDifferent } = marksOf(fact, group, pages, isLike)
  return (
    <tr>
      <th scope="row" className={styles.label}>
        {fact.term === undefined ? fact.label : <Term name={fact.term}>{fact.label}</Term>}
        {isDifferent ? <span className={styles.differs}>differs</span> : null}
      </th>
      {pages.map((page, index) => {
        const rank = ranks[index] ?? null
        return (
          <td key={page.venue} className={rank === null && !isDifferent ? undefined : styles.marked}>
            {fact.show(page)}
            {rank === null ? null : <span className={styles.rank}>{rank}</span>}
          </td>
        )
      })}
    </tr>
  )
}

/** Venues as columns, facts as rows. What differs is said in words and weight; colour carries nothing. */
export function FactTable<Page extends Named>({
  pages,
  groups,
  isLike,
}: {
  readonly pages: readonly Page[]
  readonly groups: readonly FactGroup<Page>[]
  readonly isLike: boolean
}) {
  return (
    <DataTable caption="Venues side by side" className={styles.table}>
      <thead>
        <tr>
          <th scope="col" className={styles.label}>
            Fact
          </th>
          {pages.map(({ venue, name }) => (
            <th key={venue} scope="col" className={styles.venue}>
              <Link href={`/venues/${venue}`} prefetch={false}>
                {name}
              </Link>
            </th>
          ))}
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={group.title}>
          <GroupRow columns={pages.length + 1}>{group.title}</GroupRow>
          {group.facts.map((fact) => (
            <FactRow key={fact.label} fact={fact} group={group} pages={pages} isLike={isLike} />
          ))}
        </tbody>
      ))}
    </DataTable>
  )
}
