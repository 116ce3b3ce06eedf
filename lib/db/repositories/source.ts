import type { Database } from '@/lib/db/client'
import { type PlainRow, plainRow } from '@/lib/db/repositories/plain-row'

type Prisma = Database['prisma']
export type SourceStatusRow = PlainRow<Awaited<ReturnType<Prisma['sourceStatus']['findMany']>>[number]>
export type RunRow = PlainRow<Awaited<ReturnType<Prisma['collectionRun']['findMany']>>[number]>

/** How collection goes, per source; of every venue or of one. */
export async function readSourceStatus(db: Database, venue?: string): Promise<readonly SourceStatusRow[]> {
  const rows = await db.prisma.sourceStatus.findMany({
    ...(venue === undefined ? {} : { where: { venue } }),
    orderBy: [{ venue: 'asc' }, { source: 'asc' }],
  })
  return rows.map(plainRow)
}

/** The newest runs, newest first. */
export async function readRecentRuns(db: Database, limit: number): Promise<readonly RunRow[]> {
  const rows = await db.prisma.collectionRun.findMany({
    orderBy: [{ startedAt: 'desc' }, { runId: 'asc' }],
    take: limit,
  })
  return rows.map(plainRow)
}

export interface BackfillMarkRow {
  readonly venue: string
  readonly rows: string
  readonly updatedAt: Date
  readonly rolledUpAt: Date | null
}

/** How far the histories of each venue have been read: changes whenever a page or a rollup of the past is stored. */
export async function readBackfillMarks(db: Database): Promise<readonly BackfillMarkRow[]> {
  const { rows } = await db.pool.query<BackfillMarkRow>(
    `SELECT venue, sum(rows)::text AS rows, max(updated_at) AS "updatedAt", max(rolled_up_at) AS "rolledUpAt"
      FROM backfill_lane GROUP BY venue ORDER BY venue`,
  )
  return rows
}

export interface RejectedGroupRow {
  readonly venue: string
  readonly source: string
  readonly reason: string
  readonly count: number
  readonly lastAt: Date
}

export interface RejectedSampleRow {
  readonly venue: string
  readonly source: string
  readonly reason: string
  readonly detail: string
  readonly sample: string
  readonly rawSha256: string | null
  readonly rejectedAt: Date
}

/** Rows refused since a time, counted by source and reason, most first. */
export async function readRejectedGroups(db: Database, since: Date): Promise<readonly RejectedGroupRow[]> {
  const { rows } = await db.pool.query<RejectedGroupRow>(
    `SELECT venue, source, reason, count(*)::int AS count, max(rejected_at) AS "lastAt"
      FROM rejected_row WHERE rejected_at >= $1
      GROUP BY venue, source, reason ORDER BY count DESC, venue, source, reason`,
    [since],
  )
  return rows
}

/** The last rows refused of each source since a time, newest first. */
export async function readRejectedSamples(
  db: Database,
  since: Date,
  perSource: number,
): Promise<readonly RejectedSampleRow[]> {
  const { rows } = await db.pool.query<RejectedSampleRow>(
    `SELECT venue, source, reason, detail, sample, raw_sha256 AS "rawSha256", rejected_at AS "rejectedAt"
      FROM (
        SELECT r.*, row_number() OVER (PARTITION BY venue, source ORDER BY rejected_at DESC, rejected_id DESC) AS place
        FROM rejected_row r WHERE rejected_at >= $1
      ) ranked WHERE place <= $2 ORDER BY venue, source, place`,
    [since, perSource],
  )
  return rows
}
