import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { Notice } from '@/app/_components/notice'
import type { WatchedVenue } from '@/lib/queries/dto/episode'
import { formatInteger } from '@/lib/render/format'
import { formatTime } from '@/lib/render/time'

/** Whose balances are looked through, until when, and how many come too seldom for a level to be seen. */
export function WatchedFunds({ watched }: { readonly watched: readonly WatchedVenue[] }) {
  if (watched.length === 0) {
    return <Notice title="No balance has been looked through yet.">Nothing can be said of outflows.</Notice>
  }
  return (
    <details>
      <summary>
        {formatInteger(watched.reduce((sum, { funds }) => sum + funds, 0))} funds of {watched.length} venues, and how
        densely each is sampled
      </summary>
      <DataTable caption="Funds looked through for net outflows" height="flowing">
        <thead>
          <tr>
            <ColumnHeader>Venue</ColumnHeader>
            <ColumnHeader numeric>Funds</ColumnHeader>
            <ColumnHeader numeric>Too seldom to see a severe fall</ColumnHeader>
            <ColumnHeader numeric>Too seldom to see any level</ColumnHeader>
            <ColumnHeader>Looked through to (UTC)</ColumnHeader>
          </tr>
        </thead>
        <tbody>
          {watched.map(({ venue, name, funds, coarserThan8h, coarserThan24h, scannedTo }) => (
            <tr key={venue}>
              <th scope="row">
                <a href={`/venues/${venue}`}>{name}</a>
              </th>
              <NumberCell>{formatInteger(funds)}</NumberCell>
              <NumberCell>{formatInteger(coarserThan8h)}</NumberCell>
              <NumberCell>{formatInteger(coarserThan24h)}</NumberCell>
              <td>
                <time dateTime={scannedTo}>{formatTime(scannedTo)}</time>
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </details>
  )
}
