import { dec } from '@/lib/core/decimal'
import type { OverviewRow } from '@/lib/queries/dto/overview'
import type { OverviewColumn, OverviewQuery } from '@/lib/render/overview-query'

export interface OverviewGroups {
  /** Ranked together. */
  readonly insurance: readonly OverviewRow[]
  /** Ranked apart: depositors' money, not an insurance fund. */
  readonly vaults: readonly OverviewRow[]
  /** Pools that trade against everyone: no fund, never with a coverage. */
  readonly counterparties: readonly OverviewRow[]
  /** Listed venues with no fund figure to collect: that is the finding. */
  readonly withoutFund: readonly OverviewRow[]
  /** Closed venues, and venues known from the record only. */
  readonly onRecord: readonly OverviewRow[]
}

type SortValue = string | number | null

function sortValue(row: OverviewRow, column: OverviewColumn): SortValue {
  const { latest } = row
  switch (column) {
    case 'venue':
      return row.name.toLowerCase()
    case 'fund_usd':
      return latest.fundUsd
    case 'oi_usd':
      return latest.oiUsd
    case 'change_24h':
      return latest.change24h
    case 'change_7d':
      return latest.change7d
    case 'drawdown':
      return latest.drawdown
    case 'coverage':
      return latest.coverage
    case 'exhaustion_move':
      return latest.exhaustionMove?.low ?? null
    case 'weakest_fund':
      return latest.weakestFund?.coverage ?? null
    case 'adl':
      return row.adl.level
    case 'checked_at':
      return latest.checkedAt === null ? null : Date.parse(latest.checkedAt)
  }
}

const DECIMAL_COLUMNS: readonly OverviewColumn[] = ['fund_usd', 'oi_usd']

function compareKnown(a: string | number, b: string | number, column: OverviewColumn): number {
  if (DECIMAL_COLUMNS.includes(column)) return dec(a).cmp(dec(b))
  return a < b ? -1 : a > b ? 1 : 0
}

/** Rows in the asked order. A row without the value comes last in both directions; equal rows go by name. */
export function sortOverview(rows: readonly OverviewRow[], sort: OverviewQuery['sort']): readonly OverviewRow[] {
  return [...rows].sort((a, b) => {
    const left = sortValue(a, sort.column)
    const right = sortValue(b, sort.column)
    const byName = a.name.localeCompare(b.name, 'en')
    if (left === null || right === null) return left === right ? byName : left === null ? 1 : -1
    const order = compareKnown(left, right, sort.column)
    return (sort.descending ? -order : order) || byName
  })
}

/** Puts like with like. A paused venue stays in the table while it has a fund figure. */
export function groupOverview(rows: readonly OverviewRow[]): OverviewGroups {
  const isOnRecord = (row: OverviewRow) =>
    row.recordOnly || row.status === 'closed' || (row.status === 'paused' && row.latest.fundUsd === null)
  const listed = rows.filter((row) => !isOnRecord(row))
  const hasFund = (row: OverviewRow) => row.fundAbsence === null || row.latest.fundUsd !== null
  return {
    insurance: listed.filter(
      (row) => hasFund(row) && row.latest.fundType !== 'vault' && row.declaredFund !== 'counterparty',
    ),
    counterparties: listed.filter((row) => hasFund(row) && row.declaredFund === 'counterparty'),
    vaults: listed.filter((row) => hasFund(row) && row.latest.fundType === 'vault'),
    withoutFund: listed.filter((row) => !hasFund(row)),
    onRecord: rows.filter(isOnRecord),
  }
}

/** Rows that match the search, the state and the kind of disclosure of the query. The type chooses groups, not rows. */
export function filterOverview(rows: readonly OverviewRow[], query: OverviewQuery): readonly OverviewRow[] {
  const search = query.search.toLowerCase()
  return rows.filter(
    (row) =>
      (search === '' || row.name.toLowerCase().includes(search) || row.venue.includes(search)) &&
      (query.state === null || row.latest.state === query.state) &&
      (query.disclosure === null || row.disclosure === query.disclosure),
  )
}
