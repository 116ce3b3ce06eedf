import type { Pool } from 'pg'
import type { FundIds, Past } from '@/lib/collect/backfill/store-past'
import { observationsOf } from '@/lib/collect/reading'
import { adlColumns, balanceColumns, contractColumns, flowColumns, openInterestColumns } from '@/lib/collect/rows'
import { toDescribed } from '@/lib/collect/store-funds'
import { type KnownFund, resolveFundIds } from '@/lib/core/fund-identity'
import type { BulkRow } from '@/lib/db/bulk'
import type { PartitionedTable } from '@/lib/db/partitions'

export type ReplayedTable = Extract<PartitionedTable, 'fund_balance' | 'open_interest' | 'adl_signal' | 'fund_flow'>

export interface TableRule {
  readonly key: readonly string[]
  /** A row with one of these different is another figure. */
  readonly content: readonly string[]
  /** What rows of different times are about. */
  readonly subject: readonly string[]
  /** The collector keeps an unchanged one this often; null: every one that has a time of its own. */
  readonly keepEveryMs: number | null
  /** A change is kept at once. */
  readonly keepsChanges: boolean
}

const HOUR_MS = 3_600_000

/** How the collector keeps each kind of observation; a replay adds what it would have kept. */
export const TABLE_RULES: Readonly<Record<ReplayedTable, TableRule>> = {
  fund_balance: {
    key: ['venue', 'fund', 'asset', 'observed_at'],
    content: ['units', 'price_usd', 'value_usd', 'obs_status'],
    subject: ['fund', 'asset'],
    keepEveryMs: HOUR_MS,
    keepsChanges: true,
  },
  open_interest: {
    key: ['venue', 'market', 'observed_at'],
    content: ['contracts', 'base_units', 'value_usd', 'source_sides'],
    subject: ['market'],
    keepEveryMs: 15 * 60_000 - 30_000,
    keepsChanges: false,
  },
  adl_signal: {
    key: ['venue', 'scope', 'subject', 'signal', 'observed_at'],
    content: ['value', 'level', 'proximity'],
    subject: ['scope', 'subject', 'signal'],
    keepEveryMs: HOUR_MS,
    keepsChanges: true,
  },
  fund_flow: {
    key: ['venue', 'fund', 'asset', 'observed_at', 'venue_type'],
    content: ['units', 'flow'],
    subject: ['fund', 'asset', 'venue_type'],
    keepEveryMs: null,
    keepsChanges: true,
  },
}

/** A row as the parser of today reads it. */
export interface Candidate {
  readonly table: ReplayedTable
  readonly row: BulkRow
  readonly subject: string
  readonly checkedAt: Date
  readonly observedAt: Date
  /** The venue gives the time; a balance with one is always kept. */
  readonly ownTime: boolean
  /** The figure whose change counts. */
  readonly value: string
}

/** The rows that these observations make. */
export function toCandidates(past: Past, fundIds: FundIds): readonly Candidate[] {
  const idOf = (key: string) => fundIds[key] ?? key
  return [
    ...observationsOf(past, 'fund_balance').map((item) => {
      const row = { ...balanceColumns(past, item), fund: idOf(item.fund.key) }
      return candidate('fund_balance', row, item.observedAt !== null, row.units)
    }),
    ...observationsOf(past, 'open_interest').map((item) => {
      const row = { ...openInterestColumns(past, item), ...contractColumns(item) }
      return candidate('open_interest', row, false, `${row.contracts} ${row.base_units}`)
    }),
    ...observationsOf(past, 'adl').map((item) => {
      const row = adlColumns(past, item)
      return candidate('adl_signal', row, false, row.value)
    }),
    ...observationsOf(past, 'flow').map((item) => {
      const row = { ...flowColumns(past, item), fund: idOf(item.fundKey) }
      return candidate('fund_flow', row, true, row.units)
    }),
  ]
}

function candidate(
  table: ReplayedTable,
  row: BulkRow & { readonly checked_at: Date; readonly observed_at: Date },
  ownTime: boolean,
  value: string,
): Candidate {
  const subject = TABLE_RULES[table].subject.map((name) => String(row[name])).join(' ')
  return { table, row, subject, checkedAt: row.checked_at, observedAt: row.observed_at, ownTime, value }
}

/** The ids the funds of an old answer had at that time: shared pools by the markets they covered then. */
export async function fundIdsAt(pool: Pool, past: Past, at: Date): Promise<FundIds> {
  const funds = [
    ...new Map(observationsOf(past, 'fund_balance').map((item) => [item.fund.key, item.fund])).values(),
  ].map(toDescribed)
  if (!funds.some((fund) => fund.shared)) return {}
  const { rows } = await pool.query<KnownFund>(
    `SELECT f.fund, f.shared, coalesce(array_agg(c.market) FILTER (WHERE c.market IS NOT NULL), '{}') AS markets
     FROM fund f
     LEFT JOIN fund_market c ON c.venue = f.venue AND c.fund = f.fund
       AND c.valid_from <= $2::timestamptz + interval '10 minutes' AND (c.valid_to IS NULL OR c.valid_to > $2)
     WHERE f.venue = $1 GROUP BY f.fund, f.shared`,
    [past.module.id, at],
  )
  return Object.fromEntries(resolveFundIds(funds, rows))
}
