import type { Pool } from 'pg'
import { type Candidate, type ReplayedTable, TABLE_RULES } from '@/lib/collect/replay/candidates'

export type Figures = Readonly<Record<string, string | null>>

/** One difference between what is stored and what the parser of today reads. */
export interface Difference {
  readonly kind: 'added' | 'changed' | 'rejected'
  readonly table: ReplayedTable
  /** The subject and its time. */
  readonly name: string
  readonly before: Figures | null
  readonly after: Figures | null
}

/** A candidate that is to be stored as a revision. */
export interface Write {
  readonly candidate: Candidate
  /** When the figure last changed, as the row it revises has it. */
  readonly changedAt: Date | null
}

export interface Comparison {
  readonly differences: readonly Difference[]
  readonly writes: readonly Write[]
  readonly unchanged: number
}

interface Kept {
  readonly keptAt: number | null
  /** Null: not yet read by this replay. */
  readonly value: string | null
  readonly observedAt: number | null
}

/** Carries from answer to answer what the collector would have known, to tell what it would have kept. */
export class Keeper {
  private readonly kept = new Map<string, Kept>()

  /** The last row of each subject before the replay begins. */
  static async open(
    pool: Pool,
    key: { readonly venue: string; readonly source: string },
    from: Date,
    tables: readonly ReplayedTable[],
  ): Promise<Keeper> {
    const keeper = new Keeper()
    for (const table of tables) {
      const subject = TABLE_RULES[table].subject.map((name) => `"${name}"`).join(', ')
      const { rows } = await pool.query<{ subject: string; kept_at: Date }>(
        `SELECT concat_ws(' ', ${subject}) AS subject, max(checked_at) AS kept_at FROM ${table}
         WHERE venue = $1 AND source = $2 AND checked_at < $3 AND observed_at >= $3::timestamptz - interval '2 days'
         GROUP BY 1`,
        [key.venue, key.source, from],
      )
      for (const row of rows)
        keeper.kept.set(`${table} ${row.subject}`, { keptAt: row.kept_at.getTime(), value: null, observedAt: null })
    }
    return keeper
  }

  /** Notes the candidate; true when the collector would have stored it, had it read this. */
  take(candidate: Candidate, stored: 'own' | 'other' | 'none'): boolean {
    const name = `${candidate.table} ${candidate.subject}`
    const before = this.kept.get(name) ?? { keptAt: null, value: null, observedAt: null }
    const due = stored === 'own' || this.isDue(candidate, before, stored)
    this.kept.set(name, {
      keptAt: due ? candidate.checkedAt.getTime() : before.keptAt,
      value: candidate.value,
      observedAt: candidate.observedAt.getTime(),
    })
    return due
  }

  private isDue({ table, checkedAt, observedAt, ownTime, value }: Candidate, before: Kept, stored: string): boolean {
    const { keepEveryMs, keepsChanges } = TABLE_RULES[table]
    const changed = before.value !== null && before.value !== value
    // Another answer of the same moment is stored: only another figure of that moment would have been.
    if (stored === 'other') return changed && before.observedAt === observedAt.getTime()
    if (ownTime || keepEveryMs === null || before.keptAt === null) return true
    return (keepsChanges && changed) || checkedAt.getTime() - before.keptAt >= keepEveryMs
  }
}

interface FoundRow {
  readonly place: number
  readonly own: boolean | null
  readonly differs: boolean
  readonly changed_at: Date | null
  readonly before: Figures
  readonly after: Figures
}

/** Sets the candidates of one answer beside the store. `isDue` says what is to be added of what is not there. */
export async function compareRows(
  pool: Pool,
  candidates: readonly Candidate[],
  isDue: (candidate: Candidate, stored: 'own' | 'other' | 'none') => boolean,
): Promise<Comparison> {
  const differences: Difference[] = []
  const writes: Write[] = []
  let unchanged = 0
  for (const table of new Set(candidates.map((item) => item.table))) {
    const own = candidates.filter((item) => item.table === table)
    for (const found of await findStored(pool, table, own)) {
      const candidate = own[found.place - 1]
      if (!candidate) continue
      const stored = found.own === null ? 'none' : found.own ? 'own' : 'other'
      const due = isDue(candidate, stored)
      if (stored === 'own' && !found.differs) unchanged += 1
      else if (due) {
        differences.push({
          kind: stored === 'own' ? 'changed' : 'added',
          table,
          name: `${candidate.subject} ${candidate.observedAt.toISOString()}`,
          before: stored === 'none' ? null : found.before,
          after: found.after,
        })
        writes.push({ candidate, changedAt: found.changed_at })
      }
    }
  }
  return { differences, writes, unchanged }
}

async function findStored(
  pool: Pool,
  table: ReplayedTable,
  candidates: readonly Candidate[],
): Promise<readonly FoundRow[]> {
  const { key, content } = TABLE_RULES[table]
  const figures = (alias: string) =>
    `jsonb_build_object(${content.map((name) => `'${name}', ${alias}."${name}"::text`).join(', ')})`
  const { rows } = await pool.query<FoundRow>(
    `SELECT x.place::int, s.own, (${content.map((name) => `s."${name}" IS DISTINCT FROM x."${name}"`).join(' OR ')}) AS differs,
       ${table === 'fund_balance' ? 's.changed_at' : 'NULL AS changed_at'}, ${figures('s')} AS before, ${figures('x')} AS after
     FROM (SELECT row_number() OVER () AS place, r.* FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb) r) x
     LEFT JOIN LATERAL (
       SELECT f.*, (f.raw_sha256 = x.raw_sha256 AND f.checked_at = x.checked_at AND f.source = x.source) AS own FROM ${table} f
       WHERE ${key.map((name) => `f."${name}" = x."${name}"`).join(' AND ')}
       ORDER BY own DESC, f.revision DESC LIMIT 1
     ) s ON true
     ORDER BY x.place`,
    [JSON.stringify(candidates.map((item) => item.row))],
  )
  return rows
}

/** Stored rows of these bytes that the parser of today does not read any more. They stay; they are only told. */
export async function findUnread(
  pool: Pool,
  table: ReplayedTable,
  origin: {
    readonly venue: string
    readonly source: string
    readonly sha256: readonly string[]
    readonly checkedAt: readonly Date[]
  },
  candidates: readonly Candidate[],
): Promise<readonly Difference[]> {
  const { key, content, subject } = TABLE_RULES[table]
  const { rows } = await pool.query<{ subject: string; observed_at: Date; before: Figures }>(
    `SELECT DISTINCT ON (${key.map((name) => `f."${name}"`).join(', ')})
       concat_ws(' ', ${subject.map((name) => `f."${name}"`).join(', ')}) AS subject, f.observed_at,
       jsonb_build_object(${content.map((name) => `'${name}', f."${name}"::text`).join(', ')}) AS before
     FROM ${table} f
     WHERE f.raw_sha256 = ANY($2) AND f.venue = $1 AND f.source = $4 AND f.checked_at = ANY($5::timestamptz[])
       AND NOT EXISTS (SELECT 1 FROM jsonb_populate_recordset(NULL::${table}, $3::jsonb) x
                       WHERE ${key.map((name) => `f."${name}" = x."${name}"`).join(' AND ')})
     ORDER BY ${key.map((name) => `f."${name}"`).join(', ')}, f.revision DESC`,
    [
      origin.venue,
      origin.sha256,
      JSON.stringify(candidates.filter((item) => item.table === table).map((item) => item.row)),
      origin.source,
      origin.checkedAt,
    ],
  )
  return rows.map((row) => ({
    kind: 'rejected',
    table,
    name: `${row.subject} ${row.observed_at.toISOString()}`,
    before: row.before,
    after: null,
  }))
}
