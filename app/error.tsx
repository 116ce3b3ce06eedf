'use client'

import { Page, Prose } from './_components/page'
import styles from './error.module.css'

/** The digest of a `DatabaseUnavailableError`. */
const OUTAGE = 'database_unavailable'

/** A page that could not be made. In production the cause stays in the log; the digest leads to it. */
export default function ErrorPage({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  const digest = error instanceof Error && 'digest' in error && typeof error.digest === 'string' ? error.digest : null
  return (
    <Page title={digest === OUTAGE ? 'The figures cannot be read now' : 'This page could not be made'}>
      <Prose>
        <p>
          {digest === OUTAGE
            ? 'The database does not answer. No figure is shown rather than an old one; what was collected is kept.'
            : 'Something failed while this page was made. The figures themselves are not affected.'}
        </p>
        <p>
          <button type="button" className={styles.retry} onClick={retry}>
            Try again
          </button>{' '}
          or look at <a href="/readyz">whether the site is ready</a>.
        </p>
        {digest === null || digest === OUTAGE ? null : (
          <p className={styles.digest}>
            In the log: <code>{digest}</code>
          </p>
        )}
      </Prose>
    </Page>
  )
}
