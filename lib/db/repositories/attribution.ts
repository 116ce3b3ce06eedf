import type { Database } from '@/lib/db/client'

/** One asset of a fund at both ends of a period. */
export interface PeriodEndRow {
  readonly fund: string
  readonly label: string
  readonly fundType: string
  readonly partOf: string | null
  readonly withdrawnAt: Date | null
  readonly asset: string
  readonly firstAt: Date | null
  readonly firstUnits: string | null
  readonly firstUsd: string | null
  readonly firstSha256: string | null
  /** The first balance lies inside the period: there is none before it. */
  readonly startsInside: boolean
  readonly lastAt: Date | null
  readonly lastUnits: string | null
  readonly lastUsd: string | null
  readonly lastSha256: string | null
  readonly priceSource: string | null
}

const SAME = 'b.venue = $1 AND b.fund = p.fund AND b.asset = p.asset'
/** Month-end rows of the record are the coarsest there are. */
const REACH_MS = 35 * 86_400_000

/** What every fund of a venue held at the start and at the end of a half-open period, per asset. */
export async function readPeriodEnds(
  db: Database,
  venue: string,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<readonly PeriodEndRow[]> {
  // Both bounds as values: by a sum of a value and an interval no month is left out until the statement runs.
  const recent = (until: string, after: string) => `SELECT f.fund, r.asset FROM fund f CROSS JOIN LATERAL (
      SELECT b.asset FROM fund_balance b
      WHERE b.venue = f.venue AND b.fund = f.fund AND b.observed_at ${until} AND b.observed_at > ${after}
      ORDER BY b.observed_at DESC LIMIT 20
    ) r WHERE f.venue = $1`
  const { rows } = await db.pool.query<PeriodEndRow>(
    `WITH pair AS (
       SELECT fund, asset FROM balance_latest WHERE venue = $1
       UNION ${recent('<= $2', '$4')}
       UNION ${recent('< $3', '$5')}
     )
     SELECT p.fund, f.label, f.fund_type AS "fundType", f.part_of AS "partOf", f.withdrawn_at AS "withdrawnAt", p.asset,
       s.observed_at AS "firstAt", trim_scale(s.units)::text AS "firstUnits", trim_scale(s.value_usd)::text AS "firstUsd",
       s.raw_sha256 AS "firstSha256", coalesce(s.observed_at > $2, false) AS "startsInside", e.observed_at AS "lastAt",
       trim_scale(e.units)::text AS "lastUnits", trim_scale(e.value_usd)::text AS "lastUsd",
       e.raw_sha256 AS "lastSha256", e.price_source AS "priceSource"
     FROM pair p JOIN fund f ON f.venue = $1 AND f.fund = p.fund
     LEFT JOIN LATERAL (
       SELECT * FROM (
         (SELECT * FROM fund_balance b WHERE ${SAME} AND b.observed_at <= $2 AND b.observed_at > $4
          ORDER BY b.observed_at DESC, b.revision DESC LIMIT 1)
         UNION ALL
         (SELECT * FROM fund_balance b WHERE ${SAME} AND b.observed_at > $2 AND b.observed_at < $3
          ORDER BY b.observed_at, b.revision DESC LIMIT 1)
       ) either ORDER BY observed_at LIMIT 1
     ) s ON true
     LEFT JOIN LATERAL (
       SELECT * FROM fund_balance b WHERE ${SAME} AND b.observed_at < $3 AND b.observed_at > $5
       ORDER BY b.observed_at DESC, b.revision DESC LIMIT 1
     ) e ON true
     ORDER BY p.fund, p.asset`,
    [venue, from, to, new Date(from.getTime() - REACH_MS), new Date(to.getTime() - REACH_MS)],
  )
  return rows
}

/** A pair of a fund and an asset with the times of its two balances. */
export interface PeriodPair {
  readonly fund: string
  readonly asset: string
  readonly after: Date
  readonly upTo: Date
}

export interface KnownChangeRow {
  readonly fund: string
  readonly asset: string
  readonly part: string
  readonly units: string
}

const columnsOf = (pairs: readonly PeriodPair[]) => [
  pairs.map(({ fund }) => fund),
  pairs.map(({ asset }) => asset),
  pairs.map(({ after }) => after),
  pairs.map(({ upTo }) => upTo),
  // Of all of them together: months outside are not even planned for.
  new Date(Math.min(...pairs.map(({ after }) => after.getTime()))),
  new Date(Math.max(...pairs.map(({ upTo }) => upTo.getTime()))),
]
const PAIRS = 'unnest($2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[]) AS p(fund, asset, after, up_to)'

/** Typed flows after the first balance of each pair, up to its last, by the venue's cause. */
export async function readTypedFlows(
  db: Database,
  venue: string,
  pairs: readonly PeriodPair[],
): Promise<readonly KnownChangeRow[]> {
  if (pairs.length === 0) return []
  const { rows } = await db.pool.query<KnownChangeRow>(
    `SELECT p.fund, p.asset, l.flow AS part, trim_scale(sum(l.units))::text AS units
     FROM ${PAIRS} CROSS JOIN LATERAL (
       SELECT DISTINCT ON (b.observed_at, b.venue_type) b.flow, b.units FROM fund_flow b
       WHERE ${SAME} AND b.observed_at > p.after AND b.observed_at <= p.up_to
         AND b.observed_at > $6 AND b.observed_at <= $7
       ORDER BY b.observed_at, b.venue_type, b.revision DESC
     ) l GROUP BY p.fund, p.asset, l.flow`,
    [venue, ...columnsOf(pairs)],
  )
  return rows
}

/**
 * Steps of the units where a series breaks: contracts moved between pools, or the venue announced the step. Looked for
 * near the regroupings of the ledger, and in published series.
 */
export async function readBreaks(
  db: Database,
  venue: string,
  pairs: readonly PeriodPair[],
): Promise<readonly KnownChangeRow[]> {
  if (pairs.length === 0) return []
  const { rows } = await db.pool.query<KnownChangeRow>(
    `SELECT fund, asset, part, trim_scale(sum(step))::text AS units FROM (
     SELECT DISTINCT p.fund, p.asset, b.observed_at, CASE WHEN b.basis = 'published' THEN 'announced' ELSE 'regrouped' END AS part,
       b.units - before.units AS step
     FROM ${PAIRS}
     JOIN (
       SELECT DISTINCT unnest(funds) AS fund, changed_at - interval '2 hours' AS since, changed_at + interval '50 hours' AS until
       FROM disclosure_change WHERE venue = $1 AND kind IN ('pool_moved', 'pool_split', 'pool_merged')
       UNION SELECT fund, '-infinity', 'infinity' FROM balance_latest WHERE venue = $1 AND basis = 'published'
     ) near ON near.fund = p.fund AND near.since <= p.up_to AND near.until > p.after
     CROSS JOIN LATERAL (
       SELECT DISTINCT ON (b.observed_at) b.observed_at, b.units, b.obs_status, b.basis FROM fund_balance b
       WHERE ${SAME} AND b.observed_at > greatest(p.after, near.since) AND b.observed_at <= least(p.up_to, near.until)
         AND b.observed_at > $6 AND b.observed_at <= $7
       ORDER BY b.observed_at, b.revision DESC
     ) b
     CROSS JOIN LATERAL (
       SELECT x.units FROM fund_balance x WHERE x.venue = $1 AND x.fund = p.fund AND x.asset = p.asset
         AND x.observed_at < b.observed_at AND x.observed_at >= $6 AND x.observed_at < $7 ORDER BY x.observed_at DESC, x.revision DESC LIMIT 1
     ) before
     WHERE b.obs_status = 'B'
     ) steps GROUP BY fund, asset, part`,
    [venue, ...columnsOf(pairs)],
  )
  return rows
}

/** Since when the venue types the flows of each of its funds. */
export async function readTypedSince(db: Database, venue: string): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await db.pool.query<{ fund: string; since: Date }>(
    'SELECT fund, min(observed_at) AS since FROM fund_flow WHERE venue = $1 GROUP BY fund',
    [venue],
  )
  return new Map(rows.map(({ fund, since }) => [fund, since]))
}

/** Mark price of the venue's largest dollar contract on an asset at two moments, each at most two hours old. */
export async function readReferencePrices(
  db: Database,
  venue: string,
  asset: string,
  times: readonly [Date, Date],
): Promise<readonly [string, string] | null> {
  const { rows } = await db.pool.query<{ price: string | null }>(
    `WITH chosen AS (
       SELECT m.market FROM market m JOIN market_latest l USING (venue, market)
       WHERE m.venue = $1 AND m.base_asset = $2 AND m.quote_asset IN ('USD', 'USDT', 'USDC') AND l.mark_price > 0
       ORDER BY l.value_usd DESC NULLS LAST, m.market LIMIT 1
     )
     SELECT trim_scale(o.mark_price)::text AS price FROM unnest($3::timestamptz[]) WITH ORDINALITY AS t(at, place)
     LEFT JOIN LATERAL (
       SELECT x.mark_price FROM open_interest x, chosen WHERE x.venue = $1 AND x.market = chosen.market
         AND x.observed_at <= t.at AND x.observed_at > t.at - interval '2 hours'
       ORDER BY x.observed_at DESC, x.revision DESC LIMIT 1
     ) o ON true ORDER BY t.place`,
    [venue, asset, times],
  )
  const [first, last] = rows.map(({ price }) => price)
  return first && last ? [first, last] : null
}
