import { Cite } from '@/app/_components/cite'
import { CopyLink } from '@/app/_components/copy-link'
import { DataTable, GroupRow } from '@/app/_components/data-table'
import { HistoryChart } from '@/app/_components/history-chart'
import { Page, Section } from '@/app/_components/page'
import { PageFooter } from '@/app/_components/page-footer'
import { PinnedNotice } from '@/app/_components/pinned-notice'
import { Term } from '@/app/_components/term'
import { pinnedGroups } from '@/app/compare/pinned-facts'
import { recordId } from '@/lib/core/record-id'
import { venueCitation } from '@/lib/export/cite/citation'
import type { ChartRange } from '@/lib/queries/dto/chart'
import type { PinnedVenuePage } from '@/lib/queries/dto/pinned'
import { pinnedPath } from '@/lib/render/as-of'
import { preferredMeasure } from '@/lib/render/chart-plot'
import { type ChartQuery, type ReadRange, writeQuery } from '@/lib/render/chart-query'
import { formatTimeSeconds } from '@/lib/render/time'
import { PinnedPools } from './pools'

const FILES = [
  ['coverage', 'coverage'],
  ['fund-balances', 'fund balances'],
  ['open-interest', 'open interest'],
  ['adl', 'ADL signals'],
] as const

/** A venue as it was known at a moment; nothing of today stands in it, so that it stays the same for ever. */
export function PinnedVenueView({
  page,
  query,
  read,
  range,
  publicUrl,
}: {
  readonly page: PinnedVenuePage
  readonly query: ChartQuery
  readonly read: ReadRange
  readonly range: ChartRange
  readonly publicUrl: string
}) {
  const { venue, pools, series, asOf, meta } = page
  const live = `/venues/${venue.venue}`
  const simulated = [venue, ...series].some(({ basis }) => basis === 'simulated')
  const { dataAsOf } = meta
  const facts = { site: publicUrl, generatedAt: asOf, dataAsOf, asOf, simulated }
  return (
    <Page
      title={venue.name}
      kicker={`Pinned to ${formatTimeSeconds(asOf)} UTC`}
      lede={<PinnedNotice asOf={asOf} live={{ href: live, text: 'See the live page' }} simulated={simulated} />}
      actions={<CopyLink href={pinnedPath(live, asOf)}>This address</CopyLink>}
    >
      <Section id="facts" title="As known then">
        <DataTable caption={`${venue.name} as known then`} height="flowing">
          {pinnedGroups(asOf, 'see the live page').map(({ title, facts: lines }) => (
            <tbody key={title}>
              <GroupRow columns={2}>{title}</GroupRow>
              {lines.map(({ label, term, show }) => (
                <tr key={label}>
                  <th scope="row">{term === undefined ? label : <Term name={term}>{label}</Term>}</th>
                  <td>{show(venue)}</td>
                </tr>
              ))}
            </tbody>
          ))}
        </DataTable>
      </Section>
      <Section id="history" title="History">
        <HistoryChart
          venue={venue.venue}
          name={venue.name}
          series={series}
          query={query}
          read={read}
          measure={query.measure ?? preferredMeasure(series)}
          range={range}
          now={Date.parse(asOf)}
          dataAsOf={dataAsOf}
        />
      </Section>
      <Section
        id="funds"
        title="Funds"
        note="A fund pays only for the contracts it covers. Its total says nothing about its thinnest pool."
      >
        <PinnedPools pools={pools} />
      </Section>
      <Cite citation={venueCitation(venue, facts)} file={`/cite/venue/${venue.venue}`} query={`?as_of=${asOf}`} />
      <PageFooter
        record={recordId({ kind: 'venues', venue: venue.venue })}
        meta={meta}
        sources={[{ text: 'how figures are made', href: '/methodology' }]}
        downloads={
          <>
            {FILES.map(([name, text], index) => (
              <span key={name}>
                {index === 0 ? '' : ', '}
                <a
                  href={`/api/v1/${name}.csv?${writeQuery([
                    ['venue', venue.venue],
                    ['as_of', asOf],
                  ])}`}
                >
                  {text} (CSV)
                </a>
              </span>
            ))}
            , as known then
          </>
        }
      />
    </Page>
  )
}
