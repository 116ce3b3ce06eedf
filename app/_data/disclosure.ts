import { cachedRead } from '@/app/_data/read'
import { type LedgerQuery, readDisclosureMatrix, readLedger } from '@/lib/queries/disclosure-matrix'

/** The disclosure marks and the stage of every venue. */
export const getDisclosureMatrix = cachedRead((db, now) => readDisclosureMatrix(db, { now }))

/** What changed in what venues publish. */
export const getLedger = cachedRead((db, _now, query: LedgerQuery) => readLedger(db, query))
