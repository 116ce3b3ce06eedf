import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Refresher } from '@/app/_client/refresher'
import { Notice } from '@/app/_components/notice'
import { Page, Section } from '@/app/_components/page'
import { PageFooter } from '@/app/_components/page-footer'
import { getCompare } from '@/app/_data/compare'
import { findProfile } from '@/lib/record/profiles'
import { hasMeasure } from '@/lib/render/chart-plot'
import type { ChartRange } from '@/lib/render/chart-query'
import type { SearchParams } from '@/lib/render/overview-query'
import { CompareChart } from './compare-chart'
import { CompareTable } from './compare-table'
import { isLikeWithLike, likeWithLikeSentence, pastSentence } from './like-with-like'
import styles from './page.module.css'
import { VenuePicker } from './picker'
import { type CompareQuery, compareHref, compareProblems, isRepeated, parseCompareQuery } from './query'

export const dynamic = 'force-dynamic'

interface Props {
  readonly searchParams: Promise<SearchParams>
}

function isKnown(slug: string): boolean {
  return findProfile(slug) !== null
}

function nameOf(slug: string): string {
  return findProfile(slug)?.name ?? slug
}

function isComparison({ venues }: CompareQuery): boolean {
  return venues.length > 0 && compareProblems(venues, isKnown).length === 0
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const query = parseCompareQuery(await searchParams)
  return {
    title: isComparison(query) ? `${query.venues.map(nameOf).join(', ')}: funds compared` : 'Compare funds',
    description:
      'Two to six venues side by side: fund, coverage, rules when a liquidation fails, and what each publishes.',
    alternates: { canonical: '/compare' },
  }
}

/** The comparison over the range asked for; else over all of it, or the last day where days are too few for a line. */
async function readComparison(query: CompareQuery) {
  const read = async (range: ChartRange) => ({ range, comparison: await getCompare(query.venues, range) })
  if (query.range !== null) return read(query.range)
  const all = await read('all')
  if (hasMeasure(all.comparison.series, query.measure, 3)) return all
  const day = await read('24h')
  return hasMeasure(day.comparison.series, query.measure, 2) ? day : all
}

export default async function ComparePage({ searchParams }: Props) {
  const params = await searchParams
  const query = parseCompareQuery(params)
  if (isRepeated(params)) redirect(compareHref(query))
  if (!isComparison(query)) return <Choose query={query} />
  return <Compared query={query} />
}

function Choose({ query }: { readonly query: CompareQuery }) {
  const problems = compareProblems(query.venues, isKnown)
  return (
    <Page
      title="Compare funds"
      lede={
        <p>Venues as columns, facts as rows: the fund, the market it stands behind, the rules, what is published.</p>
      }
    >
      {problems.length === 0 ? null : (
        <Notice title="These cannot be compared.">
          {problems.map((problem) => (
            <p key={problem}>{problem}</p>
          ))}
        </Notice>
      )}
      <VenuePicker chosen={query.venues} />
    </Page>
  )
}

async function Compared({ query }: { readonly query: CompareQuery }) {
  const { comparison, range } = await readComparison(query)
  const { pages, meta } = comparison
  const kinds = pages.map(({ venue, name, latest }) => ({
    name,
    fundType: latest.fundType ?? findProfile(venue)?.fundType ?? null,
  }))
  const sentences = [likeWithLikeSentence(kinds), pastSentence(pages)].filter((sentence) => sentence !== null)
  const list = query.venues.join(',')
  return (
    <Page
      title={`${pages.map(({ name }) => name).join(', ')}: funds compared`}
      lede={
        <>
          {sentences.map((sentence) => (
            <p key={sentence} className={styles.caution}>
              {sentence}
            </p>
          ))}
          <p>
            “Differs” marks what these venues do not say alike
            {isLikeWithLike(kinds) ? ', “largest” and “smallest” where figures stand.' : '.'} Neither is a judgement.
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
      <details className={styles.change}>
        <summary>Change the venues</summary>
        <VenuePicker chosen={query.venues} />
      </details>
      <CompareChart comparison={comparison} query={query} range={range} />
      <Section id="facts" title="Side by side">
        <CompareTable pages={pages} isLike={isLikeWithLike(kinds)} renderedAt={meta.generatedAt} />
      </Section>
      <PageFooter
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
