import { Notice } from '@/app/_components/notice'
import { getAttributionOver } from '@/app/_data/attribution'
import { parsePeriod } from '@/lib/render/period-query'
import { ChangeSection } from '../_parts/change-section'
import { readTablePage, TablePage, type TablePageProps, tableMetadata } from '../_parts/table-page'

export const dynamic = 'force-dynamic'

export function generateMetadata(props: TablePageProps) {
  return tableMetadata(props, 'change', (name) => ({
    title: `${name}: what changed each fund`,
    description: `The change of every fund of ${name} over a period, split by cause: flows, price, and what is left.`,
  }))
}

export default async function ChangePage(props: TablePageProps) {
  const data = await readTablePage(props)
  const { venue } = data.page
  const query = parsePeriod(await props.searchParams)
  const attribution = await getAttributionOver(venue, query.period)
  return (
    <TablePage
      data={data}
      title="what changed each fund"
      section="change"
      lede="The change of every fund over a period, by cause."
      csv={{ href: `/api/v1/flows.csv?venue=${venue}`, text: 'flows' }}
    >
      {attribution === null || (attribution.funds.length === 0 && query.problem === null) ? (
        <Notice title="No fund has a balance in this period." />
      ) : (
        <ChangeSection attribution={attribution} query={query} whole />
      )}
    </TablePage>
  )
}
