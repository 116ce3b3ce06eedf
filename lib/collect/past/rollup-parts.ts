/**
 * Parts of the statements that make rollups of the past from stored observations. Each is a list of common table
 * expressions. `$1` is the venue everywhere; intervals and conditions are SQL of this folder, never input.
 */

/**
 * From `part (id, bucket, closes, fund)`: the funds that make up each row, at the moment it closes. Gives `fund_money`:
 * what each held then, from the last balance of every asset before that moment that is within its cadence. An asset
 * known before and after, but not then, is missing. `touched`: a balance used was recorded since `$since`.
 */
export function moneyParts(options: { readonly step: string; readonly slack: string; readonly since: string }): string {
  return `
  asset AS (
    SELECT fund, asset, min(observed_at) AS first, max(observed_at) AS last, max(expected_every_s) AS every_s
    FROM fund_balance
    WHERE venue = $1 AND basis <> 'published' AND fund IN (SELECT fund FROM part)
      AND observed_at >= (SELECT min(bucket) FROM part) - ${options.slack}
      AND observed_at < (SELECT max(closes) FROM part) + ${options.slack}
    GROUP BY fund, asset
  ),
  held AS (
    SELECT p.id, p.bucket, p.closes, p.fund, a.asset, b.units, b.value_usd, b.observed_at, b.obs_status, b.reason, b.basis,
      b.recorded_at, coalesce(b.units IS NULL AND a.first < p.closes AND a.last >= p.closes, false) AS missing
    FROM part p
    LEFT JOIN asset a ON a.fund = p.fund
    LEFT JOIN LATERAL (
      SELECT x.* FROM fund_balance x
      WHERE x.venue = $1 AND x.fund = p.fund AND x.asset = a.asset AND x.basis <> 'published'
        AND x.observed_at < p.closes AND x.observed_at >= p.closes - greatest(${options.step}, make_interval(secs => a.every_s))
      ORDER BY x.observed_at DESC, x.revision DESC LIMIT 1
    ) b ON true
  ),
  fund_money AS (
    SELECT id, bucket, closes, fund, count(units) AS assets, count(asset) AS assets_known, bool_or(missing) AS missing,
      sum(value_usd) AS usd, max(observed_at) AS at, max(basis) AS basis, bool_or(obs_status = 'E') AS estimated,
      min(reason) FILTER (WHERE obs_status = 'E') AS estimate_reason, bool_or(recorded_at >= ${options.since}) AS touched,
      string_agg(asset, ', ' ORDER BY asset) FILTER (WHERE units IS NOT NULL AND value_usd IS NULL) AS unpriced
    FROM held GROUP BY id, bucket, closes, fund
  )`
}

/**
 * From `moment (id, bucket, fund, at, closes)`: gives `market_oi`, the open interest at `at` of every market each fund
 * covered when the bucket closed. Which those were is known where we collected then, and of a fund of one market always.
 */
export function openInterestParts(options: { readonly window: string; readonly since: string }): string {
  return `
  sole AS (
    SELECT f.fund, min(c.market) AS market FROM fund f
    JOIN fund_market c ON c.venue = f.venue AND c.fund = f.fund
    WHERE f.venue = $1 AND f.scope = 'market' AND f.cover_kind = 'markets'
    GROUP BY f.fund HAVING count(DISTINCT c.market) = 1
  ),
  covered AS (
    SELECT m.id, m.bucket, m.fund, m.at, c.market FROM moment m
    JOIN fund_market c ON c.venue = $1 AND c.fund = m.fund
      AND c.valid_from < m.closes AND (c.valid_to IS NULL OR c.valid_to >= m.closes) AND c.valid_to IS DISTINCT FROM c.valid_from
    UNION
    SELECT m.id, m.bucket, m.fund, m.at, s.market FROM moment m JOIN sole s ON s.fund = m.fund
  ),
  market_oi AS (
    SELECT c.id, c.bucket, c.fund, c.market, o.value_usd, o.observed_at, o.obs_status, o.recorded_at
    FROM covered c
    LEFT JOIN LATERAL (${lastOpenInterest('c.market', 'c.at', options.window)}) o ON true
  ),
  fund_oi AS (
    SELECT id, bucket, fund, CASE WHEN count(*) = count(value_usd) THEN sum(value_usd) END AS usd,
      max(observed_at) AS at, bool_or(obs_status = 'E') AS estimated
    FROM market_oi GROUP BY id, bucket, fund
  ),
  total_oi AS (
    SELECT bucket, sum(value_usd) AS usd FROM (
      SELECT DISTINCT ON (bucket, market) bucket, market, value_usd FROM market_oi WHERE id = 'total'
      ORDER BY bucket, market, observed_at DESC NULLS LAST
    ) once GROUP BY bucket
  ),
  listed_oi AS (
    SELECT t.bucket, CASE WHEN count(*) = count(o.value_usd) THEN sum(o.value_usd) END AS usd, max(o.observed_at) AS at,
      bool_or(o.recorded_at >= ${options.since}) AS touched
    FROM (SELECT bucket, max(at) AS at, max(closes) AS closes FROM moment WHERE id = 'total' GROUP BY bucket) t
    JOIN market k ON k.venue = $1 AND k.first_seen_at < t.closes AND (k.listed OR k.last_listed_at >= t.at)
    LEFT JOIN market_latest l ON l.venue = $1 AND l.market = k.market
    LEFT JOIN LATERAL (${lastOpenInterest('k.market', 't.at', options.window)}) o ON true
    WHERE NOT coalesce(l.undocumented, false)
    GROUP BY t.bucket
  )`
}

function lastOpenInterest(market: string, at: string, window: string): string {
  return `SELECT x.value_usd, x.observed_at, x.obs_status, x.recorded_at FROM open_interest x
      WHERE x.venue = $1 AND x.market = ${market} AND x.observed_at <= ${at} AND x.observed_at >= ${at} - ${window}
      ORDER BY x.observed_at DESC, x.revision DESC LIMIT 1`
}
