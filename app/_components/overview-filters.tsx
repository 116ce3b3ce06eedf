import { DISCLOSURES, type OverviewQuery, type OverviewType, overviewHref, sortKey } from '@/lib/render/overview-query'
import { describeSort, overviewColumnTexts } from '@/lib/render/overview-text'
import { disclosureWord, stateWords } from '@/lib/render/words'
import styles from './overview-filters.module.css'
import { Segmented } from './segmented'

const TYPE_TEXTS: Readonly<Record<OverviewType, string>> = { all: 'All', insurance: 'Insurance funds', vault: 'Vaults' }
const TYPES: readonly OverviewType[] = ['insurance', 'vault', 'all']

function sortOptions(current: OverviewQuery['sort']) {
  const offered = overviewColumnTexts.map(({ column }) => ({ column, descending: column !== 'venue' }))
  const isOffered = offered.some((sort) => sortKey(sort) === sortKey(current))
  return (isOffered ? offered : [current, ...offered]).map((sort) => ({
    value: sortKey(sort),
    text: describeSort(sort),
  }))
}

/** Which venues to show and in which order. A plain form: what it sets is in the address. */
export function OverviewFilters({
  query,
  counts,
}: {
  readonly query: OverviewQuery
  readonly counts: Readonly<Record<OverviewType, number>>
}) {
  return (
    <div className={styles.filters}>
      <Segmented
        label="Kind of fund"
        segments={TYPES.map((type) => ({
          href: overviewHref({ ...query, type }),
          text: `${TYPE_TEXTS[type]} ${counts[type]}`,
          selected: query.type === type,
        }))}
      />
      <search aria-label="Find venues">
        <form key={overviewHref(query)} className={styles.form} method="get" action="/">
          {query.type === 'all' ? null : <input type="hidden" name="type" value={query.type} />}
          <label>
            <span>Name</span>
            <input type="search" name="q" defaultValue={query.search} size={12} maxLength={60} />
          </label>
          <label>
            <span>State</span>
            <select name="state" defaultValue={query.state ?? ''}>
              <option value="">any</option>
              {Object.entries(stateWords).map(([state, { word }]) => (
                <option key={state} value={state}>
                  {word}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span>Discloses by</span>
            <select name="discloses" defaultValue={query.disclosure ?? ''}>
              <option value="">any</option>
              {DISCLOSURES.map((disclosure) => (
                <option key={disclosure} value={disclosure}>
                  {disclosureWord(disclosure)}
                </option>
              ))}
            </select>
          </label>
          <label className={styles.sort}>
            <span>Sort by</span>
            <select name="sort" defaultValue={sortKey(query.sort)}>
              {sortOptions(query.sort).map(({ value, text }) => (
                <option key={value} value={value}>
                  {text}
                </option>
              ))}
            </select>
          </label>
          <button type="submit">Apply</button>
        </form>
      </search>
    </div>
  )
}
