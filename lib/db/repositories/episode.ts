import type { Database } from '@/lib/db/client'

export interface EpisodeRow {
  readonly episode: string
  readonly revision: number
  readonly state: string
  readonly venue: string
  readonly fund: string
  /** Null for a fund that is not stored any more. */
  readonly label: string | null
  readonly partOf: string | null
  readonly asset: string | null
  readonly levelBasis: string
  readonly severity: string
  readonly minor: string
  readonly material: string
  readonly severe: string
  readonly cause: string
  readonly startedAt: Date
  readonly crossedAt: Date
  readonly troughAt: Date
  readonly untilAt: Date
  readonly recoveredAt: Date | null
  readonly brokenAt: Date | null
  readonly beforeUnits: string | null
  readonly troughUnits: string | null
  readonly beforeUsd: string | null
  readonly troughUsd: string | null
  readonly fall: number
  readonly fall24h: number | null
  readonly fall8h: number | null
  readonly samples: number
  readonly expectedSamples: number
  readonly longestGapS: number
  readonly beforeSha256: string | null
  readonly troughSha256: string | null
  readonly basis: string
  readonly recordedAt: Date
}

const COLUMNS = `e.episode, e.revision, e.state, e.venue, e.fund, f.label, f.part_of AS "partOf", e.asset,
  e.level_basis AS "levelBasis", e.severity, e.minor, e.material, e.severe, e.cause, e.started_at AS "startedAt",
  e.crossed_at AS "crossedAt", e.trough_at AS "troughAt", e.until_at AS "untilAt", e.recovered_at AS "recoveredAt",
  e.broken_at AS "brokenAt", trim_scale(e.before_units)::text AS "beforeUnits",
  trim_scale(e.trough_units)::text AS "troughUnits", trim_scale(e.before_usd)::text AS "beforeUsd",
  trim_scale(e.trough_usd)::text AS "troughUsd", e.fall, e.fall_24h AS "fall24h", e.fall_8h AS "fall8h", e.samples,
  e.expected_samples AS "expectedSamples", e.longest_gap_s AS "longestGapS", e.before_sha256 AS "beforeSha256",
  e.trough_sha256 AS "troughSha256", e.basis, e.recorded_at AS "recordedAt"`

const LATEST = `(SELECT DISTINCT ON (episode) * FROM episode ORDER BY episode, revision DESC)`

/** One episode in its latest revision, retracted or not; null for an unknown id. */
export async function readEpisode(db: Database, id: string): Promise<EpisodeRow | null> {
  const { rows } = await db.pool.query<EpisodeRow>(
    `SELECT ${COLUMNS} FROM episode e LEFT JOIN fund f USING (venue, fund)
     WHERE e.episode = $1 ORDER BY e.revision DESC LIMIT 1`,
    [id],
  )
  return rows[0] ?? null
}

/** The episodes named, in their latest revision, in no order. */
export async function readEpisodes(db: Database, ids: readonly string[]): Promise<readonly EpisodeRow[]> {
  if (ids.length === 0) return []
  const { rows } = await db.pool.query<EpisodeRow>(
    `SELECT DISTINCT ON (e.episode) ${COLUMNS} FROM episode e LEFT JOIN fund f USING (venue, fund)
     WHERE e.episode = ANY($1) ORDER BY e.episode, e.revision DESC`,
    [ids],
  )
  return rows
}

/** Standing episodes that fall into a closed span of time, deepest first, at most `limit`. */
export async function readEpisodesAround(
  db: Database,
  span: { readonly from: Date; readonly to: Date; readonly limit: number },
): Promise<readonly EpisodeRow[]> {
  const { rows } = await db.pool.query<EpisodeRow>(
    `SELECT ${COLUMNS} FROM ${LATEST} e LEFT JOIN fund f USING (venue, fund)
     WHERE e.state = 'standing' AND e.crossed_at >= $1 AND e.crossed_at <= $2
     ORDER BY e.fall DESC, e.episode LIMIT $3`,
    [span.from, span.to, span.limit],
  )
  return rows
}

/** Episodes of these severities since a time, of summed funds only, retracted ones included; newest first. */
export async function readEpisodesSince(
  db: Database,
  filter: {
    readonly venue: string | null
    readonly since: Date
    readonly severities: readonly string[]
    readonly limit: number
  },
): Promise<readonly EpisodeRow[]> {
  const { rows } = await db.pool.query<EpisodeRow>(
    `SELECT ${COLUMNS} FROM ${LATEST} e LEFT JOIN fund f USING (venue, fund)
     WHERE e.crossed_at >= $2 AND ($1::text IS NULL OR e.venue = $1) AND e.severity = ANY($3) AND f.part_of IS NULL
     ORDER BY e.crossed_at DESC, e.episode LIMIT $4`,
    [filter.venue, filter.since, filter.severities, filter.limit],
  )
  return rows
}

/** Ids of standing episodes with when they were last written, newest first. */
export async function readEpisodeIds(
  db: Database,
  limit: number,
): Promise<readonly { readonly episode: string; readonly recordedAt: Date }[]> {
  const { rows } = await db.pool.query<{ episode: string; recordedAt: Date }>(
    `SELECT e.episode, e.recorded_at AS "recordedAt" FROM ${LATEST} e
     WHERE e.state = 'standing' ORDER BY e.crossed_at DESC, e.episode LIMIT $1`,
    [limit],
  )
  return rows
}

export interface HappeningFilter {
  readonly source: 'record' | 'detected' | null
  readonly venue: string | null
  /** A kind of the record, or the cause of an episode. */
  readonly kind: string | null
  readonly year: number | null
  /** Severities of episodes to show; smaller falls that no level can be told of are left out below this share. */
  readonly severities: readonly string[]
  readonly leastUnobservable: number
}

export interface HappeningKey {
  readonly source: 'record' | 'detected'
  readonly id: string
}

export interface HappeningPage {
  readonly keys: readonly HappeningKey[]
  /** Of all pages. */
  readonly record: number
  readonly detected: number
}

const HAPPENINGS = `
  SELECT 'record' AS source, event AS id, start_at AS at FROM record_event
  WHERE $1::text IS DISTINCT FROM 'detected' AND ($2::text IS NULL OR venue = $2) AND ($3::text IS NULL OR kind = $3)
    AND ($4::integer IS NULL OR (extract(year FROM start_at AT TIME ZONE 'UTC') <= $4
      AND extract(year FROM coalesce(end_at, start_at) AT TIME ZONE 'UTC') >= $4))
  UNION ALL
  SELECT 'detected', episode, crossed_at FROM ${LATEST} e
  WHERE e.state = 'standing' AND $1::text IS DISTINCT FROM 'record' AND ($2::text IS NULL OR venue = $2)
    AND ($3::text IS NULL OR cause = $3)
    AND ($4::integer IS NULL OR extract(year FROM crossed_at AT TIME ZONE 'UTC') = $4)
    AND severity = ANY($5::text[]) AND (severity <> 'unobservable' OR fall >= $6)`

/** One page of record events and standing episodes together, newest first, undated last. */
export async function readHappenings(
  db: Database,
  filter: HappeningFilter,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<HappeningPage> {
  const values = [filter.source, filter.venue, filter.kind, filter.year, filter.severities, filter.leastUnobservable]
  const [keys, counts] = await Promise.all([
    db.pool.query<HappeningKey>(
      `SELECT source, id FROM (${HAPPENINGS}) h ORDER BY at DESC NULLS LAST, source DESC, id LIMIT $7 OFFSET $8`,
      [...values, limit, offset],
    ),
    db.pool.query<{ source: string; count: string }>(
      `SELECT source, count(*) AS count FROM (${HAPPENINGS}) h GROUP BY source`,
      values,
    ),
  ])
  const count = (source: string) => Number(counts.rows.find((row) => row.source === source)?.count ?? 0)
  return { keys: keys.rows, record: count('record'), detected: count('detected') }
}

export interface EpisodeChoices {
  readonly venues: readonly string[]
  readonly years: readonly number[]
}

/** What the standing episodes can be narrowed to. */
export async function readEpisodeChoices(db: Database): Promise<EpisodeChoices> {
  const { rows } = await db.pool.query<{ venue: string; year: number }>(
    `SELECT DISTINCT venue, extract(year FROM crossed_at AT TIME ZONE 'UTC')::integer AS year FROM ${LATEST} e
     WHERE state = 'standing'`,
  )
  return {
    venues: [...new Set(rows.map((row) => row.venue))],
    years: [...new Set(rows.map((row) => row.year))],
  }
}

export interface WatchedRow {
  readonly venue: string
  readonly scannedTo: Date
  readonly funds: number
  /** Funds whose balances are due less often than the windows of the levels, by the longest of each. */
  readonly coarserThan8h: number
  readonly coarserThan24h: number
}

/** Per venue how far its balances were looked through, and how many of its funds come too seldom for a level. */
export async function readWatched(db: Database): Promise<readonly WatchedRow[]> {
  const { rows } = await db.pool.query<WatchedRow>(
    `SELECT s.venue, s.scanned_to AS "scannedTo", count(DISTINCT b.fund)::integer AS funds,
       count(DISTINCT b.fund) FILTER (WHERE b.every_s > 8 * 3600 * 25 / 24)::integer AS "coarserThan8h",
       count(DISTINCT b.fund) FILTER (WHERE b.every_s > 25 * 3600)::integer AS "coarserThan24h"
     FROM episode_scan s
     JOIN (SELECT venue, fund, max(expected_every_s) AS every_s FROM balance_latest GROUP BY venue, fund) b USING (venue)
     GROUP BY s.venue, s.scanned_to ORDER BY s.venue`,
  )
  return rows
}

/** Changes whenever an episode is written. */
export async function readEpisodeMark(db: Database): Promise<string> {
  const { rows } = await db.pool.query<{ mark: string }>(
    `SELECT concat_ws(' ', count(*), extract(epoch FROM max(recorded_at))) AS mark FROM episode`,
  )
  return rows[0]?.mark ?? ''
}
