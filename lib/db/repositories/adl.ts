import type { Database } from '@/lib/db/client'

export interface AdlBucketRow {
  readonly venue: string
  readonly bucketStart: Date
  /** Highest level seen in the bucket; null where signals were read and none of them can be graded. */
  readonly level: number | null
  /** Most subjects at level 1 or above in one pass. */
  readonly raised: number
  /** The subject that was at the highest level, where that is 1 or above. */
  readonly subject: string | null
  /** Hours of the bucket in which signals were read. */
  readonly hours: number
  readonly basis: string
}

export interface AdlBucketFilter {
  /** Null: every venue. */
  readonly venue: string | null
  readonly interval: 'hour' | 'day'
  readonly from: Date
  readonly to: Date
}

/** The highest ADL level per venue and UTC hour or day of a half-open range, oldest first; a bucket without a pass has no row. */
export async function readAdlBuckets(db: Database, filter: AdlBucketFilter): Promise<readonly AdlBucketRow[]> {
  const { rows } = await db.pool.query<AdlBucketRow>(
    `SELECT venue, date_trunc($4, bucket_start, 'UTC') AS "bucketStart", max(level) AS level, max(raised) AS raised,
        (array_agg(subject ORDER BY level DESC, bucket_start) FILTER (WHERE subject IS NOT NULL))[1] AS subject,
        count(*)::int AS hours, min(basis) AS basis
      FROM adl_hour
      WHERE ($1::text IS NULL OR venue = $1) AND bucket_start >= $2 AND bucket_start < $3
      GROUP BY venue, date_trunc($4, bucket_start, 'UTC')
      ORDER BY venue, "bucketStart"`,
    [filter.venue, filter.from, filter.to, filter.interval],
  )
  return rows
}
