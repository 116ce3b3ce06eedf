import { Absent } from '@/app/_components/absent'
import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { EvidenceLink } from '@/app/_components/evidence-link'
import { TimeText } from '@/app/_components/time-text'
import { Usd } from '@/app/_components/value'
import type { FundDetail } from '@/lib/queries/dto/fund'
import type { MarketRow } from '@/lib/queries/dto/venue'
import { formatLeverage } from '@/lib/render/format'
import { marketKindWords } from '@/lib/render/words'
import styles from './parts.module.css'

/** Markets with their fund, in the order given. */
export function MarketsTable({
  rows,
  funds,
}: {
  readonly rows: readonly MarketRow[]
  readonly funds: readonly FundDetail[]
}) {
  const labels = new Map(funds.map((fund) => [fund.fund, fund.label]))
  return (
    <DataTable caption="Markets, largest open interest first">
      <thead>
        <tr>
          <ColumnHeader>Market</ColumnHeader>
          <ColumnHeader>Contract</ColumnHeader>
          <ColumnHeader>Settled in</ColumnHeader>
          <ColumnHeader numeric>Open interest</ColumnHeader>
          <ColumnHeader numeric>Highest leverage</ColumnHeader>
          <ColumnHeader>Fund</ColumnHeader>
          <ColumnHeader>Observed (UTC)</ColumnHeader>
          <ColumnHeader>Evidence</ColumnHeader>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.market}>
            <th scope="row">{row.market}</th>
            <td>
              {row.contractType} {marketKindWords[row.marketKind]}
            </td>
            <td>{row.settleAsset}</td>
            <NumberCell>
              <Usd value={row.valueUsd} reason={row.reason ?? 'not yet collected'} />
            </NumberCell>
            <NumberCell>
              {row.maxLeverage === null ? <Absent reason="not published" /> : formatLeverage(row.maxLeverage)}
            </NumberCell>
            <td className={styles.fundNames}>
              {row.funds.length === 0 ? (
                <Absent reason="no fund known" />
              ) : (
                row.funds.map((fund) => labels.get(fund) ?? fund).join(', ')
              )}
            </td>
            <td>
              <TimeText at={row.observedAt} reason="not yet collected" />
            </td>
            <td>
              <EvidenceLink
                sha256={row.rawSha256}
                of={`the open interest of ${row.market}`}
                reason="no archived answer"
              />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
