import type { Metadata } from 'next'
import { Cite } from '@/app/_components/cite'
import { CodeBlock } from '@/app/_components/code-block'
import { ExternalLink } from '@/app/_components/external-link'
import { Page, Prose, Section } from '@/app/_components/page'
import { getOverview } from '@/app/_data/overview'
import { getRowCounts } from '@/app/_data/series'
import { env } from '@/lib/env'
import { longCitation, siteCitation } from '@/lib/export/cite/citation'
import { dataLicence, licenceNote } from '@/lib/export/licence'
import { CROSSWALK } from '@/lib/export/metadata'
import { seriesDefinitions } from '@/lib/export/series'
import { snippetsFor } from '@/lib/export/snippets'
import { tableDefinitions } from '@/lib/export/tables'
import { ApiSummary } from './api-summary'
import { Examples } from './examples'
import styles from './page.module.css'
import { SeriesBlock } from './series-block'

/** What the examples ask for. */
const EXAMPLE_QUERY = 'venue=bybit,okx&interval=day'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: 'Data: downloads, columns, API',
  description:
    'Twelve series as CSV, JSON, NDJSON and Parquet without a key: coverage, fund balances, flows, open interest, volume, depth, liquidations, ADL signals, events, figures, net outflows, disclosure changes. Columns, rules, examples, licence.',
  alternates: { canonical: '/data' },
}

export default async function DataPage() {
  const series = Object.values(seriesDefinitions)
  const tables = Object.values(tableDefinitions)
  const { publicUrl, simulated } = env()
  const [rows, { meta }] = await Promise.all([getRowCounts(), getOverview()])
  const { generatedAt, dataAsOf } = meta
  const citation = siteCitation({ site: publicUrl, generatedAt, dataAsOf, asOf: null, simulated })
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
              with <code>as_of</code> gives the same rows again: put it into what you cite. A venue’s page, the
              overview, comparisons and embeds take it too, and show what was known then.
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
      <Section id="formats" title="Suffixes">
        <Prose>
          <p>The suffix of the address says the form. Every form has the same rows, columns and cells.</p>
          <ul>
            <li>
              <code>.csv</code>: <code>?bom=1</code> puts a byte-order mark before it, which Excel needs to read it as
              UTF-8.
            </li>
            <li>
              <code>.ndjson</code>: one JSON object per line. <code>.json</code>: the same by page.
            </li>
            <li>
              <code>.parquet</code>: decimals as <code>DECIMAL(38,18)</code> with all their digits, times as UTC
              timestamps in microseconds, ratios as doubles, ids dictionary-encoded; the columns, the filters and the
              licence are in its metadata.
            </li>
            <li>
              <code>.metadata.json</code> and <code>.readme.md</code>: what an answer is: filters, rows, columns, gaps,
              licence.
            </li>
            <li>
              <code>.zip</code>: the CSV with both and <code>datapackage.json</code> (Frictionless), which has the
              checksum of the CSV.
            </li>
            <li>
              The header <code>X-Row-Count</code> states the rows beforehand, exactly, where counting them is quick (up
              to 200,000 rows); a <code>HEAD</code> request and the metadata count further.
            </li>
          </ul>
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
              <em>Like:</em> {CROSSWALK}
            </li>
            <li>
              CSV is RFC 4180 in UTF-8 with one header row and CRLF. Text is always quoted; text that a spreadsheet
              would run as a formula gets a leading apostrophe; lists are joined by a vertical bar.
            </li>
          </ul>
        </Prose>
      </Section>
      {[...series, ...tables].map((definition) => (
        <SeriesBlock
          key={definition.name}
          definition={definition}
          rows={rows[definition.name] ?? null}
          publicUrl={publicUrl}
        />
      ))}
      <Section id="examples" title="Examples">
        <Examples snippets={snippetsFor(publicUrl, seriesDefinitions.coverage, EXAMPLE_QUERY)} what="Coverage" copy />
      </Section>
      <Section id="bulk" title="All of it at once">
        <Prose>
          <p>
            Whoever runs a copy of this site makes the whole data package with one command, beside the running server:
            every series and table as CSV, and as Parquet by venue and month; <code>datapackage.json</code> with every
            column and every gap; the tables of the store to rebuild it from; a checksum of every file. All of it is as
            of one moment. Broken off, the same command goes on where it stopped.
          </p>
          <CodeBlock
            label="How to make the data package"
            text={`npm run export -- --out coverline-package\nnpm run export -- --out coverline-package-with-answers --captures\ncd coverline-package && sha256sum -c SHA256SUMS`}
          />
          <p>
            The second form includes the archived bytes of answers. A package rebuilds an empty database, checksums
            first, and the restored site gives the same bytes for the same <code>as_of</code>:
          </p>
          <CodeBlock
            label="How to restore it"
            text={`COVERLINE_DATA_DIR=restored npm run restore -- --from coverline-package\nCOVERLINE_DATA_DIR=restored npm start`}
          />
        </Prose>
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
            The code is under the MIT licence, the data under{' '}
            <ExternalLink href={dataLicence.path}>{dataLicence.title}</ExternalLink> ({dataLicence.name}). {licenceNote}
          </p>
          <p>
            When you use it, name the venue, Coverline, the address with <code>as_of</code>, and the day you read it.
            Every page with figures ends with “Cite this page”; every download says how to cite it in its{' '}
            <code>metadata.json</code>, <code>readme.md</code> and <code>datapackage.json</code>. For a reference
            manager: <code>/cite/series/NAME.bib</code>, <code>.ris</code> or <code>.json</code> (CSL-JSON) with the
            parameters of the download, and the same for <code>/cite/venue/SLUG</code>, <code>/cite/event/ID</code>,{' '}
            <code>/cite/coin/NAME</code>, <code>/cite/compare/A,B</code> and <code>/cite/site/coverline</code>. The
            whole record:
          </p>
          <CodeBlock label="How to cite" text={longCitation(citation)} />
          <p>
            Errors: see <a href="/corrections">corrections</a>. How every column is made:{' '}
            <a href="/methodology">methodology</a>.
          </p>
        </Prose>
      </Section>
      <Cite citation={citation} file="/cite/site/coverline" query={`?as_of=${generatedAt}`} />
    </Page>
  )
}
