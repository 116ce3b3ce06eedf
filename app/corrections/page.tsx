import type { Metadata } from 'next'
import { Page, Prose, Section } from '@/app/_components/page'
import { PageFooter } from '@/app/_components/page-footer'
import { getCorrections } from '@/app/_data/corrections'
import { env } from '@/lib/env'
import { MOST_PAGES } from '@/lib/queries/corrections-page'
import { pageRecord } from '@/lib/render/correction-text'
import type { SearchParams } from '@/lib/render/overview-query'
import { readText } from '@/lib/render/table-query'
import { CorrectionsList } from './corrections-list'
import { RepliesList } from './replies-list'
import { RestatementsTable } from './restatements-table'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: 'Corrections, restatements and replies',
  description:
    'Every corrected figure with what it was, what it is, why and on what evidence; every value that was restated; what venues say of their figures; how to report an error.',
  alternates: { canonical: '/corrections' },
}

/** A page of the address; an old or mistyped link still opens. */
function readPage(params: SearchParams): number {
  const text = readText(params, 'page')
  return /^[1-9]\d?$/.test(text) ? Math.min(Number(text), MOST_PAGES) : 1
}

export default async function CorrectionsRoute({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const { corrections, restatements, replies, page, hasMore, meta } = await getCorrections(readPage(await searchParams))
  return (
    <Page
      title="Corrections, restatements and replies"
      lede={
        <p>
          What was wrong here and is right now, what sources restated, and what venues say of their own figures. Nothing
          is overwritten: ask the API with <code>as_of</code> and it says what was shown before.
        </p>
      }
      actions={
        <>
          <a href="/api/v1/corrections.csv">CSV</a>
          <a href="/api/v1/corrections.json">JSON</a>
          <a href="/feed.xml">Feed</a>
          <a href="#report">Report an error</a>
        </>
      }
    >
      <Section
        id="corrections"
        title="Corrections"
        note="A person found an error. The entry names one field of one row, the old and the new value, the reason and the evidence; it is never changed or removed. For 30 days a note stands beside the figure, on every page, badge, frame and card."
      >
        <CorrectionsList corrections={corrections} simulated={env().simulated} />
      </Section>
      <Section
        id="restatements"
        title="Restatements"
        note="A source gave another value for the same moment, or we read the archived answer again after mending our reading of it, or a correction was applied. Gathered by venue and the hour in which the new values were stored."
      >
        <RestatementsTable restatements={restatements} page={page} hasMore={hasMore} />
      </Section>
      <Section
        id="replies"
        title="Replies"
        note="What a venue says of a figure, a disclosure mark or a row of its own, in its words, with its date and where it said so. It is shown beside what it is about. Where it disputes the figure, badges say so."
      >
        <RepliesList replies={replies} />
      </Section>
      <Section id="report" title="How to report an error">
        <Prose>
          <p>
            Follow “Report an error” beside a row: the form names the row by its id and shows what is stored under it.{' '}
            <a href="/corrections/report">Without a row</a> it asks for the id. Say what is wrong, what is right, and
            where anyone can check it. A venue replies in the same way.
          </p>
          <p>
            {env().reportUrl === null
              ? 'This instance names no address to send reports to. The form composes the text; send it to whoever runs this site.'
              : 'The form composes the text and opens the operator’s address with it.'}
          </p>
        </Prose>
      </Section>
      <PageFooter
        meta={meta}
        record={pageRecord('/corrections')}
        sources={[{ text: 'how errors are corrected', href: '/methodology#corrections' }]}
        downloads={
          <>
            <a href="/api/v1/corrections.csv">corrections (CSV)</a>,{' '}
            <a href="/api/v1/corrections.json">corrections (JSON)</a>
          </>
        }
      />
    </Page>
  )
}
