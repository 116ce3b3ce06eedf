import type { Database } from '@/lib/db/client'

/** A span of time to look at funds in. */
export interface SpanRange {
  /** What a fund held last at or before this time is what it held before. */
  readonly start: Date
  /** The lowest is looked for up to here. */
  readonly end: Date
  /** A recovery is looked for up to here. */
  readonly until: Date
}

export interface FundInSpanRow {
  readonly venue: string
  readonly fund: string
  readonly label: string
  readonly fundType: string
  readonly assets: readonly string[]
}

/** Funds that are no part of another, with a rollup or a published balance between two times. */
export async function readFundsInSpan(
  db: Database,
  { start, end }: Pick<SpanRange, 'start' | 'end'>,
): Promise<readonly FundInSpanRow[]> {
  const { rows } = await db.pool.query<FundInSpanRow>(
    `SELECT f.venue, f.fund, f.label, f.fund_type AS "fundType", a.assets FROM (
       SELECT venue, fund FROM coverage_day
       WHERE bucket_start >= date_trunc('day', $1::timestamptz, 'UTC') AND bucket_start <= $2
       UNION
       SELECT venue, fund FROM fund_balance WHERE basis = 'published' AND observed_at >= $1 AND observed_at <= $2
     ) seen
     JOIN fund f USING (venue, fund)
     CROSS JOIN LATERAL (
       SELECT array_agg(DISTINCT asset ORDER BY asset) AS assets FROM (
         SELECT asset FROM fund_balance b WHERE b.venue = f.venue AND b.fund = f.fund AND b.observed_at <= $2
         ORDER BY b.observed_at DESC LIMIT 20
       ) recent
     ) a
     WHERE f.part_of IS NULL AND a.assets IS NOT NULL ORDER BY f.venue, f.fund`,
    [start, end],
  )
  return rows
}

/** A fund of one asset in a span: before, lowest, recovery, and how it was sampled. */
export interface UnitSpanRow {
  readonly venue: string
  readonly fund: string
  readonly beforeAt: Date | null
  readonly beforeUnits: string | null
  readonly beforeUsd: string | null
  readonly beforeSha256: string | null
  readonly troughAt: Date | null
  readonly troughUnits: string | null
  readonly troughUsd: string | null
  readonly troughSha256: string | null
  readonly recoveredAt: Date | null
  readonly recoveredUnits: string | null
  readonly recoveredUsd: string | null
  readonly recoveredSha256: string | null
  readonly samples: number
  readonly everyS: number | null
  readonly longestGapS: number
  readonly basis: string | null
}

const SAME = 'b.venue = k.venue AND b.fund = k.fund AND b.asset = k.asset'
const NEWEST_REVISION = `NOT EXISTS (SELECT 1 FROM fund_balance n WHERE n.venue = b.venue AND n.fund = b.fund
  AND n.asset = b.asset AND n.observed_at = b.observed_at AND n.revision > b.revision)`

/** The span of each fund of one asset that is named. */
export async function readUnitSpans(
  db: Database,
  funds: readonly { readonly venue: string; readonly fund: string; readonly asset: string }[],
  { start, end, until }: SpanRange,
): Promise<readonly UnitSpanRow[]> {
  if (funds.length === 0) return []
  const { rows } = await db.pool.query<UnitSpanRow>(
    `SELECT k.venue, k.fund, p.observed_at AS "beforeAt", trim_scale(p.units)::text AS "beforeUnits",
       trim_scale(p.value_usd)::text AS "beforeUsd", p.raw_sha256 AS "beforeSha256", t.observed_at AS "troughAt",
       trim_scale(t.units)::text AS "troughUnits", trim_scale(t.value_usd)::text AS "troughUsd",
       t.raw_sha256 AS "troughSha256", r.observed_at AS "recoveredAt", trim_scale(r.units)::text AS "recoveredUnits",
       trim_scale(r.value_usd)::text AS "recoveredUsd", r.raw_sha256 AS "recoveredSha256", d.samples,
       d.every_s AS "everyS", coalesce(d.gap_s, extract(epoch FROM $5::timestamptz - $4::timestamptz))::integer AS "longestGapS",
       coalesce(t.basis, p.basis) AS basis
     FROM unnest($1::text[], $2::text[], $3::text[]) AS k(venue, fund, asset)
     LEFT JOIN LATERAL (
       SELECT * FROM fund_balance b WHERE ${SAME} AND b.observed_at <= $4
         AND b.observed_at > $4::timestamptz - interval '35 days'
       ORDER BY b.observed_at DESC, b.revision DESC LIMIT 1
     ) p ON true
     LEFT JOIN LATERAL (
       SELECT * FROM fund_balance b WHERE ${SAME} AND b.observed_at > $4 AND b.observed_at <= $5 AND ${NEWEST_REVISION}
       ORDER BY b.units, b.observed_at LIMIT 1
     ) t ON true
     LEFT JOIN LATERAL (
       SELECT * FROM fund_balance b WHERE ${SAME} AND b.observed_at > t.observed_at AND b.observed_at <= $6
         AND b.units >= p.units AND t.units < p.units AND ${NEWEST_REVISION}
       ORDER BY b.observed_at LIMIT 1
     ) r ON true
     CROSS JOIN LATERAL (
       SELECT count(DISTINCT observed_at)::integer AS samples, min(every_s) AS every_s,
         greatest(max(gap_s), extract(epoch FROM $5::timestamptz - max(observed_at)))::integer AS gap_s
       FROM (
         SELECT b.observed_at,
           CASE WHEN b.observed_at = b.checked_at AND b.basis <> 'published' THEN greatest(b.expected_every_s, 3600)
             ELSE b.expected_every_s END AS every_s,
           extract(epoch FROM b.observed_at - coalesce(lag(b.observed_at) OVER (ORDER BY b.observed_at), $4)) AS gap_s
         FROM fund_balance b WHERE ${SAME} AND b.observed_at >= $4 AND b.observed_at <= $5
       ) sampled
     ) d`,
    [
      funds.map(({ venue }) => venue),
      funds.map(({ fund }) => fund),
      funds.map(({ asset }) => asset),
      start,
      end,
      until,
    ],
  )
  return rows
}

export interface BucketSpanRow {
  readonly venue: string
  readonly fund: string
  readonly bucketStart: Date
  readonly fundUsd: string | null
  readonly level: string | null
  readonly fundObservedAt: Date | null
  readonly basis: string
}

/** Rollups of the hour between two times, of the day where there are no hours, for funds or `total`, oldest first. */
export async function readBucketSpans(
  db: Database,
  keys: readonly { readonly venue: string; readonly fund: string }[],
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<readonly BucketSpanRow[]> {
  if (keys.length === 0) return []
  const rowsOf = async (table: 'coverage_hour' | 'coverage_day') => {
    const { rows } = await db.pool.query<BucketSpanRow>(
      `SELECT DISTINCT ON (c.venue, c.fund, c.bucket_start) c.venue, c.fund, c.bucket_start AS "bucketStart",
         trim_scale(c.fund_usd)::text AS "fundUsd", trim_scale(c.level)::text AS level,
         c.fund_observed_at AS "fundObservedAt", c.basis
       FROM unnest($1::text[], $2::text[]) AS k(venue, fund) JOIN ${table} c ON c.venue = k.venue AND c.fund = k.fund
       WHERE c.bucket_start >= $3 AND c.bucket_start <= $4
       ORDER BY c.venue, c.fund, c.bucket_start, c.revision DESC`,
      [keys.map(({ venue }) => venue), keys.map(({ fund }) => fund), from, to],
    )
    return rows
  }
  const hours = await rowsOf('coverage_hour')
  const hourly = new Set(hours.map(({ venue, fund }) => `${venue} ${fund}`))
  const days = await rowsOf('coverage_day')
  return [...hours, ...days.filter(({ venue, fund }) => !hourly.has(`${venue} ${fund}`))]
}

export interface OpenInterestAtRow {
  readonly venue: string
  readonly fund: string
  readonly oiUsd: string
  readonly at: Date | null
}

/** Open interest a fund (or `total`) stood behind at the end of the last rollup that began at or before a time, a day old at most. */
export async function readOpenInterestAt(
  db: Database,
  keys: readonly { readonly venue: string; readonly fund: string }[],
  at: Date,
): Promise<readonly OpenInterestAtRow[]> {
  if (keys.length === 0) return []
  const { rows } = await db.pool.query<OpenInterestAtRow>(
    `SELECT k.venue, k.fund, trim_scale(c.oi_usd)::text AS "oiUsd", c.oi_observed_at AS at
     FROM unnest($1::text[], $2::text[]) AS k(venue, fund)
     CROSS JOIN LATERAL (
       SELECT oi_usd, oi_observed_at FROM (
         SELECT oi_usd, oi_observed_at, bucket_start, revision FROM coverage_hour
         WHERE venue = k.venue AND fund = k.fund AND bucket_start <= $3 AND bucket_start > $3::timestamptz - interval '1 day'
         UNION ALL
         SELECT oi_usd, oi_observed_at, bucket_start, revision FROM coverage_day
         WHERE venue = k.venue AND fund = k.fund AND bucket_start < date_trunc('day', $3::timestamptz, 'UTC')
           AND bucket_start > $3::timestamptz - interval '2 days'
       ) known WHERE oi_usd IS NOT NULL ORDER BY bucket_start DESC, revision DESC LIMIT 1
     ) c`,
    [keys.map(({ venue }) => venue), keys.map(({ fund }) => fund), at],
  )
  return rows
}

export interface AdlInSpanRow {
  readonly venue: string
  /** Highest level of any public signal; null when no signal has one. */
  readonly level: number | null
  readonly signals: number
  /** Executions the venue published. */
  readonly executions: number
}

/** What public signals and published executions said of ADL between two times, per venue that said anything. */
export async function readAdlInSpan(
  db: Database,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<readonly AdlInSpanRow[]> {
  const { rows } = await db.pool.query<AdlInSpanRow>(
    `SELECT venue, max(level) AS level, sum(signals)::integer AS signals, sum(executions)::integer AS executions FROM (
       SELECT venue, max(level) AS level, count(*) AS signals, 0 AS executions FROM adl_signal
       WHERE observed_at >= $1 AND observed_at <= $2 GROUP BY venue
       UNION ALL
       SELECT venue, NULL, 0, count(*) FROM liquidation
       WHERE liquidation = 'adl' AND observed_at >= $1 AND observed_at <= $2 GROUP BY venue
     ) said GROUP BY venue`,
    [from, to],
  )
  return rows
}
