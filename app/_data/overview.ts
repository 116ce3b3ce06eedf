import { cachedRead } from '@/app/_data/read'
import { readOverview } from '@/lib/queries/overview'

/** Every venue with its latest figures, the totals, and the age of the data. */
export const getOverview = cachedRead((db, now) => readOverview(db, { now }))
