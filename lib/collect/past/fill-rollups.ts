import type { ClientBase, Pool } from 'pg'
import { moneyParts, openInterestParts } from '@/lib/collect/past/rollup-parts'
import type { FundType } from '@/lib/core/observation'

export const FILLED = {
  hour: { table: 'coverage_hour', step: "interval '1 hour'", finestS: 3600 },
  /** Month-end rows are the coarsest there are (decision 16). */
  day: { table: 'coverage_day', step: "interval '1 day'", finestS: 32 * 86_400 },
} as const
export type FilledInterval = keyof typeof FILLED

export interface FillRange {
  readonly venue: string
  /** The layer that is summed. */
  readonly fundType: FundType | null
  /** Sources whose balances ask for a row: the histories of the venue. */
  readonly sources: readonly string[]
  /** Bucket starts, half-open; only buckets that are closed. */
  readonly from: Date
  readonly to: Date
  /** Funds of which nothing up to this time is written: a lane of theirs stopped in the middle of it. */
  readonly notUpTo: Readonly<Record<string, Date>>
}

/**
 * Writes the rollups of the past that are missing: of every fund with a balance in that bucket (or within its cadence
 * before), and of the venue where every fund that is summed has a value, or there is only one. Open interest is that of all covered markets
 * or none. What the collector wrote is left alone; what was filled before becomes a new revision when it differs.
 */
export async function fillRollups(client: ClientBase, interval: FilledInterval, range: FillRange): Promise<number> {
  const { table, step, finestS } = FILLED[interval]
  const result = await client.query(statement(table, interval, step), [
    range.venue,
    range.fundType,
    range.from,
    range.to,
    range.sources,
    finestS,
    JSON.stringify(Object.entries(range.notUpTo).map(([fund, at]) => ({ fund, at }))),
  ])
  return result.rowCount ?? 0
}

/** True when a history has a balance that could ask for a row in this range. */
export async function hasPast(
  pool: Pool,
  interval: FilledInterval,
  { venue, sources, from, to }: Pick<FillRange, 'venue' | 'sources' | 'from' | 'to'>,
): Promise<boolean> {
  const { rows } = await pool.query(
    `SELECT 1 FROM fund_balance
     WHERE venue = $1 AND source = ANY($2::text[]) AND expected_every_s <= $3
       AND observed_at >= $4::timestamptz - interval '32 days' AND observed_at < $5 LIMIT 1`,
    [venue, sources, FILLED[interval].finestS, from, to],
  )
  return rows.length > 0
}

const OI_UNKNOWN = 'open interest of that time is not known'
const LEVERAGE_UNKNOWN = 'highest leverage of that time is not known'

function statement(table: string, unit: string, step: string): string {
  return `
  WITH counted AS (
    SELECT fund, first_seen_at, withdrawn_at FROM fund WHERE venue = $1 AND part_of IS NULL AND fund_type = $2
  ),
  seen AS (
    SELECT DISTINCT fund, observed_at, expected_every_s FROM fund_balance
    WHERE venue = $1 AND source = ANY($5::text[]) AND expected_every_s <= $6
      AND observed_at >= $3::timestamptz - interval '32 days' AND observed_at < $4
  ),
  wanted AS (
    SELECT DISTINCT s.fund, g.bucket FROM seen s
    CROSS JOIN LATERAL (SELECT date_trunc('${unit}', s.observed_at, 'UTC') AS own) o
    CROSS JOIN LATERAL generate_series(o.own, greatest(o.own,
      date_trunc('${unit}', s.observed_at + make_interval(secs => s.expected_every_s), 'UTC') - ${step}), ${step}) AS g(bucket)
    WHERE g.bucket >= $3 AND g.bucket < $4
      AND NOT EXISTS (SELECT 1 FROM jsonb_to_recordset($7::jsonb) AS n(fund text, at timestamptz)
                      WHERE n.fund = s.fund AND g.bucket <= n.at)
  ),
  row_id AS (
    SELECT fund AS id, bucket FROM wanted
    UNION SELECT 'total', bucket FROM wanted WHERE fund IN (SELECT fund FROM counted)
  ),
  todo AS (
    SELECT r.id, r.bucket, r.bucket + ${step} AS closes, p.revision, p.fund_usd, p.oi_usd, p.coverage, p.fund_observed_at,
      p.oi_observed_at, p.reason
    FROM row_id r
    LEFT JOIN LATERAL (
      SELECT c.* FROM ${table} c WHERE c.venue = $1 AND c.fund = r.id AND c.bucket_start = r.bucket
      ORDER BY c.revision DESC LIMIT 1
    ) p ON true
    WHERE p.revision IS NULL OR p.backfilled
  ),
  part AS (
    SELECT id, bucket, closes, id AS fund FROM todo WHERE id <> 'total'
    UNION ALL
    SELECT t.id, t.bucket, t.closes, c.fund FROM todo t
    JOIN counted c ON t.id = 'total' AND (c.withdrawn_at IS NULL OR (c.first_seen_at < t.closes AND c.withdrawn_at >= t.bucket))
  ),
  ${moneyParts({ step, slack: "interval '32 days'", since: "'infinity'::timestamptz" })},
  moment AS (
    SELECT m.id, m.bucket, m.fund, m.at, m.closes FROM fund_money m
    JOIN fund f ON f.venue = $1 AND f.fund = m.fund AND f.cover_kind <> 'none' WHERE m.assets > 0
  ),
  ${openInterestParts({ window: step, since: "'infinity'::timestamptz" })},
  matched AS (
    SELECT m.*, f.cover_kind <> 'none' AS covers, o.usd AS oi_usd, o.at AS oi_at, o.estimated AS oi_estimated
    FROM fund_money m JOIN fund f ON f.venue = $1 AND f.fund = m.fund
    LEFT JOIN fund_oi o ON o.id = m.id AND o.bucket = m.bucket AND o.fund = m.fund
  ),
  summed AS (
    SELECT id, bucket,
      CASE WHEN bool_or(missing) THEN NULL ELSE sum(usd) END AS fund_usd,
      CASE WHEN bool_or(missing) THEN NULL ELSE sum(greatest(usd, 0)) END AS usable_usd,
      bool_or(missing) AS missing, bool_or(covers) AS covers, string_agg(unpriced, ', ') AS unpriced,
      bool_and(oi_usd IS NOT NULL) FILTER (WHERE covers) AS whole, sum(usd) FILTER (WHERE covers) AS covering_usd,
      sum(oi_usd) AS own_oi_usd, max(at) AS fund_at, max(oi_at) AS oi_at, max(basis) AS basis,
      bool_or(estimated OR coalesce(oi_estimated, false)) AS estimated, min(estimate_reason) AS estimate_reason
    FROM matched GROUP BY id, bucket
    HAVING CASE WHEN count(*) = 1 THEN bool_or(assets > 0) ELSE bool_and(assets > 0 AND NOT missing AND usd IS NOT NULL) END
  ),
  figure AS (
    SELECT s.*, CASE WHEN s.id = 'total' THEN l.usd WHEN s.whole THEN s.own_oi_usd END AS oi_usd,
      CASE WHEN s.whole AND s.fund_usd IS NOT NULL THEN s.covering_usd END AS covered_fund_usd,
      CASE WHEN s.whole AND s.fund_usd IS NOT NULL THEN CASE WHEN s.id = 'total' THEN t.usd ELSE s.own_oi_usd END END
        AS covered_oi_usd
    FROM summed s
    LEFT JOIN total_oi t ON s.id = 'total' AND t.bucket = s.bucket
    LEFT JOIN listed_oi l ON s.id = 'total' AND l.bucket = s.bucket
  ),
  ready AS (
    SELECT f.*, (f.covered_fund_usd / nullif(f.covered_oi_usd, 0))::double precision AS coverage,
      CASE WHEN f.covered_oi_usd IS NULL AND f.covers THEN NULL ELSE f.oi_at END AS stated_oi_at,
      nullif(concat_ws('; ',
        CASE WHEN f.missing THEN 'a balance of that time is missing' END,
        CASE WHEN f.unpriced IS NOT NULL THEN 'without a dollar price, left out: ' || f.unpriced END,
        CASE WHEN f.covers AND f.covered_oi_usd IS NULL AND NOT coalesce(f.whole, false) THEN '${OI_UNKNOWN}' END,
        CASE WHEN f.covered_oi_usd = 0 THEN 'no open interest' END,
        CASE WHEN f.covered_oi_usd > 0 THEN '${LEVERAGE_UNKNOWN}' END,
        CASE WHEN f.estimated THEN f.estimate_reason END), '') AS reason
    FROM figure f
  )
  INSERT INTO ${table} (venue, fund, bucket_start, revision, fund_usd, usable_usd, usable_basis, oi_usd, covered_fund_usd,
    covered_oi_usd, coverage, fund_observed_at, oi_observed_at, basis, obs_status, reason, backfilled)
  SELECT $1, r.id, r.bucket, coalesce(t.revision + 1, 0), r.fund_usd, r.usable_usd,
    CASE WHEN r.usable_usd IS NOT NULL THEN 'full' END, r.oi_usd, r.covered_fund_usd, r.covered_oi_usd, r.coverage,
    r.fund_at, r.stated_oi_at, r.basis,
    CASE WHEN r.coverage IS NULL AND (r.covers OR r.fund_usd IS NULL) THEN 'M' WHEN r.estimated THEN 'E' ELSE 'A' END,
    r.reason, true
  FROM ready r JOIN todo t ON t.id = r.id AND t.bucket = r.bucket
  WHERE t.revision IS NULL
    OR (t.fund_usd, t.oi_usd, t.coverage, t.fund_observed_at, t.oi_observed_at, t.reason)
      IS DISTINCT FROM (r.fund_usd, r.oi_usd, r.coverage, r.fund_at, r.stated_oi_at, r.reason)
  ON CONFLICT DO NOTHING`
}
