import type { ClientBase } from 'pg'
import { moneyParts, openInterestParts } from '@/lib/collect/past/rollup-parts'
import type { FundType } from '@/lib/core/observation'

const REVISED = {
  hour: { table: 'coverage_hour', step: "interval '1 hour'", closes: "c.bucket_start + interval '1 hour'" },
  day: { table: 'coverage_day', step: "interval '1 day'", closes: "c.bucket_start + interval '1 day'" },
  /** A row of the raw interval stands for the pass that wrote it; an unchanged balance is stored hourly. */
  raw: {
    table: 'coverage_raw',
    step: "interval '65 minutes'",
    closes: "greatest(c.bucket_start, c.fund_observed_at) + interval '1 millisecond'",
  },
} as const
export type RevisedInterval = keyof typeof REVISED

export interface ReviseRange {
  readonly venue: string
  readonly fundType: FundType | null
  /** Bucket starts, half-open; only buckets that are closed. */
  readonly from: Date
  readonly to: Date
  /** Only rows made from an observation recorded since then change. */
  readonly since: Date
  /** How long the open interest of a market stands for, beyond what is kept every 15 minutes. */
  readonly openInterestEveryS: number
}

const OI_WINDOW = "greatest(interval '35 minutes', make_interval(secs => 2 * $6::integer))"
const LEVERAGE_UNKNOWN = 'highest leverage of that time is not known'

/** The newest row of every closed bucket, and the funds that make up each. */
function rowsToRevise(interval: RevisedInterval): string {
  const { table, closes } = REVISED[interval]
  return `
  todo AS (
    SELECT DISTINCT ON (c.fund, c.bucket_start) c.fund AS id, c.bucket_start AS bucket, ${closes} AS closes, c.revision,
      c.fund_usd, c.oi_usd, c.covered_fund_usd, c.covered_oi_usd, c.coverage, c.usable_usd, c.usable_basis,
      c.fund_observed_at, c.oi_observed_at, c.basis, c.obs_status
    FROM ${table} c WHERE c.venue = $1 AND c.bucket_start >= $3 AND c.bucket_start < $4
    ORDER BY c.fund, c.bucket_start, c.revision DESC
  ),
  part AS (
    SELECT id, bucket, closes, id AS fund FROM todo WHERE id <> 'total'
    UNION ALL
    SELECT t.id, t.bucket, t.closes, f.fund FROM todo t
    JOIN fund f ON t.id = 'total' AND f.venue = $1 AND f.part_of IS NULL AND f.fund_type = $2
      AND f.first_seen_at < t.closes AND (f.withdrawn_at IS NULL OR f.withdrawn_at > t.closes)
  )`
}

function insertRevisions(table: string): string {
  return `
  INSERT INTO ${table} (venue, fund, bucket_start, revision, fund_usd, usable_usd, usable_basis, oi_usd, covered_fund_usd,
    covered_oi_usd, coverage, fund_observed_at, oi_observed_at, basis, obs_status, reason)
  SELECT $1, n.id, n.bucket, n.revision + 1, n.fund_usd, n.usable_usd, n.usable_basis, n.oi_usd, n.covered_fund_usd,
    n.covered_oi_usd, n.coverage, n.fund_observed_at, n.oi_observed_at, n.basis,
    CASE WHEN n.coverage IS NULL AND n.covers THEN 'M' WHEN n.fund_usd IS NULL THEN 'M' WHEN n.estimated THEN 'E' ELSE 'A' END,
    nullif(concat_ws('; ',
      CASE WHEN n.fund_usd IS NULL THEN 'a balance of that time is missing or has no dollar price' END,
      CASE WHEN n.covers AND n.coverage IS NULL AND n.covered_oi_usd IS NULL THEN 'open interest of that time is not known' END,
      CASE WHEN n.coverage IS NOT NULL THEN '${LEVERAGE_UNKNOWN}' END), '')
  FROM (SELECT *, (covered_fund_usd / nullif(covered_oi_usd, 0))::double precision AS coverage FROM revised) n
  ON CONFLICT DO NOTHING`
}

/** Revises the rollups a corrected or recovered balance goes into; their open interest stands. Returns rows written. */
export async function reviseMoney(client: ClientBase, interval: RevisedInterval, range: ReviseRange): Promise<number> {
  const { table, step } = REVISED[interval]
  const { rowCount } = await client.query(
    `WITH ${rowsToRevise(interval)},
    ${moneyParts({ step, slack: "interval '32 days'", since: '$5::timestamptz' })},
    moment AS (
      SELECT m.id, m.bucket, m.fund, least(t.oi_observed_at, m.closes) AS at, m.closes FROM fund_money m JOIN todo t ON t.id = m.id AND t.bucket = m.bucket
      JOIN fund f ON f.venue = $1 AND f.fund = m.fund AND f.cover_kind <> 'none' WHERE m.id = 'total' AND m.assets > 0
    ),
    ${openInterestParts({ window: OI_WINDOW, since: '$5::timestamptz' })},
    summed AS (
      SELECT m.id, m.bucket, bool_or(m.touched) AS touched, bool_or(m.estimated) AS estimated, max(m.at) AS at,
        bool_or(f.cover_kind <> 'none') AS covers, bool_and(o.usd IS NOT NULL) FILTER (WHERE f.cover_kind <> 'none') AS whole,
        CASE WHEN NOT bool_or(m.missing OR (m.assets = 0 AND m.assets_known > 0)) THEN sum(m.usd) END AS usd,
        CASE WHEN NOT bool_or(m.missing OR (m.assets = 0 AND m.assets_known > 0)) THEN sum(greatest(m.usd, 0)) END AS usable,
        sum(m.usd) FILTER (WHERE o.usd IS NOT NULL) AS covering
      FROM fund_money m JOIN fund f ON f.venue = $1 AND f.fund = m.fund
      LEFT JOIN fund_oi o ON o.id = m.id AND o.bucket = m.bucket AND o.fund = m.fund
      GROUP BY m.id, m.bucket
    ),
    revised AS (
      SELECT t.id, t.bucket, t.revision, s.usd AS fund_usd, s.usable AS usable_usd,
        CASE WHEN s.usable IS NOT NULL THEN 'full' END AS usable_basis, t.oi_usd, s.covers,
        CASE WHEN s.usd IS NULL THEN NULL WHEN t.id <> 'total' AND t.oi_usd IS NOT NULL THEN s.usd
          WHEN t.id = 'total' AND (t.covered_oi_usd IS NOT NULL OR s.whole) THEN s.covering END AS covered_fund_usd,
        CASE WHEN s.usd IS NULL THEN NULL WHEN t.id <> 'total' THEN t.oi_usd
          ELSE coalesce(t.covered_oi_usd, CASE WHEN s.whole THEN o.usd END) END AS covered_oi_usd,
        s.at AS fund_observed_at, t.oi_observed_at, t.basis, s.estimated OR t.obs_status = 'E' AS estimated
      FROM todo t JOIN summed s ON s.id = t.id AND s.bucket = t.bucket
      LEFT JOIN total_oi o ON t.id = 'total' AND o.bucket = t.bucket
      WHERE s.touched
    )
    ${insertRevisions(table)}`,
    [range.venue, range.fundType, range.from, range.to, range.since, range.openInterestEveryS],
  )
  return rowCount ?? 0
}

/** Revises the rollups a corrected or recovered open interest goes into; their balances stand. Returns rows written. */
export async function reviseOpenInterest(
  client: ClientBase,
  interval: RevisedInterval,
  range: ReviseRange,
): Promise<number> {
  const { table, step } = REVISED[interval]
  const { rowCount } = await client.query(
    `WITH ${rowsToRevise(interval)},
    passed AS (
      SELECT b.bucket, b.closes, (
        SELECT max(x.observed_at) FROM open_interest x
        WHERE x.venue = $1 AND x.observed_at < b.closes AND x.observed_at >= b.closes - ${step}
      ) AS at
      FROM (SELECT bucket, max(closes) AS closes FROM todo GROUP BY bucket) b
    ),
    moment AS (
      SELECT p.id, p.bucket, p.fund, b.at, p.closes FROM part p JOIN passed b ON b.bucket = p.bucket
      JOIN fund f ON f.venue = $1 AND f.fund = p.fund AND f.cover_kind <> 'none' WHERE b.at IS NOT NULL
    ),
    ${openInterestParts({ window: OI_WINDOW, since: '$5::timestamptz' })},
    touched AS (
      SELECT DISTINCT id, bucket FROM market_oi WHERE recorded_at >= $5::timestamptz
      UNION SELECT 'total', bucket FROM listed_oi WHERE touched
    ),
    summed AS (
      SELECT p.id, p.bucket, bool_and(o.usd IS NOT NULL) FILTER (WHERE f.cover_kind <> 'none') AS whole,
        bool_or(f.cover_kind <> 'none') AS covers, sum(o.usd) AS usd, max(o.at) AS at, bool_or(o.estimated) AS estimated
      FROM part p JOIN fund f ON f.venue = $1 AND f.fund = p.fund
      LEFT JOIN fund_oi o ON o.id = p.id AND o.bucket = p.bucket AND o.fund = p.fund
      GROUP BY p.id, p.bucket
    ),
    revised AS (
      SELECT t.id, t.bucket, t.revision, t.fund_usd, t.usable_usd, t.usable_basis, s.covers,
        CASE WHEN t.id = 'total' THEN l.usd WHEN s.whole THEN s.usd END AS oi_usd,
        CASE WHEN s.whole THEN coalesce(t.covered_fund_usd, t.fund_usd) END AS covered_fund_usd,
        CASE WHEN s.whole AND t.fund_usd IS NOT NULL THEN CASE WHEN t.id = 'total' THEN o.usd ELSE s.usd END END AS covered_oi_usd,
        t.fund_observed_at, greatest(s.at, l.at) AS oi_observed_at, t.basis,
        coalesce(s.estimated, false) OR t.obs_status = 'E' AS estimated
      FROM todo t JOIN touched u ON u.id = t.id AND u.bucket = t.bucket
      JOIN summed s ON s.id = t.id AND s.bucket = t.bucket
      LEFT JOIN total_oi o ON t.id = 'total' AND o.bucket = t.bucket
      LEFT JOIN listed_oi l ON t.id = 'total' AND l.bucket = t.bucket
    )
    ${insertRevisions(table)}`,
    [range.venue, range.fundType, range.from, range.to, range.since, range.openInterestEveryS],
  )
  return rowCount ?? 0
}
