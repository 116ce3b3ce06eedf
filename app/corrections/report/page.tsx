import type { Metadata } from 'next'
import { FilterForm } from '@/app/_components/filter-form'
import { Notice } from '@/app/_components/notice'
import { Page, Section } from '@/app/_components/page'
import { getStoredRecord } from '@/app/_data/corrections'
import { parseRecordId, RecordIdError, recordId } from '@/lib/core/record-id'
import type { StoredRecord } from '@/lib/queries/dto/correction'
import type { SearchParams } from '@/lib/render/overview-query'
import { readText } from '@/lib/render/table-query'
import { CorrectionsList } from '../corrections-list'
import { ComposedReport, type Said } from './composed-report'
import styles from './page.module.css'
import { ReportForm } from './report-form'
import { StoredRows } from './stored-rows'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: 'Report an error',
  description: 'Says what is stored under a record id and composes the text of a report about it.',
  alternates: { canonical: '/corrections/report' },
  robots: { index: false, follow: true },
}

const LONGEST_ID = 1000
const LONGEST_TEXT = 2000

interface Found {
  readonly stored: StoredRecord | null
  readonly problem: string | null
}

/** What an id leads to; a wrong one is named, not refused: the form stays. */
async function find(text: string): Promise<Found> {
  if (text === '') return { stored: null, problem: null }
  try {
    const stored = await getStoredRecord(recordId(parseRecordId(text)))
    return { stored, problem: stored === null ? 'record: no venue of that name; /api/v1/venues lists them' : null }
  } catch (error) {
    if (error instanceof RecordIdError || error instanceof URIError) return { stored: null, problem: error.message }
    throw error
  }
}

export default async function ReportPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  const params = await searchParams
  const asked = readText(params, 'record', LONGEST_ID)
  const { stored, problem } = await find(asked)
  const said: Said = {
    wrong: readText(params, 'wrong', LONGEST_TEXT),
    right: readText(params, 'right', LONGEST_TEXT),
    evidence: readText(params, 'evidence', LONGEST_TEXT),
  }
  return (
    <Page
      title="Report an error"
      kicker={<a href="/corrections">Corrections</a>}
      lede={
        <p>
          A report is about one row, named by its id. This page says what is stored and composes the text; nothing is
          sent or kept by it.
        </p>
      }
    >
      {stored === null ? (
        <>
          {problem === null ? null : <Notice title="This is no record id.">{problem}</Notice>}
          <FilterForm label="Choose a row" action="/corrections/report" submit="Show the row">
            <label className={styles.id}>
              <span>Record id</span>
              <input name="record" defaultValue={asked} size={50} maxLength={LONGEST_ID} />
            </label>
          </FilterForm>
          <p className={styles.small}>
            The id is in the link “Report an error” beside every row, for example{' '}
            <code>fund-balances/bybit/BTCUSDT/USDT/2026-11-24T10:00:00.000Z</code>.
          </p>
        </>
      ) : (
        <>
          <Section id="stored" title="What is stored">
            <StoredRows stored={stored} />
            {stored.corrections.length === 0 ? null : <CorrectionsList corrections={stored.corrections} />}
          </Section>
          <Section id="say" title="Your report">
            <ReportForm record={stored.record} said={said} longest={LONGEST_TEXT} />
          </Section>
          {Object.values(said).every((text) => text === '') ? null : <ComposedReport stored={stored} said={said} />}
        </>
      )}
    </Page>
  )
}
