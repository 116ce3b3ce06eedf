import { cachedRead } from '@/app/_data/read'
import { readEventContext } from '@/lib/queries/event-context'

/** The record around an event; null for an unknown id. */
export const getEventContext = cachedRead((db, _now, id: string) => readEventContext(db, id))
