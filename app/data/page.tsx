import type { Metadata } from 'next'
import { CodeBlock } from '@/app/_components/code-block'
import { Page, Prose, Section } from '@/app/_components/page'
import { env } from '@/lib/env'
import { seriesDefinitions } from '@/lib/export/series'
import { tableDefinitions } from '@/lib/export/tables'
import { ApiSummary } from './api-summary'
import { Examples } from './examples'
import styles from './page.module.css'
import { SeriesBlock } from './series-block'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: 'Data: downloads, columns, API',
  description:
    'Twelve series as CSV, JSON and NDJSON without a key: coverage, fund balances, flows, open interest, volume, depth, liquidations, ADL signals, events, figures, net outflows, disclosure changes. Columns, rules, examples, licence.',
  alternates: { canonical: '/data' },
}

export default function DataPage() {
  const series = Object.values(seriesDefinitions)
  const tables = Object.values(tableDefinitions)
  const { publicUrl } = env()
  return (
    <Page
      title="Data: downloads, columns, API"
      lede={
        <p>
          Everything on this site as files, without a key or a login. One address gives one answer; units and reasons
          are in the columns.
        </p>
      }
    >
      <Section id="series" title="Twelve series">
        <nav className={styles.contents} aria-label="Series">
          <ul>
            {series.map(({ name, title, description }) => (
              <li key={name}>
                <a href={`#${name}`}>{title}</a>
                <span>{description}</span>
              </li>
            ))}
          </ul>
        </nav>
      </Section>
      <Section
        id="tables"
        title="Tables of the present"
        note="How things stand now; only venue narrows them, and they have no as_of."
      >
        <nav className={styles.contents} aria-label="Tables of the present">
          <ul>
            {tables.map(({ name, title, description }) => (
              <li key={name}>
                <a href={`#${name}`}>{title}</a>
                <span>{description}</span>
              </li>
            ))}
          </ul>
        </nav>
      </Section>
      <Section id="filters" title="Asking for a part">
        <Prose>
          <ul>
            <li>
              <code>venue=bybit,okx</code>: only these venues.
            </li>
            <li>
              <code>from=2026-01-01&amp;to=2026-02-01</code>: from the first moment on, up to and without the second.
              Dates are 00:00 UTC; times end in <code>Z</code>. Undated rows of the record are then left out.
            </li>
            <li>
              <code>interval=day</code>, <code>hour</code> or <code>raw</code>: of coverage (day unless said otherwise),
              volumes and depth (raw unless said otherwise). A day or hour is its last observation.
            </li>
            <li>
              <code>as_of=2026-01-31T12:00:00Z</code>: what was known then. Rows are only added, so the same address
              with <code>as_of</code> gives the same rows again: put it into what you cite.
            </li>
            <li>
              <code>limit</code> and <code>cursor</code>: JSON pages; 1,000 rows unless said otherwise, 10,000 at most.
              CSV and NDJSON give the whole answer in one piece.
            </li>
          </ul>
          <p>
            A parameter that is not known, or a value that cannot be read, is refused with status 400 and a list of what
            was given and what is accepted. An unknown venue is 404.
          </p>
        </Prose>
      </Section>
      <Section id="rules" title="Rules for values">
        <Prose>
          <ul>
            <li>
              Amounts and units are decimal text with all their digits; ratios are plain numbers (0.045 is 4.5 %).
            </li>
            <li>
              Times are ISO 8601 in UTC with <code>Z</code>. Dates of the record are as precise as their source: 2017,
              2017-03, 2017-03-10.
            </li>
            <li>
              Missing is empty in CSV and <code>null</code> in JSON, with the reason in words in <code>reason</code>{' '}
              where a series has that column. It is never 0. A 0 was said by the source.
            </li>
            <li>
              <code>obs_status</code>: A normal, E estimated, P provisional (the open day), M missing, B break in the
              series.
            </li>
            <li>
              <code>basis</code>: collected by us, published in the record, or simulated. Do not mix them unseen.
            </li>
            <li>
              <code>raw_sha256</code> leads to the bytes: <code>/evidence/…</code>.
            </li>
            <li>
              CSV is RFC 4180 in UTF-8 with one header row and CRLF. Text is always quoted; text that a spreadsheet
              would run as a formula gets a leading apostrophe; lists are joined by a vertical bar.
            </li>
          </ul>
        </Prose>
      </Section>
      {[...series, ...tables].map((definition) => (
        <SeriesBlock key={definition.name} definition={definition} />
      ))}
      <Section id="examples" title="Examples">
        <Examples publicUrl={publicUrl} />
      </Section>
      <Section id="api" title="API v1">
        <ApiSummary />
      </Section>
      <Section id="feeds" title="Feeds">
        <Prose>
          <p>
            What happened, newest first: <a href="/feed.xml">Atom</a>, <a href="/feed.json">JSON Feed</a>, and the same
            for one venue at <code>/venues/…/feed.xml</code> and <code>/venues/…/feed.json</code>.
          </p>
          <ul>
            <li>
              Net outflows of a venue’s funds: minor from 1 % in 24 hours, material from 5 %, severe from 30 % in 8
              hours, free of price. Minor ones are in the feed of the venue only.
            </li>
            <li>ADL active by the venue’s own signal, and its end. Spells at most 30 minutes apart are one.</li>
            <li>
              A source that could not be read for an hour and four of its cadences, and its return; a return of less
              than an hour is none. When our own collector stops, nothing is told here: every page and row shows its
              age.
            </li>
            <li>What venues changed in what they publish.</li>
            <li>Restated balances and open interest: before, after, and why.</li>
            <li>Documented events.</li>
          </ul>
          <p>An entry keeps its id for ever, and its time changes only when it says something else.</p>
        </Prose>
      </Section>
      <Section id="licence" title="Licence and citing">
        <Prose>
          <p>
            The code is under the MIT licence. The figures are each venue’s own publication, the events and figures of
            the record are facts from the sources their rows name; this site claims no right in them. Check a venue’s
            terms before you publish its raw answers. Simulated rows are not data about any venue.
          </p>
          <p>
            When you use it, name the venue, Coverline, the address with <code>as_of</code>, and the day you read it:
          </p>
          <CodeBlock
            label="How to cite"
            text={`Coverline, coverage of exchange insurance funds (daily).\n${publicUrl}/api/v1/coverage.csv?venue=VENUE&as_of=TIME, read on DATE.`}
          />
          <p>
            Errors: see <a href="/methodology#corrections">corrections</a>. How every column is made:{' '}
            <a href="/methodology">methodology</a>.
          </p>
        </Prose>
      </Section>
    </Page>
  )
}
