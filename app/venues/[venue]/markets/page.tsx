import { Notice } from '@/app/_components/notice'
import { formatCount } from '@/lib/render/format'
import { orderMarkets } from '@/lib/render/venue-text'
import { MarketsTable } from '../_parts/markets-table'
import { readTablePage, TablePage, type TablePageProps, tableMetadata } from '../_parts/table-page'

export const dynamic = 'force-dynamic'

export function generateMetadata(props: TablePageProps) {
  return tableMetadata(props, 'markets', (name) => ({
    title: `${name}: all markets`,
    description: `Every listed market of ${name} with its open interest, its highest leverage and the fund that stands behind it.`,
  }))
}

export default async function MarketsPage(props: TablePageProps) {
  const data = await readTablePage(props)
  const { venue, markets, funds } = data.page
  return (
    <TablePage
      data={data}
      title="all markets"
      section="markets"
      lede={
        markets.length === 0
          ? 'Markets are listed with the fund that stands behind each.'
          : `${formatCount(markets.length, 'market')}, by open interest, each with the fund that stands behind it.`
      }
      csv={{ href: `/api/v1/open-interest.csv?venue=${venue}`, text: 'open interest' }}
    >
      {markets.length === 0 ? (
        <Notice title="No market collected." />
      ) : (
        <MarketsTable rows={orderMarkets(markets)} funds={funds} />
      )}
    </TablePage>
  )
}
