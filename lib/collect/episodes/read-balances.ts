import type { ClientBase } from 'pg'
import type { DayRange } from '@/lib/collect/episodes/find-days'
import { dec } from '@/lib/core/decimal'
import type { BalanceSample } from '@/lib/core/metrics/fund-levels'
import type { Basis } from '@/lib/core/observation'

/** Month-end rows of the record are the coarsest there are. */
const FURTHEST_BACK = "interval '40 days'"
/** Enough to hold the last balance of every asset of a fund. */
const RECENT_ROWS = 40

/**
 * Lowest and highest units per fund, asset and day from a time on, and the last balance before it; of the funds named,
 * or all. Only funds that pay for liquidations: what flows through a reserve or a pool of traders' counterparties is
 * no use of a fund.
 */
export async function readDayRanges(
  client: ClientBase,
  venue: string,
  from: Date,
  funds: readonly string[] | null = null,
): Promise<readonly DayRange[]> {
  const { rows } = await client.query<DayRange>(
    `WITH looked AS (
       SELECT fund FROM fund
       WHERE venue = $1 AND fund_type IN ('insurance', 'vault') AND ($3::text[] IS NULL OR fund = ANY($3))
     )
     SELECT fund, asset, (extract(epoch FROM date_trunc('day', observed_at, 'UTC')) / 86400)::integer AS day,
       min(units)::double precision AS lowest, max(units)::double precision AS highest
     FROM fund_balance JOIN looked USING (fund) WHERE venue = $1 AND observed_at >= $2
     GROUP BY fund, asset, date_trunc('day', observed_at, 'UTC')
     UNION ALL
     SELECT * FROM (
       SELECT DISTINCT ON (l.fund, b.asset) l.fund, b.asset,
         (extract(epoch FROM date_trunc('day', b.observed_at, 'UTC')) / 86400)::integer,
         b.units::double precision, b.units::double precision
       FROM looked l CROSS JOIN LATERAL (
         SELECT asset, observed_at, revision, units FROM fund_balance
         WHERE venue = $1 AND fund = l.fund AND observed_at < $2 AND observed_at >= $2::timestamptz - ${FURTHEST_BACK}
         ORDER BY observed_at DESC LIMIT ${RECENT_ROWS}
       ) b
       ORDER BY l.fund, b.asset, b.observed_at DESC, b.revision DESC
     ) earlier`,
    [venue, from, funds],
  )
  return rows
}

export interface StoredBalances {
  readonly balances: readonly BalanceSample[]
  readonly basis: Basis
}

/** The balances of a fund in a half-open range, latest revision of each, and the last one before it. */
export async function readBalances(
  client: ClientBase,
  key: { readonly venue: string; readonly fund: string },
  range: { readonly from: Date; readonly to: Date },
): Promise<StoredBalances> {
  const { rows } = await client.query<{
    observed_at: Date
    asset: string
    units: string
    value_usd: string | null
    expected_every_s: number
    own_clock: boolean
    breaks: boolean
    basis: Basis
    raw_sha256: string | null
  }>(
    `SELECT DISTINCT ON (asset, observed_at) observed_at, asset, units::text, value_usd::text, expected_every_s,
       observed_at = checked_at AND basis <> 'published' AS own_clock, obs_status = 'B' AS breaks, basis, raw_sha256
     FROM fund_balance
     WHERE venue = $1 AND fund = $2 AND observed_at < $4 AND observed_at >= coalesce((
       SELECT max(observed_at) FROM fund_balance
       WHERE venue = $1 AND fund = $2 AND observed_at < $3 AND observed_at >= $3::timestamptz - ${FURTHEST_BACK}
     ), $3)
     ORDER BY asset, observed_at, revision DESC`,
    [key.venue, key.fund, range.from, range.to],
  )
  return {
    balances: rows.map((row) => ({
      at: row.observed_at.getTime(),
      asset: row.asset,
      units: dec(row.units),
      valueUsd: row.value_usd === null ? null : dec(row.value_usd),
      expectedEveryMs: row.expected_every_s * 1000,
      ownClock: row.own_clock,
      breaks: row.breaks,
      sha256: row.raw_sha256,
    })),
    basis: rows.at(-1)?.basis ?? 'collected',
  }
}

export interface Recovery {
  readonly recoveredAt: Date | null
  readonly brokenAt: Date | null
}

/**
 * First moment after a time at which a fund of one asset held as much as before, or at which its series breaks; both
 * null while neither has come.
 */
export async function readRecovery(
  client: ClientBase,
  key: { readonly venue: string; readonly fund: string; readonly asset: string },
  { after, units }: { readonly after: Date; readonly units: string },
): Promise<Recovery> {
  const { rows } = await client.query<{ at: Date; breaks: boolean }>(
    `SELECT b.observed_at AS at, b.obs_status = 'B' AS breaks FROM fund_balance b
     WHERE b.venue = $1 AND b.fund = $2 AND b.asset = $3 AND b.observed_at > $4
       AND (b.units >= $5::numeric OR b.obs_status = 'B')
       AND NOT EXISTS (
         SELECT 1 FROM fund_balance n WHERE n.venue = b.venue AND n.fund = b.fund AND n.asset = b.asset
           AND n.observed_at = b.observed_at AND n.revision > b.revision)
     ORDER BY b.observed_at LIMIT 1`,
    [key.venue, key.fund, key.asset, after, units],
  )
  const [row] = rows
  if (row === undefined) return { recoveredAt: null, brokenAt: null }
  return row.breaks ? { recoveredAt: null, brokenAt: row.at } : { recoveredAt: row.at, brokenAt: null }
}
