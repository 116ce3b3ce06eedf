import type { ReactNode } from 'react'
import type { Meta } from '@/lib/queries/dto/common'
import { reportHref } from '@/lib/render/correction-text'
import { formatTime } from '@/lib/render/time'
import { Absent } from './absent'
import { AnyLink } from './any-link'
import styles from './page-footer.module.css'

export interface PageSource {
  readonly text: string
  readonly href: string
}

/** The end of every page with figures: data as of, sources, licence, corrections. */
export function PageFooter({
  meta,
  sources,
  downloads,
  record,
}: {
  readonly meta: Meta
  readonly sources: readonly PageSource[]
  readonly downloads?: ReactNode
  /** What the page is about; a report names it. */
  readonly record: string
}) {
  return (
    <section className={styles.footer} aria-label="About these figures">
      <dl>
        <div>
          <dt>Data as of</dt>
          <dd>
            {meta.dataAsOf === null ? (
              <Absent reason="nothing collected yet" />
            ) : (
              <time dateTime={meta.dataAsOf}>{formatTime(meta.dataAsOf)} UTC</time>
            )}
            {' · page made '}
            <time dateTime={meta.generatedAt}>{formatTime(meta.generatedAt)} UTC</time>
            {meta.asOf === null ? null : (
              <>
                {' · as known at '}
                <time dateTime={meta.asOf}>{formatTime(meta.asOf)} UTC</time>
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>Sources</dt>
          <dd>
            {sources.length === 0 ? (
              <a href="/status">the public interfaces listed on the status page</a>
            ) : (
              <ul>
                {sources.map(({ text, href }) => (
                  <li key={href}>
                    <AnyLink href={href}>{text}</AnyLink>
                  </li>
                ))}
              </ul>
            )}
          </dd>
        </div>
        {downloads === undefined ? null : (
          <div>
            <dt>Download</dt>
            <dd>{downloads}</dd>
          </div>
        )}
        <div>
          <dt>Licence</dt>
          <dd>Code: MIT. The figures are each venue’s own publication; please name the venue and Coverline.</dd>
        </div>
        <div>
          <dt>Corrections</dt>
          <dd>
            Something wrong? <a href={reportHref(record)}>Report an error</a> of this page, or of a row by the link
            beside it. <a href="/corrections">Corrections, restatements and replies</a> are public.
          </dd>
        </div>
      </dl>
    </section>
  )
}
