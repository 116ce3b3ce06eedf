import { Absent } from '@/app/_components/absent'
import { BandBar } from '@/app/_components/band-bar'
import { ColumnHeader, DataTable, NumberCell } from '@/app/_components/data-table'
import { EvidenceLink } from '@/app/_components/evidence-link'
import { ReportLink } from '@/app/_components/remarks'
import { StateBadge } from '@/app/_components/state-badge'
import { Term } from '@/app/_components/term'
import { Percent, Units, Usd } from '@/app/_components/value'
import type { IsoTime } from '@/lib/queries/dto/common'
import type { BalanceRow, FundDetail } from '@/lib/queries/dto/fund'
import { chartHref } from '@/lib/render/chart-query'
import { balanceRecord } from '@/lib/render/correction-text'
import { formatCount } from '@/lib/render/format'
import { stressHref } from '@/lib/render/stress-query'
import { formatAge, formatTime } from '@/lib/render/time'
import { fundTypeWords, priceSourceWords, scopeWords } from '@/lib/render/words'
import styles from './funds-table.module.css'

/** Long names of contracts are behind a disclosure from this many on. */
const LISTED_IN_PLACE = 3

/** Shown for what they are, never added to a fund. */
const isApart = ({ fundType }: FundDetail) => fundType === 'protection' || fundType === 'counterparty'

function Covers({ fund }: { readonly fund: FundDetail }) {
  if (isApart(fund)) return <Absent reason="covers no contract" />
  if (fund.markets.length === 0) return <Absent reason={fund.reason ?? 'no listed contract'} />
  if (fund.markets.length <= LISTED_IN_PLACE)
    return fund.markets.map((market) => (
      <span key={market} className={styles.market}>
        {market}
      </span>
    ))
  return (
    <details>
      <summary>{formatCount(fund.markets.length, 'market')}</summary>
      <p className={styles.markets}>{fund.markets.join(', ')}</p>
    </details>
  )
}

function BalanceCells({
  balance,
  fund,
  venue,
}: {
  readonly balance: BalanceRow | undefined
  readonly fund: FundDetail
  readonly venue: string
}) {
  if (balance === undefined) {
    return (
      <td colSpan={4}>
        <Absent reason={fund.reason ?? 'no balance collected'} />
      </td>
    )
  }
  return (
    <>
      <NumberCell>
        <Units value={balance.units} asset={balance.asset} reason="no figure" />
      </NumberCell>
      <NumberCell>
        <Usd value={balance.valueUsd} reason="no price" />
        {balance.priceSource === null ? null : (
          <span className={styles.small} title={priceSourceWords[balance.priceSource].meaning}>
            {priceSourceWords[balance.priceSource].word}
          </span>
        )}
      </NumberCell>
      <td className={styles.clocks}>
        <span>{formatTime(balance.observedAt)}</span>
        <span className={styles.small}>changed {formatTime(balance.changedAt)}</span>
        <span className={styles.small}>a new one is due every {formatAge(balance.expectedEveryS * 1000)}</span>
      </td>
      <td>
        <EvidenceLink sha256={balance.rawSha256} of={`${fund.label}, ${balance.asset}`} reason="no archived answer" />{' '}
        <ReportLink record={balanceRecord(venue, fund.fund, balance)} of={`${fund.label}, ${balance.asset}`} />
      </td>
    </>
  )
}

function FundRows({
  fund,
  venue,
  renderedAt,
}: {
  readonly fund: FundDetail
  readonly venue: string
  readonly renderedAt: IsoTime
}) {
  const rows = Math.max(1, fund.balances.length)
  const [first, ...others] = fund.balances
  const missing = fund.reason ?? 'not stated'
  return (
    <>
      <tr>
        <th scope="row" rowSpan={rows} className={fund.partOf === null ? styles.fund : styles.part}>
          <a href={chartHref(venue, { fund: fund.fund })}>{fund.label}</a>
          <span className={styles.small}>
            {fund.partOf === null ? scopeWords[fund.scope] : `part of ${fund.partOf}, not added again`}
          </span>
          {isApart(fund) ? (
            <span className={styles.small}>{fundTypeWords[fund.fundType].word}: listed, never added</span>
          ) : null}
          {fund.regroupedOn === null ? null : (
            <a href="#changes" className={styles.small} title="Contracts moved between pools: no inflow, no outflow">
              regrouped on {fund.regroupedOn}
            </a>
          )}
        </th>
        <BalanceCells balance={first} fund={fund} venue={venue} />
        <td rowSpan={rows}>
          <Covers fund={fund} />
        </td>
        <NumberCell rowSpan={rows}>
          <Usd value={fund.oiUsd} reason={isApart(fund) ? 'covers no contract' : missing} />
        </NumberCell>
        <NumberCell rowSpan={rows}>
          <Percent value={fund.coverage} reason={isApart(fund) ? 'covers no contract' : missing} />
        </NumberCell>
        <NumberCell rowSpan={rows}>
          <Usd value={fund.usableUsd} reason={isApart(fund) ? 'not a fund for liquidations' : missing} />
          {fund.usableUsd === null || fund.usableBasis === null ? null : (
            <span className={styles.small}>{fund.usableBasis === 'rule' ? 'by ADL rule' : 'full balance'}</span>
          )}
        </NumberCell>
        <NumberCell rowSpan={rows}>
          <BandBar
            band={fund.exhaustionMove}
            reason={isApart(fund) ? 'not a fund for liquidations' : (fund.exhaustionReason ?? missing)}
          />
          {isApart(fund) || fund.partOf !== null ? null : (
            <a className={styles.stress} href={stressHref({ venue, fund: fund.fund })}>
              stress test<span className="visually-hidden"> {fund.label}</span>
            </a>
          )}
        </NumberCell>
        <td rowSpan={rows}>
          <StateBadge
            state={fund.state}
            checkedAt={first?.checkedAt ?? null}
            expectedEveryS={first?.expectedEveryS ?? null}
            renderedAt={renderedAt}
            reason={fund.coverage === null ? null : fund.reason}
          />
        </td>
      </tr>
      {others.map((balance) => (
        <tr key={balance.asset}>
          <BalanceCells balance={balance} fund={fund} venue={venue} />
        </tr>
      ))}
    </>
  )
}

/** Pools with what they hold, what they cover, their clocks and the way to their evidence. */
export function FundsTable({
  funds,
  venue,
  renderedAt,
  caption = 'Funds, by the open interest they stand behind',
}: {
  readonly funds: readonly FundDetail[]
  readonly venue: string
  readonly renderedAt: IsoTime
  readonly caption?: string
}) {
  return (
    <DataTable caption={caption}>
      <thead>
        <tr>
          <ColumnHeader>Fund</ColumnHeader>
          <ColumnHeader numeric>Units</ColumnHeader>
          <ColumnHeader numeric>Value</ColumnHeader>
          <ColumnHeader>Observed (UTC)</ColumnHeader>
          <ColumnHeader>Evidence</ColumnHeader>
          <ColumnHeader>Covers</ColumnHeader>
          <ColumnHeader numeric>
            <Term name="open_interest">Open interest</Term>
          </ColumnHeader>
          <ColumnHeader numeric>
            <Term name="coverage" />
          </ColumnHeader>
          <ColumnHeader numeric>
            <Term name="usable" />
          </ColumnHeader>
          <ColumnHeader numeric>
            <Term name="exhaustion_move" />
          </ColumnHeader>
          <ColumnHeader>State · age</ColumnHeader>
        </tr>
      </thead>
      <tbody>
        {funds.map((fund) => (
          <FundRows key={fund.fund} fund={fund} venue={venue} renderedAt={renderedAt} />
        ))}
      </tbody>
    </DataTable>
  )
}
