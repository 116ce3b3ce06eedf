import type { Metadata } from 'next'
import { Refresher } from '@/app/_client/refresher'
import { Page, Section } from '@/app/_components/page'
import { PageFooter } from '@/app/_components/page-footer'
import { getStatus } from '@/app/_data/status'
import { pageRecord } from '@/lib/render/correction-text'
import { formatCount, formatTime } from '@/lib/render/format'
import { describeStates, statusSummary } from '@/lib/render/status-text'
import { RejectedRows } from './rejected-rows'
import { RunsTable } from './runs-table'
import { SourcesTable } from './sources-table'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: 'Status of every source',
  description: 'Which sources are read on time, which fail and why, which rows were refused, and the newest runs.',
  alternates: { canonical: '/status' },
}

export default async function StatusPage() {
  const { sources, states, runs, rejected, meta } = await getStatus()
  const refused = rejected.reduce((total, { count }) => total + count, 0)
  return (
    <Page
      title="Status of every source"
      lede={
        <>
          <p>{statusSummary(sources)}</p>
          <p>
            {formatCount(sources.length, 'source')}: {describeStates(states)}.{' '}
            {refused === 0 ? 'No row was' : formatCount(refused, 'row was', 'rows were')} refused in the last 7 days.
            Page made {formatTime(meta.generatedAt)} UTC.
          </p>
        </>
      }
      actions={
        <>
          <a href="/metrics">Metrics (Prometheus)</a>
          <a href="/api/v1/status.json">JSON</a>
          <a href="/readyz">Ready?</a>
          <a href="/data#api">API</a>
        </>
      }
    >
      <Refresher renderedAt={Date.parse(meta.generatedAt)} />
      <Section
        id="sources"
        title="Sources"
        note={
          <>
            Each source is asked at its own cadence; one that fails never delays another.{' '}
            <a href="/methodology#states">What the states mean</a>
          </>
        }
      >
        <SourcesTable sources={sources} renderedAt={meta.generatedAt} />
      </Section>
      <Section
        id="refused"
        title="Refused rows"
        note="The last 7 days, newest samples of each source. A refused row is left out with its reason; it never becomes a zero."
      >
        <RejectedRows rejected={rejected} />
      </Section>
      <Section
        id="runs"
        title="Newest runs"
        note="One run is one reading of one source: all its requests, one transaction."
      >
        <RunsTable runs={runs} />
      </Section>
      <PageFooter
        record={pageRecord('/status')}
        meta={meta}
        sources={[
          { text: 'what the states mean', href: '/methodology#states' },
          { text: 'how missing data is treated', href: '/methodology#missing' },
        ]}
        downloads={
          <>
            <a href="/metrics">metrics (Prometheus text)</a>, <a href="/api/v1/status.json">status summary (JSON)</a>,{' '}
            <a href="/api/v1/venues">venues with their states (JSON)</a>
          </>
        }
      />
    </Page>
  )
}
