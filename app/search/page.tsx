import type { Metadata } from 'next'
import { FilterForm } from '@/app/_components/filter-form'
import { Notice } from '@/app/_components/notice'
import { Page, Section } from '@/app/_components/page'
import type { SearchParams } from '@/lib/render/overview-query'
import { findEntries, LONGEST_QUERY, searchKindWords } from '@/lib/render/search'
import { readSearchEntries } from './entries'
import styles from './page.module.css'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: 'Search',
  description: 'Find a venue, an event, a page or a chapter of the methodology.',
  alternates: { canonical: '/search' },
  robots: { index: false, follow: true },
}

const MOST_FOUND = 50

export default async function SearchPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const { q } = await searchParams
  const query = (typeof q === 'string' ? q : '').trim().slice(0, LONGEST_QUERY)
  const found = query === '' ? [] : findEntries(await readSearchEntries(), query, MOST_FOUND)
  return (
    <Page
      title="Search"
      lede={<p>Venues, events, pages and chapters of the methodology, by the beginning of their words.</p>}
    >
      <FilterForm label="Search the site" action="/search" submit="Search">
        <label>
          <span>Words</span>
          <input type="search" name="q" defaultValue={query} maxLength={LONGEST_QUERY} autoComplete="off" />
        </label>
      </FilterForm>
      {query === '' ? null : (
        <Section id="found" title={found.length === 1 ? '1 result' : `${found.length} results`}>
          {found.length === 0 ? (
            <Notice title={`Nothing begins with “${query}”.`}>
              Fewer or shorter words find more. <a href="/">All venues</a>, <a href="/events">all events</a>
            </Notice>
          ) : (
            <ul className={styles.found}>
              {found.map((entry) => (
                <li key={entry.href}>
                  <a href={entry.href}>{entry.title}</a>{' '}
                  <span className={styles.text}>
                    {searchKindWords[entry.kind]} · {entry.text}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Section>
      )}
    </Page>
  )
}
