import Link from 'next/link'
import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { ReportLink } from '@/app/_components/remarks'
import { TimeText } from '@/app/_components/time-text'
import { Units, Usd } from '@/app/_components/value'
import type { FundDetail } from '@/lib/queries/dto/fund'
import { chartHref } from '@/lib/render/chart-query'
import { balanceRecord } from '@/lib/render/correction-text'

/** The last published balances of a venue that is not collected: amounts and dates, nothing to set them against. */
export function RecordFunds({ funds, venue }: { readonly funds: readonly FundDetail[]; readonly venue: string }) {
  return (
    <DataTable caption="Last published balances">
      <thead>
        <tr>
          <ColumnHeader>Fund</ColumnHeader>
          <ColumnHeader numeric>Units</ColumnHeader>
          <ColumnHeader numeric>Value</ColumnHeader>
          <ColumnHeader>Published for (UTC)</ColumnHeader>
        </tr>
      </thead>
      <tbody>
        {funds.flatMap((fund) =>
          fund.balances.map((balance) => (
            <tr key={`${fund.fund} ${balance.asset}`}>
              <th scope="row">
                <Link href={chartHref(venue, { fund: fund.fund })} prefetch={false}>
                  {fund.label}
                </Link>
              </th>
              <NumberCell>
                <Units value={balance.units} asset={balance.asset} reason="no figure" />
              </NumberCell>
              <NumberCell>
                <Usd value={balance.valueUsd} reason={fund.reason ?? 'no price'} />
              </NumberCell>
              <td>
                <TimeText at={balance.observedAt} reason="undated" />{' '}
                <ReportLink record={balanceRecord(venue, fund.fund, balance)} of={fund.label} />
              </td>
            </tr>
          )),
        )}
      </tbody>
    </DataTable>
  )
}
