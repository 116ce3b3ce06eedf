import type { CorrectedFigures, CorrectedTable } from '@/lib/collect/corrections/standing'
import {
  CORRECTION_SOURCE,
  correctBalance,
  correctedStatus,
  correctionMark,
  correctOpenInterest,
  isSameAmount,
} from '@/lib/core/correction'
import type { Basis, ObsStatus } from '@/lib/core/observation'
import type { RecordRef } from '@/lib/core/record-id'
import type { BulkRow } from '@/lib/db/bulk'

/** A correction of a stored observation, as the record's file has it. */
export interface ObservationCorrection {
  readonly id: string
  readonly record: Extract<RecordRef, { kind: 'fund-balances' | 'open-interest' }>
  readonly field: string
  readonly was: string | null
  readonly now: string | null
  readonly why: string
  readonly evidence: string
}

interface Common extends BulkRow {
  readonly venue: string
  readonly basis: Basis
  readonly obs_status: ObsStatus
  readonly reason: string | null
  readonly source: string
}

export interface StoredOf<Table extends CorrectedTable> {
  readonly table: Table
  readonly row: Common & CorrectedFigures[Table]
}

/** The newest revision of a row, its amounts as text. */
export type StoredRow = StoredOf<'fund_balance'> | StoredOf<'open_interest'>

export interface Corrected {
  readonly table: StoredRow['table']
  readonly row: Common
  /** The amount that was replaced. */
  readonly before: string | null
  readonly correction: ObservationCorrection
}

/** The next revision of a row; null where it is of the published record, or holds another value than `was`. */
export function reviseRow(stored: StoredRow, correction: ObservationCorrection): Corrected | null {
  const { field, was, now } = correction
  const { table, row } = stored
  const before = amountOf(row, field)
  if (row.basis === 'published' || before === undefined || !isSameAmount(before, was)) return null
  const amounts =
    stored.table === 'fund_balance'
      ? correctBalance(stored.row, field, now)
      : correctOpenInterest(stored.row, field, now)
  return {
    table,
    correction,
    before,
    row: {
      ...row,
      ...amounts,
      obs_status: correctedStatus(row.obs_status, amounts.value_usd),
      reason: reasonOf(row.reason, correction),
      source: CORRECTION_SOURCE,
    },
  }
}

function amountOf(row: BulkRow, field: string): string | null | undefined {
  const value = row[field]
  return typeof value === 'string' || value === null ? value : undefined
}

function reasonOf(before: string | null, { id, field, was, now, why }: ObservationCorrection): string {
  const said = `${field.replaceAll('_', ' ')} ${was ?? 'missing'} corrected to ${now ?? 'withdrawn'}: ${why} ${correctionMark(id)}`
  return before === null ? said : `${before}; ${said}`
}
