import { Cite } from '@/app/_components/cite'
import { CopyLink } from '@/app/_components/copy-link'
import { Page, Section } from '@/app/_components/page'
import { PageFooter } from '@/app/_components/page-footer'
import { PinnedNotice } from '@/app/_components/pinned-notice'
import { getPinnedComparison } from '@/app/_data/pinned'
import { env } from '@/lib/env'
import { compareCitation } from '@/lib/export/cite/citation'
import { type ReadRange, writeQuery } from '@/lib/render/chart-query'
import { pageRecord } from '@/lib/render/correction-text'
import { readInRange } from '@/lib/render/default-range'
import { formatTimeSeconds } from '@/lib/render/time'
import { CompareChart } from './compare-chart'
import { FactTable } from './fact-table'
import { KindNotice } from './kind-notice'
import { isLikeWithLike, pastSentence } from './like-with-like'
import styles from './page.module.css'
import { VenuePicker } from './picker'
import { pinnedGroups } from './pinned-facts'
import { type CompareQuery, compareHref } from './query'

/** Venues side by side as they were known at a moment; nothing of today stands in it. */
export async function PinnedComparisonView({
  query,
  asOf,
  read,
}: {
  readonly query: CompareQuery
  readonly asOf: Date
  readonly read: ReadRange
}) {
  const { answer, range } = await readInRange({ range: query.range, measures: [query.measure] }, (asked) =>
    getPinnedComparison(query.venues, asOf, asked),
  )
  const { venues, series, meta } = answer
  const isRanked = query.mixed || isLikeWithLike(venues)
  const past = pastSentence(venues)
  const simulated = venues.some(({ basis }) => basis === 'simulated')
  const cited = { generatedAt: meta.generatedAt, dataAsOf: meta.dataAsOf }
  const fileOf = (name: string) =>
    `/api/v1/${name}.csv?${writeQuery([
      ['venue', query.venues.join(',')],
      ['as_of', answer.asOf],
    ])}`
  return (
    <Page
      title={`${venues.map(({ name }) => name).join(', ')}: funds compared`}
      kicker={`Pinned to ${formatTimeSeconds(asOf)} UTC`}
      lede={
        <>
          <PinnedNotice
            asOf={answer.asOf}
            live={{ href: compareHref({ ...query, asOf: null }), text: 'See the live comparison' }}
            simulated={simulated}
          />
          <KindNotice venues={venues} query={query} />
          {past === null ? null : <p className={styles.caution}>{past}</p>}
        </>
      }
    >
      <ul className={styles.links} aria-label="Links to this comparison">
        <li>
          <CopyLink href={compareHref({ ...query, range })}>Pinned: these figures, for ever</CopyLink>
        </li>
        <li>
          <CopyLink href={compareHref({ ...query, asOf: null })}>Live: the figures of the day it is opened</CopyLink>
        </li>
      </ul>
      <details className={styles.change}>
        <summary>Change the venues</summary>
        <VenuePicker query={query} />
      </details>
      <CompareChart venues={venues} series={series} meta={meta} query={query} read={read} range={range} />
      <Section id="facts" title="Side by side">
        <FactTable pages={venues} groups={pinnedGroups(answer.asOf)} isLike={isRanked} />
      </Section>
      <Cite
        citation={compareCitation(venues, { site: env().publicUrl, ...cited, asOf: answer.asOf, simulated })}
        file={`/cite/compare/${query.venues.join(',')}`}
        query={`?as_of=${answer.asOf}`}
      />
      <PageFooter
        record={pageRecord('/compare')}
        meta={meta}
        sources={[{ text: 'how figures are made', href: '/methodology' }]}
        downloads={
          <>
            <a href={fileOf('coverage')}>coverage (CSV)</a>, <a href={fileOf('fund-balances')}>fund balances (CSV)</a>,{' '}
            <a href={fileOf('open-interest')}>open interest (CSV)</a>, as known then
          </>
        }
      />
    </Page>
  )
}
