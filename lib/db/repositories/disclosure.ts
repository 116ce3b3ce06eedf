import type { Database } from '@/lib/db/client'
import { type PlainRow, plainRow } from '@/lib/db/repositories/plain-row'

type Prisma = Database['prisma']
export type ChangeRow = PlainRow<Awaited<ReturnType<Prisma['disclosureChange']['findMany']>>[number]>

export interface ChangeFilter {
  readonly venue?: string | undefined
  readonly kinds?: readonly string[] | undefined
  readonly sha256?: string | undefined
  readonly limit: number
}

/** What venues changed in what they publish, newest first. */
export async function readDisclosureChanges(db: Database, filter: ChangeFilter): Promise<readonly ChangeRow[]> {
  const { venue, kinds, sha256, limit } = filter
  const rows = await db.prisma.disclosureChange.findMany({
    where: {
      ...(venue === undefined ? {} : { venue }),
      ...(kinds === undefined ? {} : { kind: { in: [...kinds] } }),
      ...(sha256 === undefined ? {} : { OR: [{ rawSha256: sha256 }, { beforeSha256: sha256 }] }),
    },
    orderBy: [{ changedOn: 'desc' }, { changeId: 'desc' }],
    take: limit,
  })
  return rows.map(plainRow)
}

export interface ChangeCountRow {
  readonly venue: string
  readonly source: string | null
  readonly kind: string
  readonly count: number
  /** `YYYY-MM-DD` of the newest. */
  readonly last: string
}

/** How many changes there are of each kind, by venue and source. */
export async function readChangeCounts(db: Database): Promise<readonly ChangeCountRow[]> {
  const { rows } = await db.pool.query<ChangeCountRow>(
    `SELECT venue, source, kind, count(*)::int AS count, to_char(max(changed_on), 'YYYY-MM-DD') AS last
     FROM disclosure_change GROUP BY venue, source, kind ORDER BY venue, source, kind`,
  )
  return rows
}

/** The day each fund of a venue was last regrouped, by fund. */
export async function readRegroupings(
  db: Database,
  venue: string,
  kinds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.pool.query<{ fund: string; last: string }>(
    `SELECT fund, to_char(max(changed_on), 'YYYY-MM-DD') AS last
     FROM disclosure_change, unnest(funds) AS fund WHERE venue = $1 AND kind = ANY($2) GROUP BY fund`,
    [venue, kinds],
  )
  return new Map(rows.map((row) => [row.fund, row.last]))
}

/** How our archive holds a source: since when, in how many passes, and what is wrong with its form now. */
export interface HoldingRow {
  readonly venue: string
  readonly source: string
  readonly heldSince: Date
  readonly passes: number
  readonly formatProblem: string | null
}

/** The captures of every source, of all venues or of one. A source is held as long as the endpoint met last is. */
export async function readHoldings(db: Database, venue?: string): Promise<readonly HoldingRow[]> {
  const { rows } = await db.pool.query<HoldingRow>(
    `SELECT venue, source, max(first_seen_at) AS "heldSince", min(captures) AS passes,
       min(format_problem) AS "formatProblem"
     FROM disclosure_shape WHERE $1::text IS NULL OR venue = $1 GROUP BY venue, source`,
    [venue ?? null],
  )
  return rows
}

/** Changes whenever a row of the ledger is added, changed or taken away. */
export async function readLedgerMark(db: Database): Promise<string> {
  const { rows } = await db.pool.query<{ mark: string }>(
    `SELECT concat(count(*), ' ', max(recorded_at)) AS mark FROM disclosure_change`,
  )
  return rows[0]?.mark ?? ''
}
