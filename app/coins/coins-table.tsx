import Link from 'next/link'
import { Absent } from '@/app/_components/absent'
import { DataTable } from '@/app/_components/data-table'
import { SortHeader } from '@/app/_components/sort-header'
import styles from '@/app/_components/stacked.module.css'
import { Percent, Usd } from '@/app/_components/value'
import type { CoinEnds, CoinExtreme, CoinSummary } from '@/lib/queries/dto/coin'
import { type CoinsColumn, type CoinsQuery, coinPath, coinsHref } from '@/lib/render/coins-query'
import { formatCount } from '@/lib/render/format'
import { sortedAs, turnSort } from '@/lib/render/table-query'
import { adlLevelWord } from '@/lib/render/words'

const COLUMNS: readonly { readonly column: CoinsColumn; readonly header: string; readonly numeric: boolean }[] = [
  { column: 'coin', header: 'Coin', numeric: false },
  { column: 'venues', header: 'Venues', numeric: true },
  { column: 'oi_usd', header: 'Open interest', numeric: true },
  { column: 'weakest', header: 'Weakest pool', numeric: true },
  { column: 'strongest', header: 'Strongest pool', numeric: true },
  { column: 'adl', header: 'Highest ADL now', numeric: false },
]

export const coinsColumnTexts: Readonly<Record<CoinsColumn, string>> = {
  coin: 'name',
  venues: 'number of venues',
  oi_usd: 'open interest',
  weakest: 'coverage of the weakest pool',
  strongest: 'coverage of the strongest pool',
  adl: 'highest ADL level now',
}

function End({ end, ends }: { readonly end: CoinExtreme | null; readonly ends: CoinEnds }) {
  if (end === null) return <Absent reason={ends.pools === 0 ? 'no pool of this kind' : 'no coverage stated now'} />
  return (
    <span>
      <Percent value={end.coverage} reason="" />
      <span className={styles.small} title={end.label}>
        {end.name}
      </span>
    </span>
  )
}

function Adl({ coin }: { readonly coin: CoinSummary }) {
  if (coin.adl === null)
    return <Absent reason={coin.adlVenues === 0 ? 'no public signal for it' : 'signal without a level'} />
  return (
    <span>
      <span className={coin.adl.level > 0 ? styles.raised : undefined}>{adlLevelWord(coin.adl.level)}</span>
      <span className={styles.small}>
        {coin.adl.level > 0
          ? `${coin.adl.name}, ${coin.adl.subject}`
          : `on ${formatCount(coin.adlVenues, 'venue')} with a signal`}
      </span>
    </span>
  )
}

/** Coins, each with the two ends of the pools behind it. */
export function CoinsTable({ coins, query }: { readonly coins: readonly CoinSummary[]; readonly query: CoinsQuery }) {
  return (
    <DataTable caption="Coins and the pools behind their contracts" height="flowing" className={styles.table}>
      <thead>
        <tr>
          {COLUMNS.map(({ column, header, numeric }) => (
            <SortHeader
              key={column}
              numeric={numeric}
              href={coinsHref({ ...query, sort: turnSort(query.sort, column, column === 'coin') })}
              sorted={sortedAs(query.sort, column)}
            >
              {header}
            </SortHeader>
          ))}
        </tr>
      </thead>
      <tbody>
        {coins.map((coin) => {
          const ends = coin[query.pools]
          return (
            <tr key={coin.coin}>
              <th scope="row">
                <Link href={coinPath(coin.coin)} prefetch={false} className={styles.strong}>
                  {coin.coin}
                </Link>
                {coin.names.every((name) => name === coin.coin) ? null : (
                  <span className={styles.small}>
                    as {coin.names.filter((name) => name !== coin.coin).join(', ')} too
                  </span>
                )}
              </th>
              <td className={styles.figure} data-label="Venues">
                <data value={coin.venues}>{coin.venues}</data>
              </td>
              <td className={styles.figure} data-label="Open interest">
                <Usd
                  value={coin.oiUsd}
                  reason={coin.contracts === 0 ? 'not listed on a venue followed here yet' : 'no contract states it'}
                />
                {coin.oiUsd === null || coin.oiStated === coin.contracts ? null : (
                  <span className={styles.small}>
                    {coin.oiStated} of {formatCount(coin.contracts, 'contract')}
                  </span>
                )}
              </td>
              <td className={styles.figure} data-label="Weakest pool">
                <End end={ends.weakest} ends={ends} />
              </td>
              <td className={styles.figure} data-label="Strongest pool">
                <End end={ends.strongest} ends={ends} />
              </td>
              <td className={styles.whole} data-label="Highest ADL now">
                <Adl coin={coin} />
              </td>
            </tr>
          )
        })}
      </tbody>
    </DataTable>
  )
}
