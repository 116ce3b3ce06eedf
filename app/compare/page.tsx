import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Notice } from '@/app/_components/notice'
import { Page } from '@/app/_components/page'
import { findProfile } from '@/lib/record/profiles'
import { asOfProblem } from '@/lib/render/as-of'
import { readRange } from '@/lib/render/chart-query'
import type { SearchParams } from '@/lib/render/overview-query'
import { LiveComparison } from './live-comparison'
import { VenuePicker } from './picker'
import { PinnedComparisonView } from './pinned-comparison'
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

export default async function ComparePage({ searchParams }: Props) {
  const params = await searchParams
  const query = parseCompareQuery(params)
  if (isRepeated(params)) redirect(compareHref(query))
  const wrongMoment = asOfProblem(params, new Date())
  // A moment that cannot be used is refused: today's figures must not pass for those of another day.
  if (!isComparison(query) || wrongMoment !== null) {
    const refused = wrongMoment === null ? [] : [`${wrongMoment.path}: ${wrongMoment.message}.`]
    return <Choose query={query} problems={[...compareProblems(query.venues, isKnown), ...refused]} />
  }
  const read = readRange(params)
  return query.asOf === null ? (
    <LiveComparison query={query} read={read} />
  ) : (
    <PinnedComparisonView query={query} asOf={query.asOf} read={read} />
  )
}

function Choose({ query, problems }: { readonly query: CompareQuery; readonly problems: readonly string[] }) {
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
      <VenuePicker query={query} />
    </Page>
  )
}
