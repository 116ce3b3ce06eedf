import type { ClientBase } from 'pg'
import { type BalanceAmounts, CORRECTION_SOURCE, type OpenInterestAmounts } from '@/lib/core/correction'
import type { ObsStatus } from '@/lib/core/observation'

interface Said {
  readonly obs_status: ObsStatus
  readonly reason: string | null
}

/** What a corrected revision says instead of its source. */
export interface CorrectedFigures {
  readonly fund_balance: BalanceAmounts & Said
  readonly open_interest: OpenInterestAmounts & Said
}
export type CorrectedTable = keyof CorrectedFigures

/** Its columns. */
export const FIGURE_COLUMNS = {
  fund_balance: ['units', 'price_usd', 'price_source', 'value_usd', 'obs_status', 'reason'],
  open_interest: ['contracts', 'base_units', 'value_usd', 'mark_price', 'obs_status', 'reason'],
} as const

/** SQL for the figures of a row as JSON with amounts as text, so that no digit is lost on the way. */
export const figuresJson = (table: CorrectedTable, alias: string): string =>
  `jsonb_build_object(${FIGURE_COLUMNS[table].map((name) => `'${name}', ${alias}."${name}"::text`).join(', ')})`

const SUBJECT: Readonly<Record<CorrectedTable, string>> = {
  fund_balance: `fund || ' ' || asset`,
  open_interest: 'market',
}

/** What names the same observation on both sides: fund and asset, or market, and its time. */
export const standingKey = (subject: string, observedAt: Date): string => `${subject} ${observedAt.getTime()}`

/**
 * The corrected figures of a venue for observations whose times the venue gave, by `standingKey`: a source that repeats
 * what was corrected does not bring it back. An observation dated by our check is never repeated.
 */
export async function readStanding<Table extends CorrectedTable>(
  client: ClientBase,
  table: Table,
  venue: string,
  observed: readonly { readonly observedAt: Date | null }[],
): Promise<ReadonlyMap<string, CorrectedFigures[Table]>> {
  const times = observed.flatMap(({ observedAt }) => (observedAt === null ? [] : [observedAt.getTime()]))
  if (times.length === 0) return new Map()
  const first = times.reduce((a, b) => Math.min(a, b))
  const { rows } = await client.query<{ subject: string; observed_at: Date; figures: CorrectedFigures[Table] }>(
    `SELECT DISTINCT ON (subject, f.observed_at) ${SUBJECT[table]} AS subject, f.observed_at,
       ${figuresJson(table, 'f')} AS figures
     FROM ${table} f WHERE f.venue = $1 AND f.observed_at >= $2 AND f.source = '${CORRECTION_SOURCE}'
     ORDER BY subject, f.observed_at, f.revision DESC`,
    [venue, new Date(first)],
  )
  return new Map(rows.map((row) => [standingKey(row.subject, row.observed_at), row.figures]))
}
