import { Absent } from '@/app/_components/absent'
import { AdlLevel } from '@/app/_components/adl-cell'
import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { EvidenceLink } from '@/app/_components/evidence-link'
import styles from '@/app/_components/stacked.module.css'
import { TimeText } from '@/app/_components/time-text'
import { Usd } from '@/app/_components/value'
import { dec } from '@/lib/core/decimal'
import type { CoinBacking, CoinContract } from '@/lib/queries/dto/coin'
import { formatCount, formatInteger, formatLeverage } from '@/lib/render/format'
import { marketKindWords } from '@/lib/render/words'

const MOST_OPEN = 20

interface Listed {
  readonly backing: CoinBacking
  readonly contract: CoinContract
}

function byOpenInterest({ contract: a }: Listed, { contract: b }: Listed): number {
  if (a.oiUsd === null || b.oiUsd === null) return Number(a.oiUsd === null) - Number(b.oiUsd === null)
  return dec(b.oiUsd).comparedTo(dec(a.oiUsd))
}

function Table({ rows, caption }: { readonly rows: readonly Listed[]; readonly caption: string }) {
  return (
    <DataTable caption={caption}>
      <thead>
        <tr>
          <ColumnHeader>Contract</ColumnHeader>
          <ColumnHeader>Kind</ColumnHeader>
          <ColumnHeader>One unit</ColumnHeader>
          <ColumnHeader>Settled in</ColumnHeader>
          <ColumnHeader>Pool</ColumnHeader>
          <ColumnHeader numeric>Open interest</ColumnHeader>
          <ColumnHeader numeric>Highest leverage</ColumnHeader>
          <ColumnHeader>ADL now</ColumnHeader>
          <ColumnHeader>Observed (UTC)</ColumnHeader>
          <ColumnHeader>Evidence</ColumnHeader>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ backing, contract }) => (
          <tr key={`${backing.venue} ${contract.market}`}>
            <th scope="row">
              {backing.name} {contract.market}
            </th>
            <td>
              {contract.contractType} {marketKindWords[contract.marketKind]}
            </td>
            <td>
              {contract.coinsPerBase === 1
                ? contract.baseAsset
                : `${contract.baseAsset}: ${formatInteger(contract.coinsPerBase)} coins`}
            </td>
            <td>{contract.settleAsset}</td>
            <td>
              {backing.pool === null ? (
                <Absent reason="no pool known" />
              ) : (
                <span className={styles.small}>{backing.pool.label}</span>
              )}
            </td>
            <NumberCell>
              <Usd value={contract.oiUsd} reason={contract.oiReason ?? 'not stated'} />
            </NumberCell>
            <NumberCell>
              {contract.maxLeverage === null ? <Absent reason="not published" /> : formatLeverage(contract.maxLeverage)}
            </NumberCell>
            <td>
              {contract.adl[0] === undefined ? (
                <Absent reason="no signal" />
              ) : (
                <>
                  <AdlLevel row={contract.adl[0]} /> <code className={styles.raw}>{contract.adl[0].value}</code>
                </>
              )}
            </td>
            <td>
              <TimeText at={contract.observedAt} reason="not yet collected" />
            </td>
            <td>
              <EvidenceLink
                sha256={contract.rawSha256}
                of={`the open interest of ${backing.name} ${contract.market}`}
                reason="no archived answer"
              />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

/** Every contract of the coin with the way to its evidence, largest open interest first. */
export function ContractsTable({ backings }: { readonly backings: readonly CoinBacking[] }) {
  const rows = backings
    .flatMap((backing) => backing.contracts.map((contract) => ({ backing, contract })))
    .sort(byOpenInterest)
  const rest = rows.slice(MOST_OPEN)
  return (
    <>
      <Table rows={rows.slice(0, MOST_OPEN)} caption="Contracts, largest open interest first" />
      {rest.length === 0 ? null : (
        <details>
          <summary>{formatCount(rest.length, 'more contract')}</summary>
          <Table rows={rest} caption="Further contracts" />
        </details>
      )}
    </>
  )
}
