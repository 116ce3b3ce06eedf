import type { Database } from '@/lib/db/client'

export type BucketInterval = 'hour' | 'day'

export interface BucketRow {
  readonly bucketStart: Date
  readonly fundUsd: string | null
  readonly oiUsd: string | null
  readonly coverage: number | null
  readonly fundObservedAt: Date | null
  readonly basis: string
  readonly obsStatus: string
  readonly reason: string | null
  readonly backfilled: boolean
  readonly revision: number
}

export interface BucketFilter {
  readonly venue: string
  readonly fund: string
  readonly interval: BucketInterval
  /** Null: from the first bucket. */
  readonly from: Date | null
  readonly to: Date
  /** Only what was recorded by then, of buckets that had closed: an open one is overwritten. */
  readonly asOf?: Date | undefined
}

const TABLES = { hour: 'coverage_hour', day: 'coverage_day' } as const

/** The rollup of one fund (or `total`), latest revision of each bucket known, oldest first. */
export async function readBuckets(db: Database, filter: BucketFilter): Promise<readonly BucketRow[]> {
  const { rows } = await db.pool.query<BucketRow>(
    `SELECT DISTINCT ON (bucket_start) bucket_start AS "bucketStart", trim_scale(fund_usd)::text AS "fundUsd",
        trim_scale(oi_usd)::text AS "oiUsd", coverage, fund_observed_at AS "fundObservedAt", basis,
        obs_status AS "obsStatus", reason, backfilled, revision
      FROM ${TABLES[filter.interval]}
      WHERE venue = $1 AND fund = $2 AND bucket_start >= $3 AND bucket_start < $4
        AND ($5::timestamptz IS NULL
          OR (recorded_at <= $5 AND bucket_start <= $5::timestamptz - interval '1 ${filter.interval}'))
      ORDER BY bucket_start, revision DESC`,
    [filter.venue, filter.fund, filter.from ?? new Date(0), filter.to, filter.asOf ?? null],
  )
  return rows
}

export interface LevelRow {
  readonly bucketStart: Date
  /** How much is in the fund, free of price; null where the collector has not measured it. */
  readonly level: string | null
  readonly fundObservedAt: Date | null
}

/** The level of a venue's summed fund by bucket since a time, latest revision of each, oldest first. */
export async function readLevels(
  db: Database,
  filter: { readonly venue: string; readonly interval: BucketInterval; readonly from: Date },
): Promise<readonly LevelRow[]> {
  const { rows } = await db.pool.query<LevelRow>(
    `SELECT DISTINCT ON (bucket_start) bucket_start AS "bucketStart", trim_scale(level)::text AS level,
        fund_observed_at AS "fundObservedAt"
      FROM ${TABLES[filter.interval]}
      WHERE venue = $1 AND fund = 'total' AND bucket_start >= $2
      ORDER BY bucket_start, revision DESC`,
    [filter.venue, filter.from],
  )
  return rows
}

export interface SparkRow {
  readonly venue: string
  readonly bucketStart: Date
  readonly fundUsd: string | null
}

/** The fund value of every venue per day since a time, oldest first. */
export async function readDailyFunds(db: Database, from: Date): Promise<readonly SparkRow[]> {
  const { rows } = await db.pool.query<SparkRow>(
    `SELECT DISTINCT ON (venue, bucket_start) venue, bucket_start AS "bucketStart",
        trim_scale(fund_usd)::text AS "fundUsd"
      FROM coverage_day WHERE fund = 'total' AND bucket_start >= $1
      ORDER BY venue, bucket_start, revision DESC`,
    [from],
  )
  return rows
}

/**
 * Units of a fund that holds one asset, as known at each of the given times: the balance at or before it, at most 35
 * days old. Null where there is none. With `asOf` only what was recorded by then.
 */
export async function readUnitsAt(
  db: Database,
  key: { readonly venue: string; readonly fund: string; readonly asset: string },
  times: readonly Date[],
  asOf?: Date,
): Promise<readonly (string | null)[]> {
  const { rows } = await db.pool.query<{ units: string | null }>(
    `SELECT trim_scale(b.units)::text AS units
      FROM unnest($4::timestamptz[]) WITH ORDINALITY AS t(at, place)
      LEFT JOIN LATERAL (
        SELECT units FROM fund_balance
        WHERE venue = $1 AND fund = $2 AND asset = $3
          AND observed_at <= t.at AND observed_at > t.at - interval '35 days'
          AND ($5::timestamptz IS NULL OR recorded_at <= $5)
        ORDER BY observed_at DESC, revision DESC LIMIT 1
      ) b ON true
      ORDER BY t.place`,
    [key.venue, key.fund, key.asset, times, asOf ?? null],
  )
  return rows.map((row) => row.units)
}

/** Venues with a daily rollup or a published balance in a half-open range, in slug order. */
export async function readVenuesWithData(
  db: Database,
  range: { readonly from: Date; readonly to: Date },
): Promise<readonly string[]> {
  const { rows } = await db.pool.query<{ venue: string }>(
    `SELECT venue FROM coverage_day WHERE fund = 'total' AND bucket_start >= $1 AND bucket_start < $2
      UNION
      SELECT venue FROM fund_balance WHERE basis = 'published' AND observed_at >= $1 AND observed_at < $2
      ORDER BY venue`,
    [range.from, range.to],
  )
  return rows.map((row) => row.venue)
}
