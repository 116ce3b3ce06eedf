import type { Metadata } from 'next'
import Link from 'next/link'
import { Page, Prose } from './_components/page'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <Page title="There is no such page">
      <Prose>
        <p>The address names a venue, an event or a page that Coverline does not have.</p>
        <p>
          <Link href="/" prefetch={false}>
            See all venues
          </Link>
          {', '}
          <Link href="/events" prefetch={false}>
            all events
          </Link>
          {' or '}
          <Link href="/status" prefetch={false}>
            the state of every source
          </Link>
          .
        </p>
      </Prose>
    </Page>
  )
}
