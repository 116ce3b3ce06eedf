import type { Database } from '@/lib/db/client'

/** The figures of a fund, or of the venue (`total`), as they were known at a moment. */
export interface PinnedRow {
  readonly fund: string
  /** When they held: the pass itself, or the end of the hour. */
  readonly at: Date
  readonly fundUsd: string | null
  readonly usableUsd: string | null
  readonly usableBasis: string | null
  readonly oiUsd: string | null
  readonly coveredFundUsd: string | null
  readonly coveredOiUsd: string | null
  readonly coverage: number | null
  readonly exhaustionLow: number | null
  readonly exhaustionCentral: number | null
  readonly exhaustionHigh: number | null
  readonly level: string | null
  readonly fundObservedAt: Date | null
  readonly oiObservedAt: Date | null
  readonly basis: string
  readonly reason: string | null
}

const COLUMNS = `fund, fund_usd, usable_usd, usable_basis, oi_usd, covered_fund_usd, covered_oi_usd, coverage,
  exhaustion_low, exhaustion_central, exhaustion_high, level, fund_observed_at, oi_observed_at, basis, reason, revision`

/**
 * The last row of every fund of a venue, and of the venue, at or before `at` and after `after`: of a pass, or of an hour
 * that had closed, as recorded by `asOf`. Rows are only added, so the answer stays the same for ever.
 */
export async function readPinnedRows(
  db: Database,
  venue: string,
  { at, after, asOf }: { readonly at: Date; readonly after: Date; readonly asOf: Date },
): Promise<readonly PinnedRow[]> {
  const { rows } = await db.pool.query<PinnedRow>(
    `SELECT DISTINCT ON (fund) fund, at, trim_scale(fund_usd)::text AS "fundUsd", trim_scale(usable_usd)::text AS "usableUsd",
        usable_basis AS "usableBasis", trim_scale(oi_usd)::text AS "oiUsd",
        trim_scale(covered_fund_usd)::text AS "coveredFundUsd", trim_scale(covered_oi_usd)::text AS "coveredOiUsd",
        coverage, exhaustion_low AS "exhaustionLow", exhaustion_central AS "exhaustionCentral",
        exhaustion_high AS "exhaustionHigh", level::text AS level, fund_observed_at AS "fundObservedAt",
        oi_observed_at AS "oiObservedAt", basis, reason
      FROM (
        SELECT bucket_start AS at, 1 AS finer, ${COLUMNS} FROM coverage_raw
        WHERE venue = $1 AND bucket_start <= $2 AND bucket_start > $3 AND recorded_at <= $4
        UNION ALL
        SELECT bucket_start + interval '1 hour', 0, ${COLUMNS} FROM coverage_hour
        WHERE venue = $1 AND recorded_at <= $4 AND NOT backfilled
          AND bucket_start <= $2::timestamptz - interval '1 hour' AND bucket_start > $3::timestamptz - interval '1 hour'
      ) known
      ORDER BY fund, at DESC, finer DESC, revision DESC`,
    [venue, at, after, asOf],
  )
  return rows
}

/** The highest ADL level at a moment, and how many subjects were above calm; null levels where none is graded. */
export interface PinnedAdl {
  readonly subjects: number
  readonly graded: number
  readonly level: number | null
  readonly raised: number
}

/**
 * What a venue's ADL signals said at a moment, as recorded by then: the last value of each in the two whole hours before
 * it. Thinning keeps changes and the first row of an hour, so the answer outlives it.
 */
export async function readPinnedAdl(db: Database, venue: string, asOf: Date): Promise<PinnedAdl> {
  const { rows } = await db.pool.query<PinnedAdl>(
    `SELECT count(*)::int AS subjects, count(level)::int AS graded, max(level) AS level,
        (count(*) FILTER (WHERE level >= 1))::int AS raised
      FROM (
        SELECT DISTINCT ON (scope, subject, signal) level FROM adl_signal
        WHERE venue = $1 AND observed_at <= $2 AND recorded_at <= $2
          AND observed_at >= date_trunc('hour', $2::timestamptz - interval '2 hours', 'UTC')
        ORDER BY scope, subject, signal, observed_at DESC, revision DESC
      ) last`,
    [venue, asOf],
  )
  return rows[0] ?? { subjects: 0, graded: 0, level: null, raised: 0 }
}
