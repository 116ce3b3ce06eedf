import { Notice } from '@/app/_components/notice'
import { Remarks } from '@/app/_components/remarks'
import { isStoredRow, rowNotes } from '@/lib/render/correction-text'
import { formatCount } from '@/lib/render/format'
import { orderFunds } from '@/lib/render/venue-text'
import { asSentence } from '@/lib/render/words'
import { FundsTable } from '../_parts/funds-table'
import { RecordFunds } from '../_parts/record-funds'
import { readTablePage, TablePage, type TablePageProps, tableMetadata } from '../_parts/table-page'

export const dynamic = 'force-dynamic'

export function generateMetadata(props: TablePageProps) {
  return tableMetadata(props, 'pools', (name) => ({
    title: `${name}: all pools`,
    description: `Every pool of ${name}’s fund: what it holds, which contracts it covers, its coverage, its clocks and its evidence.`,
  }))
}

export default async function PoolsPage(props: TablePageProps) {
  const data = await readTablePage(props)
  const { page, meta } = data
  const { venue, funds } = page
  const onRecord = page.recordOnly || page.status === 'closed'
  const ordered = orderFunds(funds)
  return (
    <TablePage
      data={data}
      title="all pools"
      section="funds"
      lede={
        funds.length === 0
          ? 'A pool is the part of a fund that pays for a set of contracts.'
          : `${formatCount(funds.length, 'pool')}, by the open interest behind which each stands. A pool pays only for the contracts it covers.`
      }
      csv={{ href: `/api/v1/fund-balances.csv?venue=${venue}`, text: 'fund balances' }}
    >
      {funds.length === 0 ? (
        <Notice
          title={asSentence(`No fund figure: ${page.fundAbsence ?? page.latest.reason ?? 'not yet collected'}`)}
        />
      ) : onRecord ? (
        <RecordFunds funds={ordered} venue={venue} />
      ) : (
        <FundsTable funds={ordered} venue={venue} renderedAt={meta.generatedAt} />
      )}
      <Remarks
        corrections={rowNotes(page.remarks)}
        replies={page.remarks.replies.filter(({ about }) => isStoredRow(about))}
      />
    </TablePage>
  )
}
