import type { Database } from '@/lib/db/client'
import { type PlainRow, plainRow } from '@/lib/db/repositories/plain-row'

type Prisma = Database['prisma']
export type StoredEventRow = PlainRow<Awaited<ReturnType<Prisma['recordEvent']['findMany']>>[number]>
export type StoredFigureRow = PlainRow<Awaited<ReturnType<Prisma['recordFigure']['findMany']>>[number]>

/** Documented events in the record's order (by start, then id); of every venue or of one. */
export async function readEvents(db: Database, venue?: string): Promise<readonly StoredEventRow[]> {
  const rows = await db.prisma.recordEvent.findMany({
    ...(venue === undefined ? {} : { where: { venue } }),
    orderBy: [{ sortOrder: 'asc' }, { event: 'asc' }],
  })
  return rows.map(plainRow)
}

/** The published figures of a venue in the record's order (by date, undated last). */
export async function readFigures(db: Database, venue: string): Promise<readonly StoredFigureRow[]> {
  const rows = await db.prisma.recordFigure.findMany({
    where: { venue },
    orderBy: [{ sortOrder: 'asc' }, { figure: 'asc' }],
  })
  return rows.map(plainRow)
}

/** The published figures of all venues in the record's order. */
export async function readAllFigures(db: Database): Promise<readonly StoredFigureRow[]> {
  const rows = await db.prisma.recordFigure.findMany({ orderBy: [{ sortOrder: 'asc' }, { figure: 'asc' }] })
  return rows.map(plainRow)
}

export interface RecordSpanRow {
  readonly venue: string
  readonly first: string
  readonly last: string
}

/** First and last dated row of the record per venue, as calendar dates. */
export async function readRecordSpans(db: Database): Promise<ReadonlyMap<string, RecordSpanRow>> {
  const { rows } = await db.pool.query<RecordSpanRow>(
    `SELECT venue, to_char(min(day), 'YYYY-MM-DD') AS first, to_char(max(day), 'YYYY-MM-DD') AS last
      FROM (
        SELECT venue, sort_date AS day FROM record_figure WHERE sort_date IS NOT NULL
        UNION ALL
        SELECT venue, (start_at AT TIME ZONE 'UTC')::date FROM record_event WHERE start_at IS NOT NULL
      ) dated GROUP BY venue`,
  )
  return new Map(rows.map((row) => [row.venue, row]))
}
