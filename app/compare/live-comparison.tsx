import { Refresher } from '@/app/_client/refresher'
import { Cite } from '@/app/_components/cite'
import { CopyLink } from '@/app/_components/copy-link'
import { Page, Section } from '@/app/_components/page'
import { PageFooter } from '@/app/_components/page-footer'
import { getCompare } from '@/app/_data/compare'
import { env } from '@/lib/env'
import { compareCitation } from '@/lib/export/cite/citation'
import { findProfile } from '@/lib/record/profiles'
import type { ReadRange } from '@/lib/render/chart-query'
import { pageRecord } from '@/lib/render/correction-text'
import { readInRange } from '@/lib/render/default-range'
import { CompareChart } from './compare-chart'
import { CompareTable } from './compare-table'
import { KindNotice } from './kind-notice'
import { isLikeWithLike, pastSentence } from './like-with-like'
import styles from './page.module.css'
import { VenuePicker } from './picker'
import { type CompareQuery, compareHref } from './query'

/** Venues side by side as they are known now, renewed while the page is open. */
export async function LiveComparison({ query, read }: { readonly query: CompareQuery; readonly read: ReadRange }) {
  const { answer, range } = await readInRange({ range: query.range, measures: [query.measure] }, (asked) =>
    getCompare(query.venues, asked),
  )
  const { pages, series, meta } = answer
  const venues = pages.map(({ venue, name, latest }) => ({
    venue,
    name,
    fundType: latest.fundType ?? findProfile(venue)?.fundType ?? null,
  }))
  const isRanked = query.mixed || isLikeWithLike(venues)
  const past = pastSentence(pages)
  const list = query.venues.join(',')
  const simulated = pages.some(({ latest }) => latest.basis === 'simulated')
  const { generatedAt, dataAsOf } = meta
  const cited = { site: env().publicUrl, generatedAt, dataAsOf, asOf: null, simulated }
  return (
    <Page
      title={`${pages.map(({ name }) => name).join(', ')}: funds compared`}
      lede={
        <>
          <KindNotice venues={venues} query={query} />
          {past === null ? null : <p className={styles.caution}>{past}</p>}
          <p>
            “Differs” marks what these venues do not say alike
            {isRanked ? ', “largest” and “smallest” where figures stand.' : '.'} Neither is a judgement.
          </p>
        </>
      }
      actions={
        <>
          <a href={`/api/v1/coverage.csv?venue=${list}`}>CSV</a>
          <a href={`/api/v1/coverage.json?venue=${list}`}>JSON</a>
        </>
      }
    >
      <Refresher renderedAt={Date.parse(meta.generatedAt)} />
      <ul className={styles.links} aria-label="Links to this comparison">
        <li>
          <CopyLink href={compareHref({ ...query, range, asOf: new Date(meta.generatedAt) })}>
            Pinned: these figures, for ever
          </CopyLink>
        </li>
        <li>
          <CopyLink href={compareHref(query)}>Live: the figures of the day it is opened</CopyLink>
        </li>
      </ul>
      <details className={styles.change}>
        <summary>Change the venues</summary>
        <VenuePicker query={query} />
      </details>
      <CompareChart venues={venues} series={series} meta={meta} query={query} read={read} range={range} />
      <Section id="facts" title="Side by side">
        <CompareTable pages={pages} isLike={isRanked} renderedAt={meta.generatedAt} />
      </Section>
      <Cite
        citation={compareCitation(pages, cited)}
        file={`/cite/compare/${list}`}
        query={`?as_of=${meta.generatedAt}`}
      />
      <PageFooter
        record={pageRecord('/compare')}
        meta={meta}
        sources={[
          ...pages.flatMap(({ name, docsUrl }) => (docsUrl === null ? [] : [{ text: name, href: docsUrl }])),
          { text: 'how figures are made', href: '/methodology' },
        ]}
        downloads={
          <>
            <a href={`/api/v1/coverage.csv?venue=${list}`}>coverage (CSV)</a>,{' '}
            <a href={`/api/v1/fund-balances.csv?venue=${list}`}>fund balances (CSV)</a>,{' '}
            <a href={`/api/v1/open-interest.csv?venue=${list}`}>open interest (CSV)</a>
          </>
        }
      />
    </Page>
  )
}
