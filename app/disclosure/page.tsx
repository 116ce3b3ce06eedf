import type { Metadata } from 'next'
import { CriteriaTable } from '@/app/_components/criteria-table'
import { Notice } from '@/app/_components/notice'
import { Page, Prose, Section } from '@/app/_components/page'
import { PageFooter } from '@/app/_components/page-footer'
import { Segmented } from '@/app/_components/segmented'
import { getDisclosureMatrix, getLedger } from '@/app/_data/disclosure'
import { pageRecord } from '@/lib/render/correction-text'
import { criteriaRows, summariseMarks } from '@/lib/render/criteria'
import type { SearchParams } from '@/lib/render/overview-query'
import { LedgerSection } from './ledger'
import { MarksTable } from './marks-table'
import { disclosureHref, ORDERS, type Order, parseDisclosureQuery } from './query'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: 'Disclosure: what venues let the public check',
  description:
    'Fourteen criteria of what a venue publishes about its fund, judged with dated evidence, the stage they make, and every change in what venues publish.',
  alternates: { canonical: '/disclosure' },
}

const ORDER_WORDS: Readonly<Record<Order, string>> = { stage: 'by stage', name: 'by name', marks: 'by criteria met' }

export default async function DisclosurePage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const query = parseDisclosureQuery(await searchParams)
  const { venue, group } = query
  const [{ venues, meta }, ledger] = await Promise.all([getDisclosureMatrix(), getLedger({ venue, group })])
  const all = venues.flatMap(({ disclosures }) => criteriaRows(disclosures))
  return (
    <Page
      title="Disclosure: what venues let the public check"
      lede={
        <>
          <p>
            Fourteen criteria for what a venue publishes about its fund, and the stage they make. This judges evidence,
            not size: a fund can be fully disclosed and thin, or large and opaque.
          </p>
          <p>
            Over all venues: {summariseMarks(all)}. “Under review” means that nobody has judged it yet with dated
            evidence, or that the evidence has grown too old. It says nothing about the venue.
          </p>
        </>
      }
      actions={
        <>
          <a href="/api/v1/disclosures.csv">CSV</a>
          <a href="/api/v1/disclosures.json">JSON</a>
          <a href="/methodology#disclosure">How marks and stages are made</a>
        </>
      }
    >
      <Section
        id="marks"
        title="Stages and marks"
        note="Each mark leads to its evidence; the reason for it stands on the venue’s page. A stage is stated only from marks that count today."
      >
        <Segmented
          label="Order of the venues"
          segments={ORDERS.map((order) => ({
            href: disclosureHref({ ...query, order }, 'marks'),
            text: ORDER_WORDS[order],
            selected: order === query.order,
          }))}
        />
        {venues.length === 0 ? (
          <Notice title="No venue is followed." />
        ) : (
          <MarksTable venues={venues} order={query.order} />
        )}
      </Section>
      <Section
        id="changes"
        title="Changes in what venues publish"
        note="Found by comparing every answer with those before it, or documented elsewhere. When a venue starts or stops publishing something, that is news. Contracts that move between pools are a regrouping, neither inflow nor outflow."
      >
        <LedgerSection ledger={ledger} query={query} />
      </Section>
      <Section id="criteria" title="Criteria">
        <CriteriaTable />
        <Prose>
          <p>
            E1 is the venue’s own page or documents, E2 its machine feed archived by us over time, E3 an independent
            attestation, E4 what anyone can verify. <a href="/methodology#disclosure">How long evidence counts</a>
          </p>
        </Prose>
      </Section>
      <PageFooter
        record={pageRecord('/disclosure')}
        meta={meta}
        sources={[
          { text: 'criteria, evidence levels and stages', href: '/methodology#disclosure' },
          { text: 'how to point to a wrong mark', href: '/corrections#report' },
        ]}
        downloads={
          <>
            <a href="/api/v1/disclosures.csv">marks and stages (CSV)</a>,{' '}
            <a href="/api/v1/disclosure-changes.csv">changes (CSV)</a>,{' '}
            <a href="/api/v1/disclosure-changes.json">changes (JSON)</a>
          </>
        }
      />
    </Page>
  )
}
