import type { RecordRef } from '@/lib/core/record-id'
import { isObservation, type ObservationKind, type RecordCorrection } from '@/lib/record/correction-schema'
import { readRecord } from '@/lib/record/read'

export type ObservationCorrection = RecordCorrection & {
  readonly record: Extract<RecordRef, { kind: ObservationKind }>
}

const isOfObservation = (row: RecordCorrection): row is ObservationCorrection => isObservation(row.record)

/** The corrections of stored observations, oldest first; those of the record are edits of its own files. */
export function observationCorrections(): readonly ObservationCorrection[] {
  return readRecord().corrections.filter(isOfObservation)
}
