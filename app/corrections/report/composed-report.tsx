import { CopyButton } from '@/app/_client/copy-button'
import { CodeBlock } from '@/app/_components/code-block'
import { Section } from '@/app/_components/page'
import { env } from '@/lib/env'
import type { StoredRecord } from '@/lib/queries/dto/correction'
import { isPage, reportAddress, reportHref, reportText } from '@/lib/render/correction-text'
import styles from './page.module.css'

export interface Said {
  readonly wrong: string
  readonly right: string
  readonly evidence: string
}

function storedLines({ record, revisions }: StoredRecord): readonly string[] {
  const [newest] = revisions
  if (newest === undefined)
    return [isPage(record) ? 'a page as a whole, no single row' : 'nothing is stored under this id']
  const { figures, revision, source, rawSha256 } = newest
  return [
    ...figures.map(({ name, value }) => `${name}: ${value ?? 'missing'}`),
    ...(revision === null ? [] : [`revision: ${revision}`]),
    `source: ${source}`,
    ...(rawSha256 === null ? [] : [`capture: ${rawSha256}`]),
  ]
}

/** The text of the report, and the operator's address where one is named. */
export function ComposedReport({ stored, said }: { readonly stored: StoredRecord; readonly said: Said }) {
  const { publicUrl, reportUrl } = env()
  const url = `${publicUrl}${reportHref(stored.record)}`
  const text = reportText({ record: stored.record, title: stored.title, stored: storedLines(stored), ...said, url })
  return (
    <Section id="text" title="The report">
      <CodeBlock label="Text of the report" text={text} bounded />
      <p className={styles.actions}>
        <CopyButton text={text} label="Copy" what="the report" />
        {reportUrl === null ? null : <a href={reportAddress(reportUrl, stored.title, text)}>Send it to the operator</a>}
      </p>
      {reportUrl === null ? (
        <p>
          This instance names no address for reports. Copy the text and send it to whoever runs this site; it can be
          checked by anyone.
        </p>
      ) : null}
    </Section>
  )
}
