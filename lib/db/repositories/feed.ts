import { CORRECTION_SOURCE } from '@/lib/core/correction'
import type { Database } from '@/lib/db/client'

export interface FeedFilter {
  /** Null: every venue. */
  readonly venue: string | null
  readonly since: Date
}

export interface AdlSpellRow {
  readonly venue: string
  readonly subject: string
  readonly signal: string
  readonly startedAt: Date
  /** Null while it is active. */
  readonly endedAt: Date | null
  readonly basis: string
}

/** When each ADL signal was active (level 3) without a break, by venue and start. */
export async function readAdlSpells(db: Database, { venue, since }: FeedFilter): Promise<readonly AdlSpellRow[]> {
  const { rows } = await db.pool.query<AdlSpellRow>(
    `WITH active AS (
       SELECT DISTINCT venue, scope, subject, signal, observed_at, basis FROM adl_signal
       WHERE level = 3 AND observed_at >= $2 AND ($1::text IS NULL OR venue = $1)
     ), edges AS (
       SELECT a.*, before.level IS DISTINCT FROM 3 AS starts,
         CASE WHEN after.level IS DISTINCT FROM 3 THEN after.observed_at END AS ended_at,
         after.observed_at IS NULL OR after.level IS DISTINCT FROM 3 AS ends
       FROM active a
       LEFT JOIN LATERAL (SELECT level FROM adl_signal s WHERE s.venue = a.venue AND s.scope = a.scope
         AND s.subject = a.subject AND s.signal = a.signal AND s.observed_at < a.observed_at
         ORDER BY observed_at DESC, revision DESC LIMIT 1) before ON true
       LEFT JOIN LATERAL (SELECT level, observed_at FROM adl_signal s WHERE s.venue = a.venue AND s.scope = a.scope
         AND s.subject = a.subject AND s.signal = a.signal AND s.observed_at > a.observed_at
         ORDER BY observed_at, revision DESC LIMIT 1) after ON true
     ), numbered AS (
       SELECT *, count(*) FILTER (WHERE starts) OVER (
         PARTITION BY venue, scope, subject, signal ORDER BY observed_at) AS spell FROM edges
     )
     SELECT venue, subject, signal, min(observed_at) AS "startedAt",
       max(ended_at) FILTER (WHERE ends) AS "endedAt", min(basis) AS basis
     FROM numbered WHERE spell > 0
     GROUP BY venue, scope, subject, signal, spell ORDER BY venue, "startedAt", subject, signal`,
    [venue, since],
  )
  return rows
}

export interface OutageRow {
  readonly venue: string
  readonly source: string
  readonly kind: string
  readonly cadenceS: number
  readonly failedAt: Date
  /** Null while it fails. */
  readonly recoveredAt: Date | null
  readonly lastGoodAt: Date | null
  readonly errorKind: string | null
  readonly basis: string
}

/**
 * Runs of failures of the sources that are followed, with the good run before and after, by venue, source and start.
 * One that began before `since` is left out unless it lasts: its first failure is then known from the source's standing.
 */
export async function readOutages(db: Database, { venue, since }: FeedFilter): Promise<readonly OutageRow[]> {
  const { rows } = await db.pool.query<OutageRow>(
    `WITH failed AS (
       SELECT r.venue, r.source, r.started_at, r.finished_at, r.error_kind, r.basis, s.kind, s.cadence_s, s.failing_since,
         lag(r.started_at) OVER (PARTITION BY r.venue, r.source ORDER BY r.started_at) AS failed_before
       FROM collection_run r JOIN source_status s USING (venue, source)
       WHERE r.outcome <> 'ok' AND r.started_at >= $2 AND ($1::text IS NULL OR r.venue = $1)
     ), numbered AS (
       SELECT f.*, count(*) FILTER (WHERE failed_before IS NULL OR EXISTS (
           SELECT 1 FROM collection_run g WHERE g.venue = f.venue AND g.source = f.source AND g.outcome = 'ok'
             AND g.started_at > f.failed_before AND g.started_at < f.started_at))
         OVER (PARTITION BY venue, source ORDER BY started_at) AS outage
       FROM failed f
     ), outages AS (
       SELECT venue, source, kind, cadence_s, failing_since, min(started_at) AS first, max(started_at) AS last,
         min(finished_at) AS failed_at, (array_agg(error_kind ORDER BY started_at))[1] AS error_kind, min(basis) AS basis
       FROM numbered GROUP BY venue, source, kind, cadence_s, failing_since, outage
     )
     SELECT o.venue, o.source, o.kind, o.cadence_s AS "cadenceS", o.error_kind AS "errorKind", o.basis,
       CASE WHEN next.finished_at IS NULL THEN coalesce(o.failing_since, o.failed_at) ELSE o.failed_at END AS "failedAt",
       next.finished_at AS "recoveredAt", good.finished_at AS "lastGoodAt"
     FROM outages o
     LEFT JOIN LATERAL (SELECT finished_at FROM collection_run g WHERE g.venue = o.venue AND g.source = o.source
       AND g.outcome = 'ok' AND g.started_at > o.last ORDER BY g.started_at LIMIT 1) next ON true
     LEFT JOIN LATERAL (SELECT outcome, finished_at FROM collection_run g WHERE g.venue = o.venue AND g.source = o.source
       AND g.started_at < o.first ORDER BY g.started_at DESC LIMIT 1) before ON true
     LEFT JOIN LATERAL (SELECT finished_at FROM collection_run g WHERE g.venue = o.venue AND g.source = o.source
       AND g.outcome = 'ok' AND g.started_at < o.first ORDER BY g.started_at DESC LIMIT 1) good ON true
     WHERE next.finished_at IS NULL OR before.outcome IS NULL OR before.outcome = 'ok'
     ORDER BY o.venue, o.source, o.first`,
    [venue, since],
  )
  return rows
}

export interface RestatementRow {
  readonly venue: string
  readonly what: 'fund_balance' | 'open_interest'
  /** Start of the hour in which the new values were stored. */
  readonly hour: Date
  readonly rows: number
  readonly fromAt: Date
  readonly toAt: Date
  readonly recordedAt: Date
  /** The row that changed most: its fund and asset, or its market. */
  readonly subject: string
  readonly observedAt: Date
  readonly before: string | null
  readonly after: string | null
  /** The old and the new value were read from the same bytes. */
  readonly sameBytes: boolean
  /** An entry of the corrections file replaced it. */
  readonly corrected: boolean
  readonly reason: string | null
  readonly basis: string
}

const REVISED = {
  fund_balance: { subject: `r.fund || ', ' || r.asset`, same: 'p.fund = r.fund AND p.asset = r.asset', value: 'units' },
  open_interest: { subject: 'r.market', same: 'p.market = r.market', value: 'value_usd' },
} as const

/** Values that replaced earlier ones, gathered by venue and the hour in which they were stored, with the largest change. */
export async function readRestatements(
  db: Database,
  what: RestatementRow['what'],
  { venue, since }: FeedFilter,
  limit: number,
): Promise<readonly RestatementRow[]> {
  const { subject, same, value } = REVISED[what]
  const { rows } = await db.pool.query<Omit<RestatementRow, 'what'>>(
    `WITH revised AS (
       SELECT r.venue, date_trunc('hour', r.recorded_at) AS hour, r.recorded_at, r.observed_at, ${subject} AS subject,
         p.${value} AS before, r.${value} AS after, r.reason, r.basis,
         coalesce(p.raw_sha256 = r.raw_sha256, false) AS same_bytes, r.source = '${CORRECTION_SOURCE}' AS corrected,
         abs(r.${value} - p.${value}) / nullif(abs(p.${value}), 0) AS change
       FROM ${what} r JOIN ${what} p ON p.venue = r.venue AND ${same} AND p.observed_at = r.observed_at
         AND p.revision = r.revision - 1
       WHERE r.revision > 0 AND r.recorded_at >= $2 AND ($1::text IS NULL OR r.venue = $1)
     )
     SELECT DISTINCT ON (hour, venue) venue, hour, subject, observed_at AS "observedAt",
       trim_scale(before)::text AS before, trim_scale(after)::text AS after, same_bytes AS "sameBytes", corrected, reason, basis,
       (count(*) OVER w)::integer AS rows, min(observed_at) OVER w AS "fromAt", max(observed_at) OVER w AS "toAt",
       max(recorded_at) OVER w AS "recordedAt"
     FROM revised WINDOW w AS (PARTITION BY hour, venue)
     ORDER BY hour DESC, venue, change DESC NULLS LAST, observed_at, subject LIMIT $3`,
    [venue, since, limit],
  )
  return rows.map((row) => ({ ...row, what }))
}
