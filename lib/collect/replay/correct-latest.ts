import type { ClientBase, Pool } from 'pg'
import type { Candidate } from '@/lib/collect/replay/candidates'
import { CORRECTION_SOURCE } from '@/lib/core/correction'
import { transaction } from '@/lib/db/transaction'

const LATEST = {
  fund_balance: {
    table: 'balance_latest',
    key: ['venue', 'fund', 'asset'],
    figures: ['units', 'price_usd', 'price_source', 'value_usd', 'obs_status', 'reason'],
  },
  open_interest: {
    table: 'market_latest',
    key: ['venue', 'market'],
    figures: ['contracts', 'base_units', 'value_usd', 'mark_price', 'source_sides', 'obs_status', 'reason'],
  },
} as const

/**
 * Corrects the latest figures where they were read from the very bytes these candidates were: until the next pass every
 * rollup would go on with them. Levels start again, because they were carried through what was wrong.
 */
export async function correctLatest(pool: Pool, venue: string, candidates: readonly Candidate[]): Promise<void> {
  await transaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`coverline:${venue}`])
    await correct(client, 'open_interest', candidates)
    if ((await correct(client, 'fund_balance', candidates)) > 0) await restartLevels(client, venue)
  })
}

async function correct(
  client: ClientBase,
  kind: keyof typeof LATEST,
  candidates: readonly Candidate[],
): Promise<number> {
  const rows = candidates.filter((item) => item.table === kind).map((item) => item.row)
  if (rows.length === 0) return 0
  const { table, key, figures } = LATEST[kind]
  const { rowCount } = await client.query(
    `UPDATE ${table} l SET ${figures.map((name) => `"${name}" = x."${name}"`).join(', ')}
     FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb) x
     WHERE ${key.map((name) => `l."${name}" = x."${name}"`).join(' AND ')}
       AND l.raw_sha256 = x.raw_sha256 AND l.checked_at = x.checked_at
       AND NOT EXISTS (SELECT 1 FROM ${kind} c WHERE ${key.map((name) => `c."${name}" = l."${name}"`).join(' AND ')}
                       AND c.observed_at = l.observed_at AND c.source = '${CORRECTION_SOURCE}')
       AND (${figures.map((name) => `l."${name}" IS DISTINCT FROM x."${name}"`).join(' OR ')})`,
    [JSON.stringify(rows)],
  )
  return rowCount ?? 0
}

/**
 * The level of a fund, by which changes and drawdown are measured, starts again; until there is a day of it, its change
 * over a day is not known. The column is never published.
 */
export async function restartLevels(client: ClientBase, venue: string): Promise<void> {
  const nothing = 'level = NULL, level_basis = NULL, peak_level = NULL, composition = NULL'
  await client.query(`UPDATE fund_latest SET ${nothing} WHERE venue = $1`, [venue])
  await client.query(`UPDATE venue_latest SET ${nothing} WHERE venue = $1`, [venue])
  for (const table of ['coverage_raw', 'coverage_hour']) {
    await client.query(
      `UPDATE ${table} SET level = NULL, level_basis = NULL
       WHERE venue = $1 AND level IS NOT NULL AND bucket_start > clock_timestamp() - interval '9 days'`,
      [venue],
    )
  }
}
