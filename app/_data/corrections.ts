import { cachedRead } from '@/app/_data/read'
import { parseRecordId } from '@/lib/core/record-id'
import { readCorrectionsPage } from '@/lib/queries/corrections-page'
import { readStoredRecord } from '@/lib/queries/stored-record'

/** Corrections, a page of restatements, and replies. */
export const getCorrections = cachedRead((db, now, page: number) => readCorrectionsPage(db, page, { now }))

/** What is stored under a record id; null for a venue nobody knows. Throws a RecordIdError for another text. */
export const getStoredRecord = cachedRead((db, _now, record: string) => readStoredRecord(db, parseRecordId(record)))
