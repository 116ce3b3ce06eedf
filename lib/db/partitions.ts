import type { Pool } from 'pg'

const PARTITIONED = [
  'fund_balance',
  'open_interest',
  'adl_signal',
  'fund_flow',
  'market_volume',
  'book_depth',
  'liquidation',
  'coverage_raw',
  'coverage_hour',
  'coverage_day',
] as const
export type PartitionedTable = (typeof PARTITIONED)[number]

/** True for the tables that are split by month. */
export function isPartitioned(table: string): table is PartitionedTable {
  return PARTITIONED.some((name) => name === table)
}

const prepared = new WeakMap<Pool, Set<string>>()

/**
 * Makes the month partitions these times need, each in a transaction of its own: making one locks the parent for a
 * moment, and a writer that already holds other locks could block another for ever. Call it before the transaction.
 */
export async function prepareMonths(pool: Pool, table: PartitionedTable, times: Iterable<Date>): Promise<void> {
  const known = prepared.get(pool) ?? new Set<string>()
  prepared.set(pool, known)
  const months = new Set<string>()
  for (const at of times) months.add(at.toISOString().slice(0, 7))
  for (const month of months) {
    const name = `${table} ${month}`
    if (known.has(name)) continue
    await pool.query('SELECT ensure_month_partition($1, $2)', [table, `${month}-01T00:00:00Z`])
    known.add(name)
  }
}
