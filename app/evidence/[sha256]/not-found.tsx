import Link from 'next/link'
import { Page, Prose } from '@/app/_components/page'

export default function EvidenceNotFound() {
  return (
    <Page title="No answer with this hash">
      <Prose>
        <p>
          No response with this SHA-256 is in the archive of this site. Another site of the same code holds other
          answers.
        </p>
        <p>
          Every collected figure links to its own evidence: start from{' '}
          <Link href="/" prefetch={false}>
            the venues
          </Link>
          .
        </p>
      </Prose>
    </Page>
  )
}
