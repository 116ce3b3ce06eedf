import Link from 'next/link'
import { Absent } from '@/app/_components/absent'
import { AdlCell } from '@/app/_components/adl-cell'
import { BandBar } from '@/app/_components/band-bar'
import { DataTable, GroupRow } from '@/app/_components/data-table'
import { SortHeader } from '@/app/_components/sort-header'
import styles from '@/app/_components/stacked.module.css'
import { StateBadge } from '@/app/_components/state-badge'
import { Percent, Usd } from '@/app/_components/value'
import type { BackingKind, CoinBacking, CoinPool } from '@/lib/queries/dto/coin'
import type { IsoTime } from '@/lib/queries/dto/common'
import { chartHref } from '@/lib/render/chart-query'
import { type CoinColumn, type CoinQuery, coinHref, type groupBackings } from '@/lib/render/coins-query'
import { formatCount, formatLeverage } from '@/lib/render/format'
import { sortedAs, turnSort } from '@/lib/render/table-query'
import { scopeWords } from '@/lib/render/words'

const COLUMNS: readonly { readonly column: CoinColumn; readonly header: string; readonly numeric: boolean }[] = [
  { column: 'venue', header: 'Venue and contracts', numeric: false },
  { column: 'fund_usd', header: 'Pool', numeric: true },
  { column: 'coverage', header: 'Pool’s coverage', numeric: true },
  { column: 'exhaustion_move', header: 'Empties at a fall of', numeric: true },
  { column: 'oi_usd', header: 'Open interest of the coin', numeric: true },
  { column: 'max_leverage', header: 'Highest leverage', numeric: true },
  { column: 'adl', header: 'ADL now', numeric: false },
  { column: 'checked_at', header: 'State · age', numeric: false },
]

export const backingTexts: Readonly<Record<BackingKind, string>> = {
  insurance: 'Insurance funds',
  vault: 'Liquidation vaults: depositors’ money, not an insurance fund',
  counterparty: 'Counterparty pools: they take the other side of every trade, no fund',
  none: 'No pool known to stand behind the contract',
}

const NAMED = 3

function Contracts({ row: { contracts } }: { readonly row: CoinBacking }) {
  const names = contracts.map(({ market }) => market)
  if (names.length <= NAMED) return <span className={styles.small}>{names.join(', ')}</span>
  return (
    <span className={styles.small} title={names.join(', ')}>
      {names.slice(0, NAMED).join(', ')} and {names.length - NAMED} more
    </span>
  )
}

function Pool({ row, pool }: { readonly row: CoinBacking; readonly pool: CoinPool }) {
  const covers = pool.marketsCovered > 0 ? formatCount(pool.marketsCovered, 'contract') : scopeWords[pool.scope]
  return (
    <span>
      <Usd value={pool.valueUsd} reason={pool.reason ?? 'no value'} />
      <span className={styles.small}>
        <Link href={chartHref(row.venue, { fund: pool.fund })} prefetch={false}>
          {pool.label}
        </Link>
        , for {covers}
      </span>
      {row.others.map((other) => (
        <span key={other.fund} className={styles.small}>
          {other.partOf === null ? 'also' : 'part of it, not added again'}: {other.label},{' '}
          <Usd value={other.valueUsd} reason={other.reason ?? 'no value'} />
        </span>
      ))}
    </span>
  )
}

function Row({ row, renderedAt }: { readonly row: CoinBacking; readonly renderedAt: IsoTime }) {
  const { pool, backing } = row
  const missing = pool?.reason ?? 'not stated'
  const apart = backing === 'counterparty' ? 'a counterparty pool has no coverage' : null
  return (
    <tr>
      <th scope="row">
        <Link href={`/venues/${row.venue}`} prefetch={false} className={styles.strong}>
          {row.name}
        </Link>
        <Contracts row={row} />
      </th>
      <td className={`${styles.figure} ${styles.whole}`} data-label="Pool">
        {pool === null ? <Absent reason={row.reason ?? 'not stated'} /> : <Pool row={row} pool={pool} />}
      </td>
      <td className={styles.figure} data-label="Pool’s coverage">
        {pool === null ? <Absent reason="no pool" /> : <Percent value={pool.coverage} reason={apart ?? missing} />}
      </td>
      <td className={styles.figure} data-label="Empties at a fall of">
        {pool === null ? (
          <Absent reason="no pool" />
        ) : (
          <BandBar band={pool.exhaustionMove} reason={apart ?? pool.exhaustionReason ?? missing} />
        )}
      </td>
      <td className={styles.figure} data-label="Open interest">
        <Usd value={row.oiUsd} reason={row.oiReason ?? 'not stated'} />
        {row.oiUsd === null || row.oiStated === row.contracts.length ? null : (
          <span className={styles.small}>
            {row.oiStated} of {formatCount(row.contracts.length, 'contract')}
          </span>
        )}
      </td>
      <td className={styles.figure} data-label="Highest leverage">
        {row.maxLeverage === null ? (
          <Absent reason={row.leverageReason ?? 'not published'} />
        ) : (
          <data value={row.maxLeverage}>{formatLeverage(row.maxLeverage)}</data>
        )}
      </td>
      <td className={`${styles.whole} ${styles.signal}`} data-label="ADL now">
        <AdlCell rows={row.adl} absence={row.adlAbsence} now={Date.parse(renderedAt)} />
      </td>
      <td className={styles.whole} data-label="State · age">
        <StateBadge
          state={row.state}
          checkedAt={row.checkedAt}
          expectedEveryS={row.expectedEveryS}
          renderedAt={renderedAt}
          reason={pool === null || pool.coverage === null ? null : pool.reason}
        />
      </td>
    </tr>
  )
}

/** Who stands behind the coin's contracts, venue by venue: each kind of money is ranked for itself. */
export function BackingTable({
  coin,
  groups,
  query,
  renderedAt,
}: {
  readonly coin: string
  readonly groups: ReturnType<typeof groupBackings>
  readonly query: CoinQuery
  readonly renderedAt: IsoTime
}) {
  return (
    <DataTable caption={`Pools behind ${coin} contracts, by venue`} height="flowing" className={styles.table}>
      <thead>
        <tr>
          {COLUMNS.map(({ column, header, numeric }) => (
            <SortHeader
              key={column}
              numeric={numeric}
              href={coinHref(coin, { ...query, sort: turnSort(query.sort, column, column === 'venue') })}
              sorted={sortedAs(query.sort, column)}
            >
              {header}
            </SortHeader>
          ))}
        </tr>
      </thead>
      {groups.map(({ kind, rows }) => (
        <tbody key={kind}>
          <GroupRow columns={COLUMNS.length}>
            {backingTexts[kind]} ({rows.length})
          </GroupRow>
          {rows.map((row) => (
            <Row key={`${row.venue} ${row.contracts[0]?.market}`} row={row} renderedAt={renderedAt} />
          ))}
        </tbody>
      ))}
    </DataTable>
  )
}
