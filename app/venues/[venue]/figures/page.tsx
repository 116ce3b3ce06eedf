import { Notice } from '@/app/_components/notice'
import { formatCount } from '@/lib/render/format'
import { orderFigures } from '@/lib/render/venue-shown'
import { FiguresTable } from '../_parts/figures-table'
import { readTablePage, TablePage, type TablePageProps, tableMetadata } from '../_parts/table-page'

export const dynamic = 'force-dynamic'

export function generateMetadata(props: TablePageProps) {
  return tableMetadata(props, 'figures', (name) => ({
    title: `${name}: all published figures`,
    description: `Every figure of ${name}’s fund that was published and typed in, with its date, amount and source.`,
  }))
}

export default async function FiguresPage(props: TablePageProps) {
  const data = await readTablePage(props)
  const { venue, figures, remarks } = data.page
  return (
    <TablePage
      data={data}
      title="all published figures"
      section="figures"
      lede={
        figures.length === 0
          ? 'Figures that were published and typed in, each with its source.'
          : `${formatCount(figures.length, 'figure')}, newest first, typed in from publications, each with its source. They are not collected by us.`
      }
      csv={{ href: `/api/v1/figures.csv?venue=${venue}`, text: 'figures' }}
    >
      {figures.length === 0 ? (
        <Notice title="No published figure on record." />
      ) : (
        <FiguresTable rows={orderFigures(figures)} remarks={remarks} />
      )}
    </TablePage>
  )
}
