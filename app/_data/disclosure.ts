import { cachedRead } from '@/app/_data/read'
import { readDisclosureMatrix } from '@/lib/queries/disclosure-matrix'

/** The disclosure marks of every venue, and what changed in what venues publish. */
export const getDisclosureMatrix = cachedRead((db, now) => readDisclosureMatrix(db, { now }))
