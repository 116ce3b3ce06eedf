import { cachedRead } from '@/app/_data/read'
import { readAdlMonitor } from '@/lib/queries/adl'
import { readAdlAround, readAdlStrips } from '@/lib/queries/adl-history'

/** Every public ADL signal now, with the history of each venue's highest level. */
export const getAdlMonitor = cachedRead((db, now) => readAdlMonitor(db, { now }))

/** The history of one venue's signals; empty for a venue without any. */
export const getAdlStrips = cachedRead((db, now, venue: string) => readAdlStrips(db, { now, venue }))

/** The strips of all venues over the window of an event. */
export const getAdlAround = cachedRead((db, now, from: string, to: string) =>
  readAdlAround(db, { from: new Date(from), to: new Date(to) }, { now }),
)
