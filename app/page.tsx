import type { Metadata } from 'next'
import Link from 'next/link'
import { getOverview } from '@/app/_data/overview'
import { getPinnedOverview } from '@/app/_data/pinned'
import { env } from '@/lib/env'
import { longCitation, siteCitation } from '@/lib/export/cite/citation'
import type { Overview, OverviewTotals } from '@/lib/queries/dto/overview'
import { asOfProblem } from '@/lib/render/as-of'
import { readParameter, readTime } from '@/lib/render/chart-query'
import { pageRecord } from '@/lib/render/correction-text'
import { formatCount, formatTime } from '@/lib/render/format'
import {
  defaultOverviewQuery,
  type OverviewQuery,
  overviewHref,
  parseOverviewQuery,
  type SearchParams,
} from '@/lib/render/overview-query'
import { filterOverview, groupOverview, sortOverview } from '@/lib/render/overview-rows'
import { describeFilters, describeSort } from '@/lib/render/overview-text'
import { siteCatalog } from '@/lib/render/structured-data'
import { fundTypeWords } from '@/lib/render/words'
import { Refresher } from './_client/refresher'
import { Cite } from './_components/cite'
import { Definitions } from './_components/definitions'
import { JsonLd } from './_components/json-ld'
import { Notice } from './_components/notice'
import { OverviewFilters } from './_components/overview-filters'
import { type OverviewGroup, OverviewTable } from './_components/overview-table'
import { Page, Section } from './_components/page'
import { PageFooter } from './_components/page-footer'
import { RefusedMoment } from './_components/pinned-notice'
import { PinnedOverviewView } from './_components/pinned-overview'
import { RecordList } from './_components/record-list'
import { Term } from './_components/term'
import { Usd } from './_components/value'
import styles from './page.module.css'

export const dynamic = 'force-dynamic'

interface Props {
  readonly searchParams: Promise<SearchParams>
}

const TITLE = 'Exchange insurance funds against the open interest they stand behind'

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const isPinned = readParameter(await searchParams, 'as_of') !== ''
  return isPinned ? { title: 'Pinned', robots: { index: false }, alternates: { canonical: '/' } } : {}
}

export default async function OverviewPage({ searchParams }: Props) {
  const params = await searchParams
  const wrongMoment = asOfProblem(params, new Date())
  if (wrongMoment !== null) {
    const live = { href: '/', text: 'See the live page' }
    return (
      <Page title={TITLE} lede={<RefusedMoment problem={wrongMoment} live={live} />}>
        {null}
      </Page>
    )
  }
  const asOf = readTime(readParameter(params, 'as_of'))
  if (asOf !== null)
    return <PinnedOverviewView title={TITLE} overview={await getPinnedOverview(asOf)} publicUrl={env().publicUrl} />
  return <LiveOverview overview={await getOverview()} query={parseOverviewQuery(params)} />
}

function LiveOverview({ overview, query }: { readonly overview: Overview; readonly query: OverviewQuery }) {
  const { rows, totals, meta } = overview
  const all = groupOverview(rows)
  const matching = groupOverview(sortOverview(filterOverview(rows, query), query.sort))
  const groups: OverviewGroup[] = [
    {
      id: 'insurance',
      title: `Insurance funds (${matching.insurance.length})`,
      rows: query.type === 'vault' ? [] : matching.insurance,
    },
    {
      id: 'vaults',
      title: `Liquidation vaults (${matching.vaults.length}): depositors’ money, not an insurance fund`,
      rows: query.type === 'insurance' ? [] : matching.vaults,
    },
    {
      id: 'counterparties',
      title: `Counterparty pools (${matching.counterparties.length}): they take the other side of every trade, no fund`,
      rows: query.type === 'all' ? matching.counterparties : [],
    },
    {
      id: 'without',
      title: `No fund figure to collect (${matching.withoutFund.length})`,
      rows: query.type === 'all' ? matching.withoutFund : [],
    },
  ].filter((group) => group.rows.length > 0)
  const shown = groups.reduce((count, group) => count + group.rows.length, 0)
  const filters = describeFilters(query)
  const { publicUrl } = env()
  const { generatedAt, dataAsOf } = meta
  const simulated = rows.some(({ latest }) => latest.basis === 'simulated')
  const citation = siteCitation({ site: publicUrl, generatedAt, dataAsOf, asOf: null, simulated })
  const onRecord = filters.length === 0 && query.type === 'all' ? all.onRecord : matching.onRecord

  return (
    <Page
      title={TITLE}
      lede={
        <>
          {meta.dataAsOf === null ? (
            <p>
              No <Term name="fund">fund</Term> figure is collected yet from the{' '}
              {formatCount(totals.notReporting, 'venue')} followed here. The published record below has its own dates.
            </p>
          ) : (
            <p>
              {formatCount(totals.reporting, 'venue reports', 'venues report')} a <Term name="fund">fund</Term>,{' '}
              {formatCount(totals.notReporting, 'does not', 'do not')}. <LayerTotals totals={totals} />
              {` As of ${formatTime(meta.dataAsOf)} UTC.`}
            </p>
          )}
          <p className={styles.key}>
            Coverage = fund ÷ open interest it stands behind. “Empties at a fall of” = the instant price fall that would
            use the fund up.
          </p>
        </>
      }
      actions={
        <>
          <a href="/api/v1/coverage.csv">CSV</a>
          <a href="/api/v1/venues">JSON</a>
        </>
      }
    >
      <Refresher renderedAt={Date.parse(meta.generatedAt)} />
      <JsonLd
        data={siteCatalog(rows, {
          publicUrl,
          licence: `${publicUrl}/data#licence`,
          citation: longCitation(citation),
        })}
      />
      <div className={styles.table}>
        <OverviewFilters
          query={query}
          counts={{
            insurance: all.insurance.length,
            vault: all.vaults.length,
            all: all.insurance.length + all.vaults.length + all.counterparties.length + all.withoutFund.length,
          }}
        />
        {meta.dataAsOf === null ? (
          <Notice title="Nothing is collected yet.">
            Each row says why: its first pass is still to come, or its source could not be read. The{' '}
            <Link href="/status" prefetch={false}>
              status of every source
            </Link>{' '}
            has the last attempt and its error.
          </Notice>
        ) : null}
        {shown === 0 ? (
          <Notice title="No venue matches.">
            {filters.length > 0 ? `The filter asks for: ${filters.join(', ')}. ` : ''}
            <Link href={overviewHref({ ...defaultOverviewQuery, sort: query.sort })} prefetch={false}>
              Show all venues
            </Link>
          </Notice>
        ) : (
          <>
            <p className={styles.summary} role="status">
              {formatCount(shown, 'venue')} shown, sorted by {describeSort(query.sort)}; unknown last.
              {filters.length > 0 ? ` Filter: ${filters.join(', ')}. ` : ' '}
              {filters.length > 0 ? (
                <Link
                  href={overviewHref({ ...defaultOverviewQuery, type: query.type, sort: query.sort })}
                  prefetch={false}
                >
                  Clear the filter
                </Link>
              ) : null}
            </p>
            <OverviewTable query={query} groups={groups} renderedAt={meta.generatedAt} />
          </>
        )}
        {groups.some(({ id }) => id === 'vaults') ? (
          <p className={styles.summary}>{fundTypeWords.vault.meaning}</p>
        ) : null}
      </div>

      <Section id="words" title="What the columns say">
        <Definitions
          names={[
            'coverage',
            'fund',
            'open_interest',
            'exhaustion_move',
            'weakest_pool',
            'adl',
            'drawdown',
            'change',
            'state',
          ]}
        />
      </Section>

      {onRecord.length === 0 ? null : (
        <Section
          id="record"
          title="Closed and on record"
          note="Not ranked. What they published, and what happened, stays."
        >
          <RecordList rows={onRecord} />
        </Section>
      )}

      <Cite citation={citation} file="/cite/site/coverline" query={`?as_of=${generatedAt}`} />
      <PageFooter
        record={pageRecord('/')}
        meta={meta}
        sources={[
          { text: 'every source and its state', href: '/status' },
          { text: 'how figures are made', href: '/methodology' },
        ]}
        downloads={
          <>
            <a href="/api/v1/coverage.csv">coverage, daily (CSV)</a>,{' '}
            <a href="/api/v1/fund-balances.csv">fund balances (CSV)</a>, <a href="/api/v1/venues">this table (JSON)</a>
          </>
        }
      />
    </Page>
  )
}

/** Insurance funds and vaults, each against its own open interest: unlike is not added. */
function LayerTotals({ totals }: { readonly totals: OverviewTotals }) {
  const { insurance, vault } = totals.byType
  return (
    <>
      Insurance funds: <Usd value={insurance.fundUsd} reason="no figure yet" /> against{' '}
      <Usd value={insurance.coveredOiUsd} reason="no figure yet" /> of <Term name="open_interest">open interest</Term>
      {vault.fundUsd === null ? null : (
        <>
          ; vaults: <Usd value={vault.fundUsd} reason="" /> against{' '}
          <Usd value={vault.coveredOiUsd} reason="no figure yet" />
        </>
      )}
      .
    </>
  )
}
