import { cachedRead } from '@/app/_data/read'
import { readStatus } from '@/lib/queries/status'

/** How collection goes. */
export const getStatus = cachedRead((db, now) => readStatus(db, { now }))
