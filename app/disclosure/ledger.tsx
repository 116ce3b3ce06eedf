import { ChangeList } from '@/app/_components/change-list'
import { FilterForm, FilterSelect } from '@/app/_components/filter-form'
import { Notice } from '@/app/_components/notice'
import type { Ledger } from '@/lib/queries/disclosure-matrix'
import { venueName } from '@/lib/queries/venue-names'
import { formatCount } from '@/lib/render/format'
import { type DisclosureQuery, disclosureHref } from './query'

/** The ledger of changes with its filters; a plain form, so that it works without scripts. */
export function LedgerSection({ ledger, query }: { readonly ledger: Ledger; readonly query: DisclosureQuery }) {
  const { changes, total, venues, groups } = ledger
  const isFiltered = query.venue !== null || query.group !== null
  const all = disclosureHref({ ...query, venue: null, group: null }, 'changes')
  return (
    <>
      <FilterForm label="Find changes" action="/disclosure#changes">
        {query.order === 'stage' ? null : <input type="hidden" name="order" value={query.order} />}
        <FilterSelect
          label="Venue"
          name="venue"
          value={query.venue}
          options={venues
            .map(({ venue, count }) => ({ value: venue, text: `${venueName(venue)} (${count})` }))
            .sort((a, b) => a.text.localeCompare(b.text, 'en'))}
        />
        <FilterSelect
          label="What changed"
          name="what"
          value={query.group}
          options={groups.map(({ group, title, count }) => ({ value: group, text: `${title} (${count})` }))}
        />
      </FilterForm>
      {changes.length === 0 ? (
        <Notice title={isFiltered ? 'No change of this kind is in the ledger.' : 'No change is in the ledger yet.'}>
          {isFiltered ? (
            <a href={all}>Show all changes</a>
          ) : (
            'What venues published before this record began is on their pages.'
          )}
        </Notice>
      ) : (
        <>
          <p role="status">
            {changes.length < total
              ? `The newest ${changes.length} of ${formatCount(total, 'change')}; the rest is in the download. `
              : `${formatCount(total, 'change')}, newest first. `}
            {isFiltered ? <a href={all}>Show all changes</a> : null}
          </p>
          <ChangeList changes={changes} nameOf={venueName} />
        </>
      )}
    </>
  )
}
