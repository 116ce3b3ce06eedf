import type { Metadata } from 'next'
import { ColumnHeader, DataTable } from '@/app/_components/data-table'
import { ExternalLink } from '@/app/_components/external-link'
import { Notice } from '@/app/_components/notice'
import { Page, Section } from '@/app/_components/page'
import { PageFooter } from '@/app/_components/page-footer'
import { getDisclosureMatrix } from '@/app/_data/disclosure'
import type { DisclosureMatrix } from '@/lib/queries/disclosure-matrix'
import { venueName } from '@/lib/queries/venue-names'
import { criteria, criteriaRows, markWords, summariseMarks } from '@/lib/render/criteria'
import { plainWord } from '@/lib/render/words'
import { MarksTable } from './marks-table'
import styles from './page.module.css'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: 'Disclosure: what venues let the public check',
  description:
    'Fourteen criteria of what a venue publishes about its fund, judged with dated evidence, and changes in what venues publish.',
  alternates: { canonical: '/disclosure' },
}

export default async function DisclosurePage() {
  const { venues, changes, meta } = await getDisclosureMatrix()
  const all = venues.flatMap(({ marks }) => criteriaRows(marks))
  return (
    <Page
      title="Disclosure: what venues let the public check"
      lede={
        <>
          <p>
            Fourteen criteria for what a venue publishes about its fund. This judges evidence, not size: a fund can be
            fully disclosed and thin, or large and opaque. There is no score and no order.
          </p>
          <p>
            Over all venues: {summariseMarks(all)}. “Under review” means that nobody has judged it yet with dated
            evidence.
          </p>
        </>
      }
    >
      <Section
        id="marks"
        title="Marks"
        note="Each mark leads to its evidence; the reason for it stands on the venue’s page."
      >
        {venues.length === 0 ? <Notice title="No venue is followed." /> : <MarksTable venues={venues} />}
      </Section>
      <Section id="criteria" title="Criteria">
        <DataTable caption="What a full mark asks for" height="flowing">
          <thead>
            <tr>
              <ColumnHeader>Criterion</ColumnHeader>
              <ColumnHeader>What</ColumnHeader>
              <ColumnHeader>“{markWords.yes}” asks for</ColumnHeader>
            </tr>
          </thead>
          <tbody>
            {criteria.map(({ criterion, title, asks }) => (
              <tr key={criterion}>
                <th scope="row">{criterion}</th>
                <td>{title}</td>
                <td>{asks}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      </Section>
      <Section
        id="changes"
        title="Changes in what venues publish"
        note="When a venue starts or stops publishing something, that is news. Newest first."
      >
        <Changes changes={changes} />
      </Section>
      <PageFooter
        meta={meta}
        sources={[
          { text: 'criteria and evidence levels', href: '/methodology#disclosure' },
          { text: 'how to point to a wrong mark', href: '/methodology#corrections' },
        ]}
      />
    </Page>
  )
}

function Changes({ changes }: { readonly changes: DisclosureMatrix['changes'] }) {
  if (changes.length === 0) {
    return (
      <Notice title="No change on record yet.">
        Changes are entered with a date and a source. What venues published before this record began is on their pages.
      </Notice>
    )
  }
  return (
    <ul className={styles.changes}>
      {changes.map((change) => (
        <li key={`${change.changedOn} ${change.venue} ${change.kind} ${change.text}`}>
          <time dateTime={change.changedOn}>{change.changedOn}</time>
          <p>
            <a href={`/venues/${change.venue}`}>{venueName(change.venue)}</a> · {plainWord(change.kind)}: {change.text}{' '}
            {change.sourceUrl === null ? null : <ExternalLink href={change.sourceUrl} />}
          </p>
        </li>
      ))}
    </ul>
  )
}
