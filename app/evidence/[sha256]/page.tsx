import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { ChangeList } from '@/app/_components/change-list'
import { Notice } from '@/app/_components/notice'
import { Page, Section } from '@/app/_components/page'
import { getEvidence } from '@/app/_data/evidence'
import { env } from '@/lib/env'
import { formatCount } from '@/lib/render/format'
import { Captures } from './captures'
import { Derived } from './derived'
import styles from './page.module.css'
import { StoredBytes } from './stored-bytes'

export const dynamic = 'force-dynamic'

const SHA256 = /^[0-9a-f]{64}$/
const SHOWN_LENGTH = 80

interface Props {
  readonly params: Promise<{ readonly sha256: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { sha256 } = await params
  return {
    title: SHA256.test(sha256) ? `Evidence ${sha256.slice(0, 8)}` : 'Evidence: not a SHA-256',
    description: 'An archived answer of a venue: what was asked, the bytes received, and the figures read from them.',
    robots: { index: false },
  }
}

export default async function EvidenceRoute({ params }: Props) {
  const { sha256 } = await params
  if (!SHA256.test(sha256)) {
    if (SHA256.test(sha256.toLowerCase())) redirect(`/evidence/${sha256.toLowerCase()}`)
    return <BadHash given={sha256} />
  }
  const evidence = await getEvidence(sha256)
  if (evidence === null) notFound()
  const { size, captures, counts } = evidence
  const venue = captures[0]?.venue ?? null
  const rows = Object.values(counts).reduce((total, count) => total + count, 0)
  return (
    <Page
      kicker="Evidence"
      title={<code className={styles.hash}>{sha256}</code>}
      lede={
        <p>
          The answer of a venue as received, {formatCount(size, 'byte')}, kept under the SHA-256 of its bytes.{' '}
          {rows === 0
            ? 'No figure was read from it.'
            : `${formatCount(rows, 'figure')} read from it ${rows === 1 ? 'is' : 'are'} written out below.`}
        </p>
      }
      actions={evidence.expired ? undefined : <a href={`/evidence/${sha256}/raw`}>Raw bytes</a>}
    >
      <Section
        id="requests"
        title="What was asked"
        note="Every fetch that gave exactly these bytes, newest first, at most 50. Header lines that vary without meaning are not kept."
      >
        <Captures captures={captures} />
      </Section>
      <Section
        id="recompute"
        title="From bytes to figures"
        note="What the reader took from these bytes, the price used, and the value stored: enough to compute each figure again."
      >
        <Derived evidence={evidence} />
      </Section>
      {evidence.changes.length === 0 ? null : (
        <Section
          id="changes"
          title="Changes it is evidence of"
          note="These bytes are the last answer before, or the first after, a change in what the venue publishes."
        >
          <ChangeList changes={evidence.changes} />
        </Section>
      )}
      <Section id="bytes" title="The stored bytes">
        <StoredBytes evidence={evidence} publicUrl={env().publicUrl} />
      </Section>
      <p className={styles.end}>
        This shows what the venue answered and when. It does not show that the money exists.{' '}
        {venue === null ? null : <a href={`/venues/${venue}`}>The venue’s page</a>}
        {venue === null ? null : ' · '}
        <a href="/methodology#missing">how long bytes are kept</a> · <a href="/corrections">corrections</a>
      </p>
    </Page>
  )
}

function BadHash({ given }: { readonly given: string }) {
  return (
    <Page title="Evidence: not a SHA-256">
      <Notice title="The address does not hold a SHA-256.">
        Given: <code className={styles.hash}>{given.slice(0, SHOWN_LENGTH)}</code>
        {given.length > SHOWN_LENGTH ? '…' : ''} ({formatCount(given.length, 'character')}). Accepted: 64 characters of
        0 to 9 and a to f, as the evidence links of this site carry them.
      </Notice>
    </Page>
  )
}
