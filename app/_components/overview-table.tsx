import Link from 'next/link'
import { Fragment, type ReactNode } from 'react'
import type { OverviewRow } from '@/lib/queries/dto/overview'
import { shortRemarks, shownCorrection } from '@/lib/render/correction-text'
import { nextSort, type OverviewQuery, overviewHref } from '@/lib/render/overview-query'
import { describeAdl, describeAdlAbsence, overviewColumnTexts } from '@/lib/render/overview-text'
import { remarkOn } from '@/lib/render/venue-text'
import { disclosureWord } from '@/lib/render/words'
import { Absent } from './absent'
import { BandBar } from './band-bar'
import { DataTable, GroupRow } from './data-table'
import styles from './overview-table.module.css'
import { SortHeader } from './sort-header'
import { Sparkline } from './sparkline'
import { StateBadge } from './state-badge'
import { Change, Percent, Usd } from './value'

/** The sorting columns, the sparkline, and the disclosure of a narrow screen. */
const COLUMNS = overviewColumnTexts.length + 2

export interface OverviewGroup {
  readonly id: string
  readonly title: ReactNode
  readonly rows: readonly OverviewRow[]
}

/** True when the reason of the row already stands where the fund or the coverage would be. */
function isSaid({ latest, fundAbsence }: OverviewRow): boolean {
  return latest.fundUsd === null ? fundAbsence === null : latest.coverage === null
}

/** The cells of a row. A narrow screen shows few of them until its disclosure is open, which is a matter of styles. */
function cellsOf(row: OverviewRow) {
  const { latest } = row
  const noFund = row.fundAbsence ?? latest.reason ?? 'not yet collected'
  const adl = describeAdl(row.adl)
  return {
    fund: <Usd value={latest.fundUsd} reason={noFund} />,
    change24h: <Change value={latest.change24h} reason="no base" />,
    change7d: <Change value={latest.change7d} reason="no base" />,
    drawdown: <Percent value={latest.drawdown} reason="no history yet" />,
    oi: <Usd value={latest.oiUsd} reason={isSaid(row) ? 'no figure' : (remarkOn(row) ?? 'not yet collected')} />,
    coverage: <Percent value={latest.coverage} reason={latest.reason ?? 'not yet collected'} />,
    exhaustion: (
      <BandBar band={latest.exhaustionMove} reason={row.exhaustionReason ?? latest.reason ?? 'not yet collected'} />
    ),
    weakest:
      latest.weakestFund === null ? (
        <Absent reason="no pool of that size" />
      ) : (
        <span className={styles.stacked}>
          <Percent value={latest.weakestFund.coverage} reason="" />
          <span className={styles.small} title={row.weakestFundLabel ?? latest.weakestFund.fund}>
            {row.weakestFundLabel ?? latest.weakestFund.fund}
          </span>
        </span>
      ),
    adl:
      adl === null ? (
        <Absent reason={describeAdlAbsence(row.adl.absence)} />
      ) : (
        <span className={row.adl.level !== null && row.adl.level >= 2 ? styles.strong : undefined}>{adl}</span>
      ),
    sparkline: (
      <Sparkline values={row.sparkline} label={`${row.name}: fund over the last 30 days`} reason="no history" />
    ),
  }
}

/** That a shown figure was corrected lately, or that the venue disputes it. */
function Said({ row: { remarks } }: { readonly row: OverviewRow }) {
  const figures = ['fund', 'coverage', 'open_interest', 'exhaustion']
  const short = shortRemarks(remarks, ['fund', 'open_interest'], figures)
  if (short.length === 0) return null
  const path = shownCorrection(remarks, ['fund', 'open_interest'])?.path ?? '/corrections#replies'
  return (
    <Link href={path} prefetch={false} className={styles.said}>
      {short.join(', ')}
    </Link>
  )
}

function Row({ row, renderedAt }: { readonly row: OverviewRow; readonly renderedAt: string }) {
  const cells = cellsOf(row)
  const { latest } = row
  const withoutFund = latest.fundUsd === null
  return (
    <tr className={styles.row}>
      <th scope="row" className={styles.venue}>
        <Link href={`/venues/${row.venue}`} prefetch={false}>
          {row.name}
        </Link>
        {row.status === 'paused' ? <span className={styles.small}> paused</span> : null}
        <Said row={row} />
      </th>
      <td className={styles.more}>
        <details>
          <summary>
            More<span className="visually-hidden"> of {row.name}</span>
          </summary>
        </details>
      </td>
      {withoutFund ? (
        <td className={styles.absence} colSpan={4}>
          {cells.fund} <span className={styles.small}>· discloses by: {disclosureWord(row.disclosure)}</span>
        </td>
      ) : (
        <>
          <td className={styles.fund}>{cells.fund}</td>
          <td className={styles.wide} data-label="24 h">
            {cells.change24h}
          </td>
          <td className={styles.wide} data-label="7 d">
            {cells.change7d}
          </td>
          <td className={styles.wide} data-label="Drawdown">
            {cells.drawdown}
          </td>
        </>
      )}
      <td className={styles.wide} data-label="Open interest">
        {cells.oi}
      </td>
      {withoutFund ? (
        <td className={styles.joined} colSpan={3}>
          <Absent reason="no fund figure" />
        </td>
      ) : (
        <>
          <td className={styles.coverage}>{cells.coverage}</td>
          <td className={styles.wide} data-label="Empties at a fall of">
            {cells.exhaustion}
          </td>
          <td className={styles.wide} data-label="Weakest pool">
            {cells.weakest}
          </td>
        </>
      )}
      <td className={styles.adl} data-label="ADL now">
        {cells.adl}
      </td>
      <td className={styles.state}>
        <StateBadge
          state={latest.state}
          checkedAt={latest.checkedAt}
          expectedEveryS={row.expectedEveryS}
          renderedAt={renderedAt}
          reason={isSaid(row) ? null : remarkOn(row)}
        />
      </td>
      <td className={styles.wideText} data-label="30 days">
        {cells.sparkline}
      </td>
    </tr>
  )
}

/** All venues, like with like: each group is ranked for itself. */
export function OverviewTable({
  query,
  groups,
  renderedAt,
}: {
  readonly query: OverviewQuery
  readonly groups: readonly OverviewGroup[]
  readonly renderedAt: string
}) {
  return (
    <DataTable
      caption="Funds and the open interest they stand behind, by venue"
      height="flowing"
      className={styles.table}
    >
      <thead className={styles.head}>
        <tr>
          {overviewColumnTexts.map(({ column, header, numeric }, index) => (
            <Fragment key={column}>
              <SortHeader
                numeric={numeric}
                href={overviewHref({ ...query, sort: nextSort(query.sort, column) })}
                sorted={query.sort.column === column ? (query.sort.descending ? 'descending' : 'ascending') : null}
              >
                {header}
              </SortHeader>
              {index > 0 ? null : (
                <th scope="col" className={styles.more}>
                  More
                </th>
              )}
            </Fragment>
          ))}
          <th scope="col">30 d</th>
        </tr>
      </thead>
      {groups.map(({ id, title, rows }) => (
        <tbody key={id} className={styles.group}>
          <GroupRow columns={COLUMNS}>{title}</GroupRow>
          {rows.map((row) => (
            <Row key={row.venue} row={row} renderedAt={renderedAt} />
          ))}
        </tbody>
      ))}
    </DataTable>
  )
}
