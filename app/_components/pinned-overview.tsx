import Link from 'next/link'
import { siteCitation } from '@/lib/export/cite/citation'
import type { PinnedOverview, PinnedVenue } from '@/lib/queries/dto/pinned'
import { pinnedPath } from '@/lib/render/as-of'
import { pageRecord } from '@/lib/render/correction-text'
import { describeAdl, describeAdlAbsence } from '@/lib/render/overview-text'
import { formatTime, formatTimeSeconds } from '@/lib/render/time'
import { Absent } from './absent'
import { BandBar } from './band-bar'
import { Cite } from './cite'
import { CopyLink } from './copy-link'
import { ColumnHeader, DataTable, GroupRow } from './data-table'
import { Page } from './page'
import { PageFooter } from './page-footer'
import { PinnedNotice } from './pinned-notice'
import stacked from './stacked.module.css'
import { Term } from './term'
import { Change, Percent, Usd } from './value'

const COLUMNS = 9

const GROUPS: readonly { readonly title: string; readonly has: (venue: PinnedVenue) => boolean }[] = [
  { title: 'Insurance funds', has: ({ fundType, fundUsd }) => fundUsd !== null && fundType === 'insurance' },
  {
    title: 'Liquidation vaults: depositors’ money, not an insurance fund',
    has: ({ fundType, fundUsd }) => fundUsd !== null && fundType === 'vault',
  },
  {
    title: 'Other kinds of money',
    has: ({ fundType, fundUsd }) => fundUsd !== null && fundType !== 'insurance' && fundType !== 'vault',
  },
  { title: 'No fund figure was known then', has: ({ fundUsd }) => fundUsd === null },
]

/** Every venue as it was known at a moment; nothing of today stands in it, so that it stays the same for ever. */
export function PinnedOverviewView({
  title,
  overview,
  publicUrl,
}: {
  readonly title: string
  readonly overview: PinnedOverview
  readonly publicUrl: string
}) {
  const { venues, asOf, meta } = overview
  const simulated = venues.some(({ basis }) => basis === 'simulated')
  const { dataAsOf } = meta
  const citation = siteCitation({ site: publicUrl, generatedAt: asOf, dataAsOf, asOf, simulated })
  return (
    <Page
      title={title}
      kicker={`Pinned to ${formatTimeSeconds(asOf)} UTC`}
      lede={<PinnedNotice asOf={asOf} live={{ href: '/', text: 'See the live page' }} simulated={simulated} />}
      actions={<CopyLink href={pinnedPath('/', asOf)}>This address</CopyLink>}
    >
      <p>By coverage, highest first; unknown last. Venues known from the published record only are not in it.</p>
      <DataTable caption="Venues as known then" height="flowing" className={stacked.table}>
        <thead>
          <tr>
            <ColumnHeader>Venue</ColumnHeader>
            <ColumnHeader numeric>
              <Term name="fund">Fund</Term>
            </ColumnHeader>
            <ColumnHeader numeric>
              <Term name="change">24 h</Term>
            </ColumnHeader>
            <ColumnHeader numeric>
              <Term name="open_interest">Open interest</Term>
            </ColumnHeader>
            <ColumnHeader numeric>
              <Term name="coverage">Coverage</Term>
            </ColumnHeader>
            <ColumnHeader>
              <Term name="exhaustion_move">Empties at a fall of</Term>
            </ColumnHeader>
            <ColumnHeader numeric>
              <Term name="weakest_pool">Weakest pool</Term>
            </ColumnHeader>
            <ColumnHeader>
              <Term name="adl">ADL then</Term>
            </ColumnHeader>
            <ColumnHeader>Figures of (UTC)</ColumnHeader>
          </tr>
        </thead>
        {GROUPS.map((group) => ({ ...group, rows: venues.filter(group.has) }))
          .filter(({ rows }) => rows.length > 0)
          .map((group) => (
            <tbody key={group.title}>
              <GroupRow columns={COLUMNS}>{`${group.title} (${group.rows.length})`}</GroupRow>
              {group.rows.map((venue) => (
                <Row key={venue.venue} venue={venue} asOf={asOf} />
              ))}
            </tbody>
          ))}
      </DataTable>
      <Cite citation={citation} file="/cite/site/coverline" query={`?as_of=${asOf}`} />
      <PageFooter
        record={pageRecord('/')}
        meta={meta}
        sources={[{ text: 'how figures are made', href: '/methodology' }]}
        downloads={
          <>
            <a href={pinnedPath('/api/v1/coverage.csv', asOf)}>coverage, daily (CSV)</a>,{' '}
            <a href={pinnedPath('/api/v1/fund-balances.csv', asOf)}>fund balances (CSV)</a>,{' '}
            <a href={pinnedPath('/api/v1/open-interest.csv', asOf)}>open interest (CSV)</a>, as known then
          </>
        }
      />
    </Page>
  )
}

function Row({ venue, asOf }: { readonly venue: PinnedVenue; readonly asOf: string }) {
  const { fundUsd, change24h, oiUsd, coverage, exhaustionMove, weakestFund, adl, at } = venue
  const missing = venue.reason ?? 'not stated then'
  return (
    <tr>
      <th scope="row">
        <Link href={pinnedPath(`/venues/${venue.venue}`, asOf)} prefetch={false}>
          {venue.name}
        </Link>
      </th>
      {fundUsd === null ? (
        <td colSpan={2} className={stacked.whole} data-label="Fund">
          <Absent reason={missing} />
        </td>
      ) : (
        <>
          <td className={stacked.figure} data-label="Fund">
            <Usd value={fundUsd} reason={missing} />
          </td>
          <td className={stacked.figure} data-label="24 h">
            <Change value={change24h} reason="no figure 24 h before" />
          </td>
        </>
      )}
      <td className={stacked.figure} data-label="Open interest">
        <Usd value={oiUsd} reason={at === null ? 'no figure' : 'not stated then'} />
      </td>
      {fundUsd === null ? (
        <td colSpan={3} data-label="Coverage">
          <Absent reason="no fund figure" />
        </td>
      ) : (
        <>
          <td className={stacked.figure} data-label="Coverage">
            <Percent value={coverage} reason={missing} />
          </td>
          <td data-label="Empties at a fall of">
            <BandBar band={exhaustionMove} reason="not stated then" />
          </td>
          <td className={stacked.figure} data-label="Weakest pool">
            {weakestFund === null ? (
              <Absent reason="no pool of that size" />
            ) : (
              <>
                <Percent value={weakestFund.coverage} reason="" />
                <span className={stacked.small}>{weakestFund.label}</span>
              </>
            )}
          </td>
        </>
      )}
      <td data-label="ADL then">{describeAdl(adl) ?? <Absent reason={adlAbsence(adl.absence)} />}</td>
      <td data-label="Figures of (UTC)">
        {at === null ? <Absent reason="no figure" /> : <time dateTime={at}>{formatTime(at)}</time>}
      </td>
    </tr>
  )
}

/** The page of a venue has the whole sentence. */
function adlAbsence(absence: string | null): string {
  return absence === null ? 'not collected then' : describeAdlAbsence(absence)
}
