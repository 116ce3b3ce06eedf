import type { Metadata } from 'next'
import { CodeBlock } from '@/app/_components/code-block'
import { Page, Prose, Section } from '@/app/_components/page'
import { env } from '@/lib/env'
import { openApiDocument } from '@/lib/queries/openapi/document'
import { LIMITS } from '@/lib/queries/openapi/limits'
import { fieldRows, groupOperations } from './describe'
import { FieldTable } from './field-table'
import { GroupSection } from './group-section'
import styles from './page.module.css'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: 'API: every address, parameter and field',
  description:
    'The public interface of Coverline: every address with its parameters, answer fields, errors, limits and examples that run. OpenAPI 3.1.',
  alternates: { canonical: '/data/api' },
}

export default function ApiPage() {
  const { publicUrl } = env()
  const document = openApiDocument({ publicUrl })
  const groups = groupOperations(document)
  return (
    <Page
      title="API: every address, parameter and field"
      lede={
        <p>
          Read only, no key, open to scripts of other sites. Made from the schemas the site validates with, and every
          example here is sent to it before a release. <a href="/openapi.json">OpenAPI 3.1 as JSON</a> ·{' '}
          <a href="/data">Downloads and columns</a>
        </p>
      }
    >
      <Section id="start" title="Start">
        <CodeBlock
          label="First requests"
          text={`curl '${publicUrl}/api/v1/venues'\ncurl '${publicUrl}/api/v1/coverage.csv?venue=bybit,okx&interval=day'\ncurl '${publicUrl}/openapi.json'`}
        />
        <nav className={styles.contents} aria-label="Addresses">
          <ul>
            {groups.map(({ tag, operations }) => (
              <li key={tag.name}>
                <a href={`#${tag.name}`}>{tag.summary}</a>
                {operations.map(({ method, path, operation }) => (
                  <a key={operation.operationId} href={`#${operation.operationId}`} className={styles.address}>
                    <code>
                      {method} {path}
                    </code>
                  </a>
                ))}
              </li>
            ))}
          </ul>
        </nav>
      </Section>
      <Section id="rules" title="What holds everywhere">
        <Prose>
          <ul>
            <li>
              Money and units are decimal text with all their digits, ratios are numbers, times are UTC with{' '}
              <code>Z</code>. Missing is <code>null</code> (empty in CSV) with a reason in words, never 0.
            </li>
            <li>
              A value or parameter that cannot be used is status 400 as <code>application/problem+json</code> (RFC
              9457); <code>errors</code> names each field, what was given and what is accepted. An unknown venue is 404.
            </li>
            <li>
              Send <code>ETag</code> back as <code>If-None-Match</code>: 304 means nothing changed. Answers may be kept
              for 30 seconds and are compressed as you allow, except NDJSON, Parquet and zip. HEAD gives the headers
              alone.
            </li>
            <li>
              Limits per client address: {LIMITS.reads.quota} requests in {LIMITS.reads.windowS} seconds for{' '}
              {LIMITS.reads.what} (<code>reads</code>), {LIMITS.downloads.quota} in {LIMITS.downloads.windowS} seconds
              for {LIMITS.downloads.what} (<code>downloads</code>). <code>RateLimit-Policy</code> states the limit,{' '}
              <code>RateLimit</code> what is left of it (<code>r</code> requests; all of them in <code>t</code>{' '}
              seconds). Beyond it: 429 with <code>Retry-After</code>. <code>/healthz</code>, <code>/readyz</code> and{' '}
              <code>/metrics</code> are never limited.
            </li>
            <li>
              Version 1 changes only by adding: ignore fields you do not know. A test compares every release with the
              one before.
            </li>
          </ul>
        </Prose>
      </Section>
      {groups.map((group) => (
        <GroupSection key={group.tag.name} group={group} document={document} publicUrl={publicUrl} />
      ))}
      <Section id="fields" title="Fields of answers" note="Named parts of the answers above. A dot leads into a part.">
        {Object.entries(document.components.schemas)
          .filter(([name]) => !groups.some(({ rowName }) => rowName === name))
          .map(([name, schema]) => (
            <FieldTable key={name} name={name} rows={fieldRows(schema)} />
          ))}
      </Section>
    </Page>
  )
}
