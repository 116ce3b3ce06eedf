import { CORRECTION_SOURCE, correctionMark } from '@/lib/core/correction'
import type { RecordRef } from '@/lib/core/record-id'
import type { Database } from '@/lib/db/client'

type ObservationRef = Extract<RecordRef, { kind: 'fund-balances' | 'open-interest' }>

export interface AskedCorrection {
  readonly id: string
  readonly record: ObservationRef
}

export interface CorrectionStanding {
  readonly correction: string
  /** When it became a revision; null: it did not. */
  readonly appliedAt: Date | null
  /** The row it is about goes into what the venue's figures show: its fund is summed, or it is a market. */
  readonly counted: boolean
}

/** The rows of the asked corrections that are stored here, each with when its correction was applied. */
export async function readStandings(
  db: Database,
  asked: readonly AskedCorrection[],
): Promise<readonly CorrectionStanding[]> {
  if (asked.length === 0) return []
  const rows = JSON.stringify(
    asked.map(({ id, record }) => ({
      ...record,
      observed_at: record.observedAt,
      correction: id,
      mark: correctionMark(id),
    })),
  )
  const found = await db.pool.query<CorrectionStanding>(
    `WITH asked AS (
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS a(correction text, mark text, kind text, venue text, fund text,
         asset text, market text, observed_at timestamptz)
     )
     SELECT a.correction, max(b.recorded_at) FILTER (WHERE ${inForce('b')}) AS "appliedAt",
       coalesce(bool_or(f.part_of IS NULL AND f.fund_type = v.fund_type), false) AS counted
     FROM asked a
     JOIN fund_balance b ON a.kind = 'fund-balances' AND b.venue = a.venue AND b.fund = a.fund AND b.asset = a.asset
       AND b.observed_at = a.observed_at
     LEFT JOIN fund f ON f.venue = a.venue AND f.fund = a.fund
     LEFT JOIN venue_latest v ON v.venue = a.venue
     GROUP BY a.correction
     UNION ALL
     SELECT a.correction, max(o.recorded_at) FILTER (WHERE ${inForce('o')}), true
     FROM asked a
     JOIN open_interest o ON a.kind = 'open-interest' AND o.venue = a.venue AND o.market = a.market
       AND o.observed_at = a.observed_at
     GROUP BY a.correction`,
    [rows],
  )
  return found.rows
}

const inForce = (alias: string): string =>
  `${alias}.source = '${CORRECTION_SOURCE}' AND strpos(${alias}.reason, a.mark) > 0`

/** One revision of a stored row. */
export interface RevisionRow {
  readonly revision: number
  readonly observedAt: Date
  readonly checkedAt: Date
  readonly recordedAt: Date
  /** Amounts and words of the row by column, as text. */
  readonly figures: Readonly<Record<string, string | null>>
  readonly reason: string | null
  readonly source: string
  readonly rawSha256: string | null
  readonly basis: string
}

type RevisedRef = Extract<RecordRef, { readonly observedAt: string }>

const REVISED = {
  'fund-balances': { table: 'fund_balance', key: ['fund', 'asset'], shown: ['units', 'price_usd', 'value_usd'] },
  'open-interest': { table: 'open_interest', key: ['market'], shown: ['contracts', 'base_units', 'value_usd'] },
  flows: { table: 'fund_flow', key: ['fund', 'asset', 'venue_type'], shown: ['units', 'flow'] },
  adl: { table: 'adl_signal', key: ['scope', 'subject', 'signal'], shown: ['value', 'level', 'proximity'] },
} as const

function keyOf(ref: RevisedRef): readonly string[] {
  if (ref.kind === 'fund-balances') return [ref.fund, ref.asset]
  if (ref.kind === 'open-interest') return [ref.market]
  return ref.kind === 'flows' ? [ref.fund, ref.asset, ref.venueType] : [ref.scope, ref.subject, ref.signal]
}

/** Every revision of a stored observation, newest first; none where it is not stored. */
export async function readRevisions(db: Database, ref: RevisedRef): Promise<readonly RevisionRow[]> {
  const { table, key, shown } = REVISED[ref.kind]
  const values = keyOf(ref)
  // A database holds no NUL: no row can have it.
  if ([ref.venue, ...values].some((value) => value.includes('\u0000'))) return []
  const amounts = shown.map((name) => `'${name}', ${textOf(name)}`).join(', ')
  const hasReason = table === 'fund_balance' || table === 'open_interest'
  const { rows } = await db.pool.query<RevisionRow>(
    `SELECT revision, observed_at AS "observedAt", checked_at AS "checkedAt", recorded_at AS "recordedAt",
       jsonb_build_object(${amounts}) AS figures, ${hasReason ? 'reason' : 'NULL AS reason'}, source,
       raw_sha256 AS "rawSha256", basis
     FROM ${table} r
     WHERE venue = $1 AND observed_at = $2 AND ${key.map((name, index) => `${name} = $${index + 3}`).join(' AND ')}
     ORDER BY revision DESC LIMIT 50`,
    [ref.venue, ref.observedAt, ...values],
  )
  return rows
}

const AMOUNTS: readonly string[] = ['units', 'price_usd', 'value_usd', 'contracts', 'base_units']

/** A flow's word and a signal's value are text already; amounts lose their trailing zeros. */
function textOf(name: string): string {
  return AMOUNTS.includes(name) ? `trim_scale(r."${name}")::text` : `r."${name}"::text`
}
