import { Absent } from '@/app/_components/absent'
import { BandBar } from '@/app/_components/band-bar'
import { ColumnHeader, DataTable } from '@/app/_components/data-table'
import { Notice } from '@/app/_components/notice'
import stacked from '@/app/_components/stacked.module.css'
import { Term } from '@/app/_components/term'
import { Percent, Usd } from '@/app/_components/value'
import type { PinnedPool } from '@/lib/queries/dto/pinned'
import { formatTime } from '@/lib/render/time'

/** The funds of a venue as they were known at a moment. */
export function PinnedPools({ pools }: { readonly pools: readonly PinnedPool[] }) {
  if (pools.length === 0) return <Notice title="No fund figure was known then." />
  return (
    <DataTable caption="Funds as known then" height="flowing" className={stacked.table}>
      <thead>
        <tr>
          <ColumnHeader>Fund</ColumnHeader>
          <ColumnHeader numeric>Value</ColumnHeader>
          <ColumnHeader numeric>
            <Term name="usable">Usable</Term>
          </ColumnHeader>
          <ColumnHeader numeric>
            <Term name="open_interest">Open interest</Term>
          </ColumnHeader>
          <ColumnHeader numeric>
            <Term name="coverage">Coverage</Term>
          </ColumnHeader>
          <ColumnHeader>
            <Term name="exhaustion_move">Empties at a fall of</Term>
          </ColumnHeader>
          <ColumnHeader>Fund observed (UTC)</ColumnHeader>
          <ColumnHeader>Said of it</ColumnHeader>
        </tr>
      </thead>
      <tbody>
        {pools.map((pool) => (
          <PoolRow key={pool.fund} pool={pool} />
        ))}
      </tbody>
    </DataTable>
  )
}

function PoolRow({ pool }: { readonly pool: PinnedPool }) {
  const { label, partOf, fundUsd, usableUsd, oiUsd, coverage, exhaustionMove, fundObservedAt, reason } = pool
  const missing = reason ?? 'not stated then'
  return (
    <tr>
      <th scope="row">
        {label}
        {partOf === null ? null : ` (part of ${partOf})`}
      </th>
      <td className={stacked.figure} data-label="Value">
        <Usd value={fundUsd} reason={missing} />
      </td>
      <td className={stacked.figure} data-label="Usable">
        <Usd value={usableUsd} reason="not stated then" />
      </td>
      <td className={stacked.figure} data-label="Open interest">
        <Usd value={oiUsd} reason="not stated then" />
      </td>
      <td className={stacked.figure} data-label="Coverage">
        <Percent value={coverage} reason="not stated then" />
      </td>
      <td data-label="Empties at a fall of">
        <BandBar band={exhaustionMove} reason="not stated then" />
      </td>
      <td data-label="Fund observed (UTC)">
        {fundObservedAt === null ? (
          <Absent reason="no figure" />
        ) : (
          <time dateTime={fundObservedAt}>{formatTime(fundObservedAt)}</time>
        )}
      </td>
      <td data-label="Said of it">{reason ?? 'nothing missing'}</td>
    </tr>
  )
}
